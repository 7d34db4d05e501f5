import type { ComplexGrid } from '../interferogram/goldstein-filter';

/** Lines and samples of an estimation window. */
export interface CoherenceWindow {
  readonly azimuthLines: number;
  readonly rangeSamples: number;
}

/** Products of a pair that a window sums: real and imaginary part, and both powers. */
const PRODUCTS = 4;

/**
 * Magnitude of the sample coherence in a window around each pixel,
 * |sum a conj(b) exp(-i phase)| / sqrt(sum |a|^2 sum |b|^2), over the samples that are numbers in
 * both images. Windows end at the image's edge. NaN where a pixel is no number, or the window
 * holds no power.
 *
 * @param phaseRad - Phase to take off before summing (flat earth, topography); none by default.
 * @throws RangeError for images of different sizes.
 */
export function windowedCoherence(
  primary: ComplexGrid,
  secondary: ComplexGrid,
  window: CoherenceWindow,
  phaseRad?: ArrayLike<number>
): Float32Array {
  const { width, height } = primary;
  if (secondary.width !== width || secondary.height !== height) {
    throw new RangeError(
      `A pair must have one size, not ${height} x ${width} and ${secondary.height} x ${secondary.width}.`
    );
  }
  const products = pairProducts(primary, secondary, phaseRad);
  const columns = new Float64Array(width * PRODUCTS);
  const sums = new Float64Array(PRODUCTS);
  const result = new Float32Array(width * height);
  const above = Math.floor(window.azimuthLines / 2);
  const before = Math.floor(window.rangeSamples / 2);
  for (let line = 0; line < height; line++) {
    const top = Math.max(0, line - above);
    const bottom = Math.min(height, line - above + window.azimuthLines);
    columns.fill(0);
    for (let l = top; l < bottom; l++) {
      const start = l * width * PRODUCTS;
      for (let i = 0; i < columns.length; i++) {
        columns[i] += products[start + i];
      }
    }
    for (let sample = 0; sample < width; sample++) {
      const left = Math.max(0, sample - before);
      const right = Math.min(width, sample - before + window.rangeSamples);
      sums.fill(0);
      for (let i = left * PRODUCTS; i < right * PRODUCTS; i++) {
        sums[i % PRODUCTS] += columns[i];
      }
      const at = line * width + sample;
      const isNumber = primary.re[at] === primary.re[at] && secondary.re[at] === secondary.re[at];
      const power = Math.sqrt(sums[2] * sums[3]);
      result[at] = isNumber && power > 0 ? Math.hypot(sums[0], sums[1]) / power : NaN;
    }
  }
  return result;
}

function pairProducts(a: ComplexGrid, b: ComplexGrid, phaseRad?: ArrayLike<number>): Float64Array {
  const products = new Float64Array(a.re.length * PRODUCTS);
  for (let i = 0; i < a.re.length; i++) {
    const re = a.re[i] * b.re[i] + a.im[i] * b.im[i];
    const im = a.im[i] * b.re[i] - a.re[i] * b.im[i];
    const phase = phaseRad ? phaseRad[i] : 0;
    const turnedRe = re * Math.cos(phase) + im * Math.sin(phase);
    const turnedIm = im * Math.cos(phase) - re * Math.sin(phase);
    if (turnedRe === turnedRe && turnedIm === turnedIm) {
      products[i * PRODUCTS] = turnedRe;
      products[i * PRODUCTS + 1] = turnedIm;
      products[i * PRODUCTS + 2] = a.re[i] * a.re[i] + a.im[i] * a.im[i];
      products[i * PRODUCTS + 3] = b.re[i] * b.re[i] + b.im[i] * b.im[i];
    }
  }
  return products;
}
