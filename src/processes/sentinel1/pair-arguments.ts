import { labelledDimensions } from '../../engine';
import type { Arguments, Call, DataCube, Json, ProcessParameter } from '../../engine';
import { pairsByTemporalBaseline } from '../../workflow';
import type { Pair } from '../../workflow';
import { integerArgument, invalid, show } from '../arguments';
import { dayArgument } from './coregistered-stack';

/** Parameters that the processes of pairs have in common. */
export const PAIR_PARAMETERS = {
  temporalBaseline: {
    name: 'temporal_baseline',
    description: 'Days between the two acquisitions of a pair.',
    schema: { type: 'integer', minimum: 1 },
    default: 12,
    optional: true
  },
  windowRange: {
    name: 'coherence_window_rg',
    description: 'Size of the window of the coherence estimate in slant range, samples.',
    schema: { type: 'integer', minimum: 1 },
    default: 10,
    optional: true
  },
  windowAzimuth: {
    name: 'coherence_window_az',
    description: 'Size of the window of the coherence estimate in azimuth, lines.',
    schema: { type: 'integer', minimum: 1 },
    default: 2,
    optional: true
  },
  resolution: {
    name: 'resolution',
    description: 'Cell size of the map in units of its projection (metres for UTM).',
    schema: { type: 'number', exclusiveMinimum: 0 },
    default: 20,
    optional: true
  },
  projection: {
    name: 'projection',
    description: 'EPSG code of the map; `null` for the UTM zone of the middle of the scene.',
    schema: [{ type: 'integer', subtype: 'epsg-code', minimum: 1000 }, { type: 'null' }] as Json,
    default: null,
    optional: true
  }
} satisfies Record<string, ProcessParameter>;

/** Days of the acquisitions of a stack, YYYY-MM-DD. */
export function daysOf(stack: DataCube): string[] {
  const dates = labelledDimensions(stack.dimensions).find(d => d.kind === 'temporal');
  return (dates?.labels ?? []).map(label => String(label).slice(0, 10));
}

/** A whole number of 1 or more. */
export function countArgument(args: Arguments, name: string, call: Call): number {
  const count = integerArgument(args, name, call);
  if (count < 1) {
    throw invalid(call, name, `expected 1 or more, but got ${count}.`);
  }
  return count;
}

/**
 * Pairs of acquisitions that lie `temporal_baseline` days apart.
 *
 * @throws ArgumentError when there is none; the message lists the dates that there are.
 */
export function pairsOfBaseline(args: Arguments, stack: DataCube, call: Call): Pair[] {
  const baselineDays = countArgument(args, 'temporal_baseline', call);
  const days = daysOf(stack);
  const pairs = pairsByTemporalBaseline(days, baselineDays);
  if (pairs.length === 0) {
    throw invalid(
      call,
      'temporal_baseline',
      `no two acquisitions lie ${baselineDays} days apart. There are: ${days.join(', ')}.`
    );
  }
  return pairs;
}

/**
 * Pairs as they are listed, `[["2024-08-09", "2024-08-21"], …]`; null where the list is absent. The
 * earlier day of a pair becomes its primary.
 *
 * @throws ArgumentError for a pair whose days are equal or not in the stack.
 */
export function listedPairs(
  args: Arguments,
  name: string,
  stack: DataCube,
  call: Call
): Pair[] | null {
  const list = args[name];
  if (list === undefined || list === null || (Array.isArray(list) && list.length === 0)) {
    return null;
  }
  if (!Array.isArray(list)) {
    throw invalid(call, name, `expected a list of pairs of days, but got ${show(list)}.`);
  }
  const days = daysOf(stack);
  return list.map(item => {
    if (!Array.isArray(item) || item.length !== 2) {
      throw invalid(call, name, `expected two days in each pair, but got ${show(item)}.`);
    }
    const [primary, secondary] = item.map(day => dayArgument(day, name, call)).sort();
    const missing = [primary, secondary].find(day => !days.includes(day));
    if (missing !== undefined) {
      throw invalid(
        call,
        name,
        `there is no acquisition on ${missing}. There are: ${days.join(', ')}.`
      );
    }
    if (primary === secondary) {
      throw invalid(call, name, `a pair needs two days, but both are ${primary}.`);
    }
    return { primary, secondary };
  });
}
