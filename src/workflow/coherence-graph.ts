import { NoPairsError } from './errors';
import { flattenGraph } from './flatten-graph';
import { coherenceName } from './pairs';
import type { Pair } from './pairs';
import { dated, pairProducts, positionOf, productCoherence, timeOfDay } from './pair-coherence';
import type { InsarParameters } from './parameters';
import { node } from './process-graph';
import type { Argument, ProcessGraph } from './process-graph';

/** What the coherence graph needs beyond the parameters: known once preprocessing is done. */
export interface CoherenceInputs {
  /** Address of the STAC Collection of the coregistered stack. */
  readonly stacUrl: string;
  readonly pairs: readonly Pair[];
  /** EPSG code of the map grid; overrides `null` of the parameters. */
  readonly epsg: number;
}

/**
 * The graph of the coherence job: a branch a pair and polarization over one `load_stac`, each
 * ending in a `save_result` of its own, of which the last has `result: true`. One branch is the
 * reference workflow's graph as it stands; the files of several are told apart by their
 * `filename_prefix`, as GeoPySpark back-ends know it.
 *
 * Coherence is |<p conj(s)>| / sqrt(<|p|^2> <|s|^2> + 1e-12), with <> the mean over the window.
 *
 * @throws NoPairsError without a pair or a polarization.
 * @throws InvalidDateError when a date of a pair is not a day of the calendar.
 */
export function coherenceGraph(parameters: InsarParameters, inputs: CoherenceInputs): ProcessGraph {
  const stack = node('load_stac', { url: inputs.stacUrl });
  const branches = inputs.pairs.flatMap(pair =>
    parameters.polarizations.map(polarization => ({ pair, polarization }))
  );
  if (branches.length === 0) {
    throw new NoPairsError();
  }
  const results = branches.map(({ pair, polarization }) => {
    const products = pairProducts(stack, pair, polarization);
    const placed = node('merge_cubes', {
      cube1: productCoherence(products, polarization, parameters),
      cube2: positionOf(stack, pair.primary)
    });
    const data = node('resample_spatial', {
      data: dated(placed, timeOfDay(pair.primary)),
      resolution: parameters.resolution,
      projection: `EPSG:${inputs.epsg}`,
      method: 'geocode',
      align: 'upper-left'
    });
    const several = { filename_prefix: coherenceName(polarization, pair) };
    const options: Argument = branches.length > 1 ? several : {};
    return node('save_result', { data, format: 'GTiff', options });
  });
  return flattenGraph(results);
}
