import type { BandKind } from '../raster';
import type { RampId } from './ramps';

/** The values that the ends of a colour ramp stand for; `low < high`. */
export interface IStretch {
  readonly low: number;
  readonly high: number;
}

/** Slack for values that rounding took past their bounds. */
const ROUNDING = 1e-3;

/** The value below which a share of the finite values lies (linear between ranks). */
export function percentile(sorted: Float64Array, share: number): number {
  const rank = share * (sorted.length - 1);
  const below = Math.floor(rank);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
}

/**
 * A first stretch: 0 to 1 for coherence and one cycle for phase where the values keep to that,
 * otherwise from the 2nd to the 98th percentile of the finite values.
 */
export function stretchFor(kind: BandKind, values: Float64Array): IStretch {
  const sorted = values.filter(Number.isFinite).sort();
  if (sorted.length === 0) {
    return { low: 0, high: 1 };
  }
  const least = sorted[0];
  const most = sorted[sorted.length - 1];
  if (kind === 'coherence' && least >= -ROUNDING && most <= 1 + ROUNDING) {
    return { low: 0, high: 1 };
  }
  if (kind === 'phase' && Math.max(-least, most) <= Math.PI + ROUNDING) {
    return { low: -Math.PI, high: Math.PI };
  }
  if (kind === 'unwrapped' || kind === 'displacement') {
    return aroundZero(sorted);
  }
  return between(sorted);
}

/** From the 2nd to the 98th percentile of sorted finite values. */
function between(sorted: Float64Array): IStretch {
  const least = sorted[0];
  const most = sorted[sorted.length - 1];
  const low = percentile(sorted, 0.02);
  const high = percentile(sorted, 0.98);
  if (low < high) {
    return { low, high };
  }
  return least < most ? { low: least, high: most } : { low: least - 0.5, high: least + 0.5 };
}

/** Both ways of zero alike, as far as 98 of 100 sorted values reach. */
function aroundZero(sorted: Float64Array): IStretch {
  const reach = Math.max(-percentile(sorted, 0.01), percentile(sorted, 0.99));
  return reach > 0 ? { low: -reach, high: reach } : { low: -1, high: 1 };
}

/** From the 2nd to the 98th percentile of the finite values; null: there are none. */
export function percentileStretch(values: Float64Array): IStretch | null {
  const sorted = values.filter(Number.isFinite).sort();
  return sorted.length === 0 ? null : between(sorted);
}

/** The ramp that suits a kind of band. */
export function rampFor(kind: BandKind): RampId {
  switch (kind) {
    case 'phase':
      return 'cycle';
    case 'unwrapped':
    case 'displacement':
      return 'diverging';
    case 'height':
    case 'amplitude':
      return 'grey';
    default:
      return 'coherence';
  }
}
