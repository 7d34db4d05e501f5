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
      const weights = new Float64Array(rows * columns).fill(form.weight);
      return weighted(padded, paddedWidth, width, height, weights, rows, columns);
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
