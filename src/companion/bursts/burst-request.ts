import { BURST_SOURCES, type BurstSearchRequest, POLARIZATIONS, SUB_SWATHS } from '../../workflow';
import { InvalidRequestError } from '../errors';
import { dayField, idField, ringField, wordField } from '../request-body';

/** Reads what is asked of a source of bursts. @throws InvalidRequestError */
export function burstSearchRequest(body: Record<string, unknown>): BurstSearchRequest {
  const optional = <T>(name: string, read: (value: unknown, field: string) => T): T | null =>
    body[name] === undefined || body[name] === null ? null : read(body[name], name);
  const request = {
    source: wordField(body.source, 'source', BURST_SOURCES),
    area: optional('area', ringField),
    startDate: dayField(body.startDate, 'startDate'),
    endDate: dayField(body.endDate, 'endDate'),
    polarization: optional('polarization', (v, f) => wordField(v, f, POLARIZATIONS)),
    burstId: optional('burstId', idField),
    subSwath: optional('subSwath', (v, f) => wordField(v, f, SUB_SWATHS))
  };
  if (request.endDate < request.startDate) {
    throw new InvalidRequestError('endDate', `it is before startDate, ${request.startDate}`);
  }
  return request;
}
