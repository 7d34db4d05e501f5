import { describe, expect, it } from 'vitest';
import { evaluateGraph, isEngineError, RecordingContext } from '../../engine';
import type { Json, Value } from '../../engine';
import { registry } from '..';
import type { ProcessServices } from '../services';

const processes = registry();

async function run(process_id: string, args: Record<string, Json>): Promise<Value> {
  const context = new RecordingContext({} as ProcessServices);
  return evaluateGraph({ node: { process_id, arguments: args } }, processes, context);
}

const TOLERANCE = 1e-12;

function close(actual: Value, expected: number): void {
  expect(Math.abs((actual as number) - expected)).toBeLessThanOrEqual(TOLERANCE);
}

describe('numbers', () => {
  it.each<[string, Record<string, Json>, number]>([
    ['mod', { x: -7, y: 3 }, 2],
    ['mod', { x: 7, y: -3 }, -2],
    ['round', { x: 2.5 }, 2],
    ['round', { x: -1.5 }, -2],
    ['round', { x: 1450, p: -2 }, 1400],
    ['int', { x: -0.9 }, 0],
    ['log', { x: 1000, base: 10 }, 3],
    ['log', { x: 9, base: 3 }, 2],
    ['arctan2', { y: -1, x: -1 }, (-3 * Math.PI) / 4],
    ['power', { base: -Infinity as never, p: 0.5 }, Infinity],
    ['linear_scale_range', { x: 5, inputMin: 0, inputMax: 10, outputMin: 100, outputMax: 0 }, 50],
    ['variance', { data: [2, 4, 4, 4, 5, 5, 7, 9] }, 32 / 7],
    ['median', { data: [9, 1, null, 4, 2] }, 3],
    ['product', { data: [2, null, 3] }, 6]
  ])('%s(%j) is %d', async (id, args, expected) => {
    const actual = await run(id, args);
    if (Number.isFinite(expected)) {
      close(actual, expected);
    } else {
      expect(actual).toBe(expected);
    }
  });

  it('interpolates quantiles between neighbours', async () => {
    const data = [15, 20, 35, 40, 50];
    expect(await run('quantiles', { data, probabilities: [0, 0.4, 1] })).toEqual([15, 29, 50]);
    expect(await run('quantiles', { data, probabilities: 4 })).toEqual([20, 35, 40]);
  });

  it('keeps no-data apart from not a number', async () => {
    expect(await run('add', { x: null, y: 1 })).toBeNull();
    expect(await run('sum', { data: [] })).toBeNull();
    expect(await run('mean', { data: [1, null], ignore_nodata: false })).toBeNull();
    expect(await run('divide', { x: 0, y: 0 })).toBeNaN();
    expect(await run('is_nodata', { x: null })).toBe(true);
    expect(await run('is_nan', { x: null })).toBe(false);
  });
});

describe('truths', () => {
  it('let false and true win over no-data', async () => {
    expect(await run('and', { x: false, y: null })).toBe(false);
    expect(await run('and', { x: true, y: null })).toBeNull();
    expect(await run('or', { x: true, y: null })).toBe(true);
    expect(await run('xor', { x: true, y: null })).toBeNull();
    expect(await run('all', { data: [true, null] })).toBe(true);
    expect(await run('any', { data: [false, null], ignore_nodata: false })).toBeNull();
  });

  it('come from strict comparisons', async () => {
    expect(await run('eq', { x: 1, y: '1' })).toBe(false);
    expect(await run('eq', { x: 'Ä', y: 'ä', case_sensitive: false })).toBe(true);
    expect(await run('gt', { x: 'b', y: 'a' })).toBe(false);
    expect(await run('gte', { x: true, y: true })).toBe(false);
    expect(await run('between', { x: 1, min: 0, max: 1, exclude_max: true })).toBe(false);
  });
});

describe('arrays', () => {
  const above: Json = {
    process_graph: {
      gt: {
        process_id: 'gt',
        arguments: { x: { from_parameter: 'x' }, y: { from_parameter: 'context' } },
        result: true
      }
    }
  };

  it('hand their elements, indices and labels to callbacks', async () => {
    const data = [1, 5, 3];
    expect(await run('array_filter', { data, condition: above, context: 2 })).toEqual([5, 3]);
    expect(await run('count', { data, condition: above, context: 2 })).toBe(2);
    const label: Json = {
      process_graph: {
        c: { process_id: 'constant', arguments: { x: { from_parameter: 'label' } }, result: true }
      }
    };
    expect(await run('array_apply', { data, process: label })).toEqual([0, 1, 2]);
  });

  it('are put in order with no-data where it is asked for', async () => {
    const data = [3, null, 1];
    expect(await run('sort', { data })).toEqual([1, 3]);
    expect(await run('sort', { data, asc: false, nodata: true })).toEqual([3, 1, null]);
    expect(await run('order', { data, nodata: false })).toEqual([1, 2, 0]);
    expect(await run('rearrange', { data, order: [2, 0] })).toEqual([1, 3]);
  });

  it('are filled between numbers only', async () => {
    const data = [null, 1, null, null, 4, null];
    expect(await run('array_interpolate_linear', { data })).toEqual([null, 1, 2, 3, 4, null]);
  });

  it.each<[string, Record<string, Json>, string]>([
    ['array_element', { data: [1] }, 'ArrayElementParameterMissing'],
    ['array_element', { data: [1], index: 0, label: 'a' }, 'ArrayElementParameterConflict'],
    ['array_element', { data: [1], index: 1 }, 'ArrayElementNotAvailable'],
    ['array_element', { data: [1], label: 'a' }, 'ArrayNotLabeled'],
    ['array_append', { data: [1], value: 2, label: 'a' }, 'ArrayNotLabeled'],
    ['array_create_labeled', { data: [1], labels: [] }, 'ArrayLengthMismatch'],
    ['array_modify', { data: [1], values: [], index: 2 }, 'ArrayElementNotAvailable'],
    ['clip', { x: 1, min: 2, max: 1 }, 'MinMaxSwapped'],
    ['quantiles', { data: [1] }, 'QuantilesParameterMissing'],
    ['quantiles', { data: [1], probabilities: [0.9, 0.1] }, 'AscendingProbabilitiesRequired'],
    ['date_shift', { date: 'tomorrow', value: 1, unit: 'day' }, 'ProcessParameterInvalid']
  ])('%s(%j) is refused as %s', async (id, args, code) => {
    const error: unknown = await run(id, args).catch((e: unknown) => e);
    expect(isEngineError(error, code), String(error)).toBe(true);
  });
});

describe('dates', () => {
  it.each<[string, number, string, string]>([
    ['2024-01-31', 1, 'month', '2024-02-29'],
    ['2024-02-29', 1, 'year', '2025-02-28'],
    ['2024-08-09T23:30:00+02:00', 45, 'minute', '2024-08-10T00:15:00+02:00'],
    ['2024-08-09T12:00:00.250Z', 250, 'millisecond', '2024-08-09T12:00:00.500Z'],
    ['2024-03-01', -1, 'day', '2024-02-29']
  ])('%s and %d %ss is %s', async (date, value, unit, expected) => {
    expect(await run('date_shift', { date, value, unit })).toBe(expected);
  });

  it.each<[string, string, string, number]>([
    ['2024-08-09', '2024-08-21', 'day', 12],
    ['2024-08-09T00:00:00Z', '2024-08-09T02:00:00+02:00', 'second', 0],
    ['2024-01-31', '2024-03-31', 'month', 2],
    ['2024-01-01', '2022-01-01', 'year', -2]
  ])('from %s to %s there are %s: %d', async (date1, date2, unit, expected) => {
    close(await run('date_difference', { date1, date2, unit }), expected);
  });
});
