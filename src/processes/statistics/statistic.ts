import {
  Column,
  elementsOf,
  listElements,
  type LabelledArray,
  type Process,
  type ProcessDefinition
} from '../../engine';

/** The numbers of one array without its no-data values; there is at least one. */
export type Sample = ArrayLike<number>;

/**
 * A process that makes one number of an array: no-data when there is nothing but no-data in it,
 * or with `ignore_nodata` off any at all.
 */
export function statistic(
  definition: ProcessDefinition,
  compute: (sample: Sample) => number
): Process {
  return {
    definition,
    run: args => {
      const sample = sampleOf(args.data as LabelledArray, args.ignore_nodata as boolean);
      return sample === null || sample.length === 0 ? null : compute(sample);
    },
    columns: (args, batch) => {
      const columns = listElements(args.data, batch)?.map(element => batch.read(element));
      if (!columns || columns.includes(null)) {
        return null;
      }
      const result = batch.cells();
      const scratch = new Float64Array(columns.length);
      for (let i = 0; i < batch.count; i++) {
        let valid = 0;
        for (const column of columns as Float64Array[]) {
          const cell = column[i];
          if (!Number.isNaN(cell)) {
            scratch[valid++] = cell;
          }
        }
        const missing = valid === 0 || (valid < columns.length && args.ignore_nodata === false);
        result[i] = missing
          ? NaN
          : compute(valid === columns.length ? scratch : scratch.subarray(0, valid));
      }
      return new Column('number', result);
    }
  };
}

/** The numbers of an array; null when no-data in it is not to be ignored. */
export function sampleOf(
  data: readonly (number | null)[] | LabelledArray,
  ignoreNodata: boolean
): number[] | null {
  const elements = elementsOf(data) as readonly (number | null)[];
  const numbers = elements.filter(element => element !== null);
  return numbers.length < elements.length && !ignoreNodata ? null : numbers;
}

export function sumOf(sample: Sample): number {
  let total = 0;
  for (let i = 0; i < sample.length; i++) {
    total += sample[i];
  }
  return total;
}

/** NaN when one of the numbers is. */
export function leastOf(sample: Sample): number {
  let least = Infinity;
  for (let i = 0; i < sample.length; i++) {
    least = Math.min(least, sample[i]);
  }
  return least;
}

/** NaN when one of the numbers is. */
export function mostOf(sample: Sample): number {
  let most = -Infinity;
  for (let i = 0; i < sample.length; i++) {
    most = Math.max(most, sample[i]);
  }
  return most;
}

/** Sum of squared deviations from the mean by n - 1; NaN for fewer than two numbers. */
export function varianceOf(sample: Sample): number {
  const mean = sumOf(sample) / sample.length;
  let squares = 0;
  for (let i = 0; i < sample.length; i++) {
    squares += (sample[i] - mean) ** 2;
  }
  return squares / (sample.length - 1);
}

/** Ascending; null when one of the numbers is NaN, which has no place in an order. */
export function sorted(sample: Sample): Float64Array | null {
  const numbers = Float64Array.from(sample);
  return numbers.some(Number.isNaN) ? null : numbers.sort();
}

/**
 * The quantile of sorted numbers at a probability, linear between neighbours (definition 7 of
 * Hyndman and Fan, 1996).
 */
export function quantileOf(ascending: Float64Array, probability: number): number {
  const at = (ascending.length - 1) * probability;
  const below = Math.floor(at);
  const share = at - below;
  // Weighted so that an infinite neighbour of no weight does not turn the result into NaN.
  return share === 0
    ? ascending[below]
    : ascending[below] * (1 - share) + ascending[below + 1] * share;
}
