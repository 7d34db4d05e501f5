/**
 * A weighted window that slides over rasters, in the form that is cheapest to compute.
 *
 * `top`, `left` place its first row and column relative to the pixel it is centred on; rows and
 * columns of zeros around it are cut off.
 */
export interface Kernel {
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
  readonly form:
    | { readonly kind: 'zero' }
    | { readonly kind: 'box'; readonly weight: number }
    /** The weight at a row and column is `down[row] * across[column]`. */
    | { readonly kind: 'separable'; readonly down: Float64Array; readonly across: Float64Array }
    /** Row-major. */
    | { readonly kind: 'direct'; readonly weights: Float64Array };
}

/** Rounding that a product of two weights may differ by from the weight that was given. */
const SEPARABLE_TOLERANCE = 4 * Number.EPSILON;

/**
 * Sees a kernel for what it is: a box, a product of a row and a column, or neither.
 *
 * @param weights - Rows (y, lines) of columns (x, samples), each of odd and equal length.
 */
export function analyseKernel(weights: readonly (readonly number[])[]): Kernel {
  const height = weights.length;
  const width = weights[0].length;
  const rowUsed = weights.map(row => row.some(w => w !== 0));
  const columnUsed = weights[0].map((_, c) => weights.some(row => row[c] !== 0));
  const firstRow = rowUsed.indexOf(true);
  if (firstRow < 0) {
    return { top: 0, left: 0, rows: 1, columns: 1, form: { kind: 'zero' } };
  }
  const rows = rowUsed.lastIndexOf(true) - firstRow + 1;
  const firstColumn = columnUsed.indexOf(true);
  const columns = columnUsed.lastIndexOf(true) - firstColumn + 1;
  const cut = Float64Array.from({ length: rows * columns }, (_, i) => {
    const row = Math.floor(i / columns);
    return weights[firstRow + row][firstColumn + (i % columns)];
  });
  return {
    top: firstRow - (height - 1) / 2,
    left: firstColumn - (width - 1) / 2,
    rows,
    columns,
    form: formOf(cut, rows, columns)
  };
}

function formOf(weights: Float64Array, rows: number, columns: number): Kernel['form'] {
  if (weights.every(w => w === weights[0])) {
    return { kind: 'box', weight: weights[0] };
  }
  let pivot = 0;
  weights.forEach((w, i) => {
    if (Math.abs(w) > Math.abs(weights[pivot])) {
      pivot = i;
    }
  });
  const pivotRow = Math.floor(pivot / columns);
  const pivotColumn = pivot % columns;
  const down = Float64Array.from({ length: rows }, (_, r) => weights[r * columns + pivotColumn]);
  const across = Float64Array.from(
    { length: columns },
    (_, c) => weights[pivotRow * columns + c] / weights[pivot]
  );
  const largest = Math.abs(weights[pivot]);
  const separable = weights.every(
    (w, i) =>
      Math.abs(down[Math.floor(i / columns)] * across[i % columns] - w) <=
      SEPARABLE_TOLERANCE * largest
  );
  return separable && rows > 1 && columns > 1
    ? { kind: 'separable', down, across }
    : { kind: 'direct', weights };
}
