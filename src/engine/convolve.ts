import type { Kernel } from './kernel';

/**
 * Slides a kernel over a raster that already has its margin: every weight times the pixel under
 * it, summed up (no mirroring of the kernel).
 *
 * @param padded - `(height + rows - 1) * (width + columns - 1)` cells, row-major, all finite.
 * @returns `height * width` cells.
 */
export function convolve(
  padded: Float64Array,
  width: number,
  height: number,
  kernel: Kernel
): Float64Array {
  const { rows, columns, form } = kernel;
  const paddedWidth = width + columns - 1;
  switch (form.kind) {
    case 'zero':
      return new Float64Array(width * height);
    case 'box': {
      const sums = rowWindowSums(columnWindowSums(padded, paddedWidth, rows), paddedWidth, columns);
      if (form.weight !== 1) {
        sums.forEach((sum, i) => (sums[i] = sum * form.weight));
      }
      return sums;
    }
    case 'separable': {
      const lines = weighted(padded, paddedWidth, paddedWidth, height, form.down, rows, 1);
      return weighted(lines, paddedWidth, width, height, form.across, 1, columns);
    }
    case 'direct':
      return weighted(padded, paddedWidth, width, height, form.weights, rows, columns);
  }
}

/** Sum of products, one weight after another along whole rows; weights of zero cost nothing. */
function weighted(
  source: Float64Array,
  sourceWidth: number,
  width: number,
  height: number,
  weights: Float64Array,
  rows: number,
  columns: number
): Float64Array {
  const result = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    const to = y * width;
    for (let k = 0; k < rows * columns; k++) {
      const weight = weights[k];
      if (weight === 0) {
        continue;
      }
      const from = (y + Math.floor(k / columns)) * sourceWidth + (k % columns);
      for (let x = 0; x < width; x++) {
        result[to + x] += weight * source[from + x];
      }
    }
  }
  return result;
}

/*
 * Window sums without subtraction: the line is cut into blocks as long as the window, so that each
 * window is the tail of one block and the head of the next. Adding what enters and subtracting what
 * leaves would need one addition less, but carries the rounding error of a bright target along.
 */

/** Sums of `length` rows each, starting at every row: `rows - length + 1` rows. */
function columnWindowSums(source: Float64Array, width: number, length: number): Float64Array {
  const rows = source.length / width;
  if (length === 1) {
    return source;
  }
  const height = rows - length + 1;
  const result = new Float64Array(width * height);
  const tails = new Float64Array(width * length);
  const head = new Float64Array(width);
  for (let block = 0; block < height; block += length) {
    tails.set(
      source.subarray((block + length - 1) * width, (block + length) * width),
      (length - 1) * width
    );
    for (let row = length - 2; row >= 0; row--) {
      const at = row * width;
      const from = (block + row) * width;
      for (let x = 0; x < width; x++) {
        tails[at + x] = source[from + x] + tails[at + width + x];
      }
    }
    head.fill(0);
    const count = Math.min(length, height - block);
    result.set(tails.subarray(0, width), block * width);
    for (let row = 1; row < count; row++) {
      const enters = (block + length + row - 1) * width;
      const at = row * width;
      const to = (block + row) * width;
      for (let x = 0; x < width; x++) {
        head[x] += source[enters + x];
        result[to + x] = tails[at + x] + head[x];
      }
    }
  }
  return result;
}

/** Sums of `length` columns each, starting at every column: `width - length + 1` columns. */
function rowWindowSums(source: Float64Array, width: number, length: number): Float64Array {
  if (length === 1) {
    return source;
  }
  const rows = source.length / width;
  const count = width - length + 1;
  const result = new Float64Array(count * rows);
  const tails = new Float64Array(length);
  for (let row = 0; row < rows; row++) {
    const from = row * width;
    const to = row * count;
    for (let block = 0; block < count; block += length) {
      let tail = 0;
      for (let x = length - 1; x >= 0; x--) {
        tail += source[from + block + x];
        tails[x] = tail;
      }
      result[to + block] = tail;
      let head = 0;
      const inBlock = Math.min(length, count - block);
      for (let x = 1; x < inBlock; x++) {
        head += source[from + block + length + x - 1];
        result[to + block + x] = tails[x] + head;
      }
    }
  }
  return result;
}
