import { SquareFourier } from './fourier';

/** Complex samples, row-major: `width * height` real and imaginary parts. */
export interface ComplexGrid {
  readonly width: number;
  readonly height: number;
  readonly re: Float32Array;
  readonly im: Float32Array;
}

/** How strongly and how finely an interferogram is filtered. */
export interface GoldsteinOptions {
  /** Exponent of the smoothed spectrum: 0 leaves the interferogram as it is, 1 filters fully. */
  readonly exponent: number;
  /** Side of the patches in cells: a power of two, 8 or more. */
  readonly patchSize: number;
  /** Side of the window that smooths the spectrum, in frequencies: odd. */
  readonly smoothing: number;
}

export const GOLDSTEIN_DEFAULTS: GoldsteinOptions = { exponent: 0.5, patchSize: 32, smoothing: 3 };

/**
 * Weights the spectrum of overlapping patches by a power of its own smoothed magnitude, which lets
 * fringes through and holds noise back (Goldstein and Werner 1998, Radar interferogram filtering
 * for geophysical applications, eq. 1). Each spectrum is scaled so that its strongest frequency
 * keeps its power. Patches lie half a patch apart and are blended by triangles. Cells that are not
 * numbers count as zero in their patches and stay what they are.
 *
 * @returns the filtered interferogram; magnitudes are no longer those of the input.
 */
export function goldsteinFilter(
  grid: ComplexGrid,
  { exponent, patchSize, smoothing }: GoldsteinOptions = GOLDSTEIN_DEFAULTS
): ComplexGrid {
  const { width, height } = grid;
  const fourier = new SquareFourier(patchSize);
  const half = patchSize / 2;
  const re = new Float32Array(width * height);
  const im = new Float32Array(width * height);
  const weights = new Float32Array(width * height);
  const patchRe = new Float64Array(patchSize * patchSize);
  const patchIm = new Float64Array(patchSize * patchSize);
  const blend = Float64Array.from(
    { length: patchSize },
    (_, k) => 1 - Math.abs(k + 0.5 - half) / half
  );
  const response = new SpectrumWeights(patchSize, smoothing, exponent);
  for (let top = -half; top < height; top += half) {
    for (let left = -half; left < width; left += half) {
      if (!cutPatch(grid, top, left, patchSize, patchRe, patchIm)) {
        continue;
      }
      fourier.forward(patchRe, patchIm);
      response.apply(patchRe, patchIm);
      fourier.inverse(patchRe, patchIm);
      const endRow = Math.min(patchSize, height - top);
      const endColumn = Math.min(patchSize, width - left);
      for (let row = Math.max(0, -top); row < endRow; row++) {
        for (let column = Math.max(0, -left); column < endColumn; column++) {
          const weight = blend[row] * blend[column];
          const from = row * patchSize + column;
          const to = (top + row) * width + left + column;
          re[to] += weight * patchRe[from];
          im[to] += weight * patchIm[from];
          weights[to] += weight;
        }
      }
    }
  }
  for (let i = 0; i < re.length; i++) {
    const known = grid.re[i] === grid.re[i] && grid.im[i] === grid.im[i];
    re[i] = known ? re[i] / weights[i] : NaN;
    im[i] = known ? im[i] / weights[i] : NaN;
  }
  return { width, height, re, im };
}

/** Copies a patch, zeros beyond the grid and for what is no number; false when all are. */
function cutPatch(
  grid: ComplexGrid,
  top: number,
  left: number,
  size: number,
  re: Float64Array,
  im: Float64Array
): boolean {
  re.fill(0);
  im.fill(0);
  let any = false;
  const endColumn = Math.min(size, grid.width - left);
  for (let row = Math.max(0, -top); row < Math.min(size, grid.height - top); row++) {
    for (let column = Math.max(0, -left); column < endColumn; column++) {
      const from = (top + row) * grid.width + left + column;
      const cellRe = grid.re[from];
      const cellIm = grid.im[from];
      if (cellRe === cellRe && cellIm === cellIm) {
        re[row * size + column] = cellRe;
        im[row * size + column] = cellIm;
        any = true;
      }
    }
  }
  return any;
}

/** Multiplies a spectrum by its own smoothed magnitude to a power. */
class SpectrumWeights {
  readonly #magnitudes: Float64Array;
  readonly #smoothed: Float64Array;

  constructor(
    private readonly size: number,
    private readonly smoothing: number,
    private readonly exponent: number
  ) {
    this.#magnitudes = new Float64Array(size * size);
    this.#smoothed = new Float64Array(size * size);
  }

  apply(re: Float64Array, im: Float64Array): void {
    const magnitudes = this.#magnitudes;
    for (let i = 0; i < re.length; i++) {
      magnitudes[i] = Math.hypot(re[i], im[i]);
    }
    const most = this.#smooth();
    if (most === 0) {
      return;
    }
    for (let i = 0; i < re.length; i++) {
      const weight = Math.pow(this.#smoothed[i] / most, this.exponent);
      re[i] *= weight;
      im[i] *= weight;
    }
  }

  /** Means over a window that wraps around, as frequencies do; gives the largest. */
  #smooth(): number {
    const { size, smoothing } = this;
    const reach = (smoothing - 1) / 2;
    let most = 0;
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        let sum = 0;
        for (let dy = -reach; dy <= reach; dy++) {
          const line = ((row + dy + size) % size) * size;
          for (let dx = -reach; dx <= reach; dx++) {
            sum += this.#magnitudes[line + ((column + dx + size) % size)];
          }
        }
        const mean = sum / (smoothing * smoothing);
        this.#smoothed[row * size + column] = mean;
        most = Math.max(most, mean);
      }
    }
    return most;
  }
}
