import type { IFrameValue } from './series';

/** Values of pairs by their dates. */
export interface IDateMatrix {
  /** `YYYY-MM-DD`, in order. */
  readonly dates: readonly string[];
  /** Row by row, `dates.length` squared; null where no pair was made, and on the diagonal. */
  readonly values: readonly (number | null)[];
  /** Index of the raster of each entry, or -1. */
  readonly frames: readonly number[];
}

/** The symmetric matrix of a series of pairs; null where fewer than two pairs have both dates. */
export function matrixOf(series: readonly IFrameValue[]): IDateMatrix | null {
  const pairs = series.flatMap(({ frame, value }, index) =>
    frame.firstDate !== null && frame.secondDate !== null
      ? [{ first: frame.firstDate, second: frame.secondDate, value, index }]
      : []
  );
  if (pairs.length < 2) {
    return null;
  }
  const dates = [...new Set(pairs.flatMap(({ first, second }) => [first, second]))].sort();
  const count = dates.length;
  const values = new Array<number | null>(count * count).fill(null);
  const frames = new Array<number>(count * count).fill(-1);
  for (const { first, second, value, index } of pairs) {
    const [one, other] = [dates.indexOf(first), dates.indexOf(second)];
    for (const at of [one * count + other, other * count + one]) {
      values[at] = value;
      frames[at] = index;
    }
  }
  return { dates, values, frames };
}
