import { NoPairsError } from './errors';
import { flattenGraph } from './flatten-graph';
import { dated, pairProducts, positionOf, productCoherence, timeOfDay } from './pair-coherence';
import type { CoherenceWindow } from './pair-coherence';
import { pairName } from './pairs';
import type { Pair } from './pairs';
import type { Polarization } from './parameters';
import { node } from './process-graph';
import type { Node, ProcessGraph } from './process-graph';

/** What a series of pairs is made of. */
export interface PairSeries {
  readonly pairs: readonly Pair[];
  readonly polarizations: readonly Polarization[];
  readonly window: CoherenceWindow;
  /** Keeps real and imaginary part of the interferograms beside coherence. */
  readonly interferograms: boolean;
}

/** Name of the parameter of a {@link pairSeriesGraph} that takes the coregistered stack. */
export const STACK_PARAMETER = 'stack';

/**
 * The graph of coherence, and interferograms if wanted, of pairs in radar geometry as one cube: a
 * label of `t` a pair, the earliest first, with the bands `coh_<pol>` (after `i_num_<pol>`, `q_num_<pol>`) of every
 * polarization. The bands `latitude` and `longitude` have values at the first pair alone, which is
 * where geocoding looks for them.
 *
 * @throws NoPairsError without a pair or a polarization.
 * @throws InvalidDateError when a date of a pair is not a day of the calendar.
 */
export function pairSeriesGraph(series: PairSeries): ProcessGraph {
  const { polarizations } = series;
  // Merging puts dates in order, and the first label is the one that has the position.
  const pairs = [...series.pairs].sort((a, b) => (pairName(a) < pairName(b) ? -1 : 1));
  if (pairs.length === 0 || polarizations.length === 0) {
    throw new NoPairsError();
  }
  const stack = { from_parameter: STACK_PARAMETER };
  const labels = pairLabels(pairs);
  const cubes = pairs.map((pair, k) => {
    const bands = polarizations.map(polarization => bandsOfPair(stack, pair, polarization, series));
    const placed = k === 0 ? [...bands, positionOf(stack, pair.primary)] : bands;
    return dated(merged(placed), labels[k]);
  });
  return flattenGraph([merged(cubes)]);
}

/**
 * Labels of pairs on a temporal dimension: the time of the earlier acquisition; where several pairs
 * begin on one day, the interval from the earlier to the later day instead, for all of them.
 */
export function pairLabels(pairs: readonly Pair[]): string[] {
  const unique = new Set(pairs.map(({ primary }) => primary)).size === pairs.length;
  return pairs.map(({ primary, secondary }) =>
    unique ? timeOfDay(primary) : `${primary}/${secondary}`
  );
}

function bandsOfPair(
  stack: { readonly from_parameter: string },
  pair: Pair,
  polarization: Polarization,
  { window, interferograms }: PairSeries
): Node {
  const products = pairProducts(stack, pair, polarization);
  const coherence = productCoherence(products, polarization, window);
  if (!interferograms) {
    return coherence;
  }
  const bands = [`i_num_${polarization}`, `q_num_${polarization}`];
  return merged([node('filter_bands', { data: products, bands }), coherence]);
}

function merged(cubes: readonly Node[]): Node {
  return cubes.reduce((cube1, cube2) => node('merge_cubes', { cube1, cube2 }));
}
