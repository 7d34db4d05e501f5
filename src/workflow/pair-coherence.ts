import { dayNumber, dayOf } from './calendar';
import { coherenceKernel } from './coherence-kernel';
import { InvalidDateError } from './errors';
import type { Pair } from './pairs';
import type { InsarParameters, Polarization } from './parameters';
import { node } from './process-graph';
import type { Argument, Callback, Node } from './process-graph';

/** Size of the window over which coherence is estimated. */
export type CoherenceWindow = Pick<InsarParameters, 'windowRangeSamples' | 'windowAzimuthLines'>;

/** Kept under the root so that samples without signal give 0 and not 0/0. */
const SMALLEST_POWER = 1e-12;

/**
 * Bands `i_num_<pol>` and `q_num_<pol>` (real and imaginary part of p conj(s)), `prm_den` (|p|^2)
 * and `sec_den` (|s|^2) of a pair in radar geometry, without dates.
 *
 * @param stack - A coregistered stack: a node, or the reference to a parameter.
 * @throws InvalidDateError when a date of the pair is not a day of the calendar.
 */
export function pairProducts(stack: Argument, pair: Pair, polarization: Polarization): Node {
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
  return renamed(products, [
    `i_num_${polarization}`,
    `q_num_${polarization}`,
    'prm_den',
    'sec_den'
  ]);
}

/** Band `coh_<pol>`: coherence of a pair in radar geometry, from its products, without dates. */
export function productCoherence(
  products: Node,
  polarization: Polarization,
  window: CoherenceWindow
): Node {
  const means = node('apply_kernel', {
    data: products,
    ...coherenceKernel(window.windowRangeSamples, window.windowAzimuthLines),
    border: 0,
    replace_invalid: 0
  });
  const magnitude = node('reduce_dimension', {
    data: means,
    dimension: 'bands',
    reducer: magnitudeOf(polarization)
  });
  return node('add_dimension', {
    data: magnitude,
    name: 'bands',
    label: `coh_${polarization}`,
    type: 'bands'
  });
}

/** Bands of latitude and longitude of a stack, under the names that geocoding takes everywhere. */
export function positionOf(stack: Argument, day: string): Node {
  return renamed(bandsOfDay(stack, day, ['grid_lat', 'grid_lon']), ['latitude', 'longitude']);
}

/** Gives a cube without dates one. */
export function dated(data: Node, label: string): Node {
  return node('add_dimension', { data, name: 't', label, type: 'temporal' });
}

/** The time that stands for a day. */
export function timeOfDay(day: string): string {
  return `${day}T00:00:00Z`;
}

function bandsOfDay(stack: Argument, day: string, bands: readonly string[]): Node {
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
