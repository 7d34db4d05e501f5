import { dayNumber, dayOf } from './calendar';
import { coherenceKernel } from './coherence-kernel';
import { InvalidDateError, NoPairsError } from './errors';
import { flattenGraph } from './flatten-graph';
import { coherenceName } from './pairs';
import type { Pair } from './pairs';
import type { InsarParameters, Polarization } from './parameters';
import { node } from './process-graph';
import type { Argument, Callback, Node, ProcessGraph } from './process-graph';

/** What the coherence graph needs beyond the parameters: known once preprocessing is done. */
export interface CoherenceInputs {
  /** Address of the STAC Collection of the coregistered stack. */
  readonly stacUrl: string;
  readonly pairs: readonly Pair[];
  /** EPSG code of the map grid; overrides `null` of the parameters. */
  readonly epsg: number;
}

/** Kept under the root so that samples without signal give 0 and not 0/0. */
const SMALLEST_POWER = 1e-12;

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
    const coherence = coherenceOf(stack, pair, polarization, parameters);
    const data = node('resample_spatial', {
      data: coherence,
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

/** Coherence of a pair in radar geometry, with its place on the ground in two more bands. */
function coherenceOf(
  stack: Node,
  pair: Pair,
  polarization: Polarization,
  parameters: InsarParameters
): Node {
  const parts = [`i_${polarization}`, `q_${polarization}`];
  const acquisition = (day: string, role: string): Node =>
    renamed(
      bandsOfDay(stack, day, parts),
      parts.map(part => `${part}_${role}`),
      parts
    );
  const products = node('apply_dimension', {
    data: node('merge_cubes', {
      cube1: acquisition(pair.primary, 'prm'),
      cube2: acquisition(pair.secondary, 'sec')
    }),
    dimension: 'bands',
    process: productsOf(parts[0], parts[1])
  });
  const names = [`i_num_${polarization}`, `q_num_${polarization}`, 'prm_den', 'sec_den'];
  const means = node('apply_kernel', {
    data: renamed(products, names),
    ...coherenceKernel(parameters.windowRangeSamples, parameters.windowAzimuthLines),
    border: 0,
    replace_invalid: 0
  });
  const magnitude = node('reduce_dimension', {
    data: means,
    dimension: 'bands',
    reducer: magnitudeOf(polarization)
  });
  const grid = bandsOfDay(stack, pair.primary, ['grid_lat', 'grid_lon']);
  return node('add_dimension', {
    data: node('merge_cubes', {
      cube1: node('add_dimension', {
        data: magnitude,
        name: 'bands',
        label: `coh_${polarization}`,
        type: 'bands'
      }),
      cube2: renamed(grid, ['latitude', 'longitude'])
    }),
    name: 't',
    label: `${pair.primary}T00:00:00Z`,
    type: 'temporal'
  });
}

function bandsOfDay(stack: Node, day: string, bands: readonly string[]): Node {
  const number = dayNumber(day);
  if (number === null) {
    throw new InvalidDateError(day);
  }
  const data = node('filter_temporal', { data: stack, extent: [day, dayOf(number + 1)] });
  const data2 = node('filter_bands', { data, bands });
  return node('drop_dimension', { data: data2, name: 't' });
}

function renamed(data: Node, target: readonly string[], source?: readonly string[]): Node {
  return node('rename_labels', {
    data,
    dimension: 'bands',
    ...(source ? { source } : {}),
    target
  });
}

function element(label: string): Node {
  return node('array_element', { data: { from_parameter: 'data' }, label });
}

/** Real and imaginary part of p conj(s), |p|^2 and |s|^2 of bands `…_prm` and `…_sec`. */
function productsOf(i: string, q: string): Callback {
  const [iPrm, qPrm] = [element(`${i}_prm`), element(`${q}_prm`)];
  const [iSec, qSec] = [element(`${i}_sec`), element(`${q}_sec`)];
  const times = (x: Node, y: Node): Node => node('multiply', { x, y });
  const power = (x: Node, y: Node): Node =>
    node('add', { x: node('power', { base: x, p: 2 }), y: node('power', { base: y, p: 2 }) });
  const data = [
    node('add', { x: times(iPrm, iSec), y: times(qPrm, qSec) }),
    node('subtract', { x: times(qPrm, iSec), y: times(iPrm, qSec) }),
    power(iPrm, qPrm),
    power(iSec, qSec)
  ];
  return { callback: node('array_create', { data }) };
}

/** Magnitude of the normalized sums. The root is written twice, as in the reference workflow. */
function magnitudeOf(polarization: Polarization): Callback {
  const [primary, secondary] = [element('prm_den'), element('sec_den')];
  const squared = (base: Node): Node => node('power', { base, p: 2 });
  const root = (base: Node): Node => node('power', { base, p: 0.5 });
  const normalized = (label: string): Node => {
    const product = node('multiply', { x: primary, y: secondary });
    const power = root(node('add', { x: product, y: SMALLEST_POWER }));
    return node('divide', { x: element(label), y: power });
  };
  const [i, q] = [`i_num_${polarization}`, `q_num_${polarization}`].map(normalized);
  return { callback: root(node('add', { x: squared(i), y: squared(q) })) };
}
