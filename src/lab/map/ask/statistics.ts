import { percentile } from '../view/stretch';

/** What the values of an area, or of a view, amount to. */
export interface IStatistics {
  /** Pixels with data, and without. */
  readonly count: number;
  readonly emptyCount: number;
  readonly mean: number;
  /** Square root of the mean squared difference from the mean. */
  readonly deviation: number;
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** Statistics of the finite values; null: there are none. */
export function statisticsOf(values: Float64Array): IStatistics | null {
  const sorted = values.filter(Number.isFinite).sort();
  const count = sorted.length;
  if (count === 0) {
    return null;
  }
  const mean = sorted.reduce((sum, value) => sum + value, 0) / count;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    count,
    emptyCount: values.length - count,
    mean,
    deviation: Math.sqrt(squares / count),
    least: sorted[0],
    median: percentile(sorted, 0.5),
    most: sorted[count - 1]
  };
}

/** How many finite values lie in each of `bins` equal parts from `low` to `high`, the end included. */
export function histogramOf(
  values: Float64Array,
  low: number,
  high: number,
  bins: number
): Uint32Array {
  const counts = new Uint32Array(bins);
  for (const value of values) {
    if (value >= low && value <= high) {
      counts[Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))]++;
    }
  }
  return counts;
}
