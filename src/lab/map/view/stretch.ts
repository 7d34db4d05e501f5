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
  const low = percentile(sorted, 0.02);
  const high = percentile(sorted, 0.98);
  if (low < high) {
    return { low, high };
  }
  return least < most ? { low: least, high: most } : { low: least - 0.5, high: least + 0.5 };
}

/** The ramp that suits a kind of band. */
export function rampFor(kind: BandKind): RampId {
  switch (kind) {
    case 'phase':
      return 'cycle';
    case 'amplitude':
      return 'grey';
    default:
      return 'coherence';
  }
}
