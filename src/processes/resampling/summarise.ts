import type { Plane } from '../../engine';
import type { SourceCells } from './source-cells';

/** The cells under a new cell: their values, and how much of each is covered (0 to 1). */
interface Covered {
  readonly values: Float64Array;
  readonly shares: Float64Array;
  readonly count: number;
}

export type SummaryMethod =
  'average' | 'rms' | 'sum' | 'min' | 'max' | 'med' | 'q1' | 'q3' | 'mode';

/** Share of a cell by which a new cell may reach into it through rounding alone. */
const ROUNDING = 1e-9;

const SUMMARIES: Readonly<Record<SummaryMethod, (covered: Covered) => number>> = {
  average: covered => weighted(covered, v => v) / totalShare(covered),
  rms: covered => Math.sqrt(weighted(covered, v => v * v) / totalShare(covered)),
  sum: covered => weighted(covered, v => v),
  min: ({ values, count }) => values.subarray(0, count).reduce((a, b) => Math.min(a, b)),
  max: ({ values, count }) => values.subarray(0, count).reduce((a, b) => Math.max(a, b)),
  med: covered => ranked(covered, 0.5),
  q1: covered => ranked(covered, 0.25),
  q3: covered => ranked(covered, 0.75),
  mode: mostFrequent
};

export function isSummaryMethod(method: string): method is SummaryMethod {
  return Object.hasOwn(SUMMARIES, method);
}

/** Makes one value of all cells of a plane that each new cell covers, those without data left out. */
export function summarise(
  plane: Plane,
  width: number,
  height: number,
  { column, row, columns, rows }: SourceCells,
  method: SummaryMethod
): Float64Array {
  const summary = SUMMARIES[method];
  const result = new Float64Array(column.length).fill(NaN);
  let values = new Float64Array(16);
  let shares = new Float64Array(16);
  for (let i = 0; i < result.length; i++) {
    const across = overlap(column[i], columns[i], width);
    const down = overlap(row[i], rows[i], height);
    const most = (across.last - across.first + 1) * (down.last - down.first + 1);
    if (!(across.first <= across.last && down.first <= down.last)) {
      continue;
    }
    if (most > values.length) {
      values = new Float64Array(2 * most);
      shares = new Float64Array(2 * most);
    }
    let count = 0;
    for (let l = down.first; l <= down.last; l++) {
      const lineShare = covering(l, down);
      for (let k = across.first; k <= across.last; k++) {
        const value = plane[l * width + k];
        if (!Number.isNaN(value)) {
          values[count] = value;
          shares[count++] = lineShare * covering(k, across);
        }
      }
    }
    if (count > 0) {
      result[i] = summary({ values, shares, count });
    }
  }
  return result;
}

interface Overlap {
  readonly first: number;
  readonly last: number;
  readonly from: number;
  readonly to: number;
}

/** Cells that a stretch of `size` cells around a position reaches into; none where first > last. */
function overlap(centre: number, size: number, cells: number): Overlap {
  const [from, to] = [centre - size / 2, centre + size / 2];
  return {
    first: Math.max(0, Math.floor(from + 0.5 + ROUNDING)),
    last: Math.min(cells - 1, Math.ceil(to + 0.5 - ROUNDING) - 1),
    from,
    to
  };
}

/** How much of a cell a stretch covers. */
function covering(cell: number, { from, to }: Overlap): number {
  return Math.min(to, cell + 0.5) - Math.max(from, cell - 0.5);
}

function weighted({ values, shares, count }: Covered, of: (value: number) => number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    sum += shares[i] * of(values[i]);
  }
  return sum;
}

function totalShare({ shares, count }: Covered): number {
  let total = 0;
  for (let i = 0; i < count; i++) {
    total += shares[i];
  }
  return total;
}

/** The value that a share of the values is not above, without interpolation. */
function ranked({ values, count }: Covered, share: number): number {
  const sorted = values.subarray(0, count).sort();
  return sorted[Math.max(0, Math.ceil(share * count - 1))];
}

/** The value that occurs most often; of those that occur as often, the one that was first to. */
function mostFrequent({ values, count }: Covered): number {
  const times = new Map<number, number>();
  let [best, most] = [NaN, 0];
  for (let i = 0; i < count; i++) {
    const occurrences = (times.get(values[i]) ?? 0) + 1;
    times.set(values[i], occurrences);
    if (occurrences > most) {
      [best, most] = [values[i], occurrences];
    }
  }
  return best;
}
