import { describe, expect, it } from 'vitest';
import { apiErrorOf, ApiError, atNode } from '../api-error';
import { ERROR_STATUS, isListed, statusOf } from '../error-codes';

describe('error codes', () => {
  it('have the status that openEO lists, by its list of errors', () => {
    const byStatus = Object.entries(ERROR_STATUS).reduce<Record<number, number>>(
      (counts, [, status]) => ({ ...counts, [status]: (counts[status] ?? 0) + 1 }),
      {}
    );
    // openEO's errors.json has 51 codes: 30 of 400, one of 401, 402, 408, 410 and 501, four of 403,
    // seven of 404, three of 500 and two of 503.
    expect(Object.keys(ERROR_STATUS).length).toBe(51);
    expect(byStatus).toMatchObject({ 400: 30, 401: 1, 402: 1, 403: 4, 404: 7, 408: 1, 500: 3 });
    expect(byStatus).toMatchObject({ 410: 1, 501: 1, 503: 2 });
  });

  it('of this back-end are told from those', () => {
    expect(statusOf('MethodNotAllowed')).toBe(405);
    expect(isListed('MethodNotAllowed')).toBe(false);
    expect(isListed('JobLocked')).toBe(true);
  });

  it('of process exceptions are mistakes in the request', () => {
    expect(statusOf('DimensionNotAvailable')).toBe(400);
    expect(statusOf('toString')).toBe(400);
  });

  it('stand for anything thrown', () => {
    expect(apiErrorOf(new Error('disk'))).toMatchObject({
      code: 'Internal',
      message: 'Server error: disk'
    });
    const error = new ApiError('JobLocked', 'x');
    expect(apiErrorOf(error)).toBe(error);
  });

  it('come with the node that is meant, once', () => {
    expect(atNode('Wrong.', 'load1')).toBe("Wrong. (node 'load1')");
    expect(atNode("Node 'load1' is wrong.", 'load1')).toBe("Node 'load1' is wrong.");
    expect(atNode('Wrong.')).toBe('Wrong.');
  });
});
