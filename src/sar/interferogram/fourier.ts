/**
 * Discrete Fourier transforms of squares whose side is a power of two (Cooley and Tukey 1965), in
 * place. The forward transform is `X[k] = sum x[n] exp(-2 pi i k n / N)`; the inverse divides by
 * the number of cells.
 */
export class SquareFourier {
  readonly #cosines: Float64Array;
  readonly #sines: Float64Array;
  readonly #swapped: Uint32Array;
  readonly #lineRe: Float64Array;
  readonly #lineIm: Float64Array;

  /** @param size - Side in cells: 2, 4, 8, and so on. */
  constructor(readonly size: number) {
    if (size < 2 || (size & (size - 1)) !== 0) {
      throw new RangeError(`The side of a Fourier square must be a power of two, not ${size}.`);
    }
    this.#cosines = Float64Array.from({ length: size / 2 }, (_, k) =>
      Math.cos((2 * Math.PI * k) / size)
    );
    this.#sines = Float64Array.from({ length: size / 2 }, (_, k) =>
      Math.sin((2 * Math.PI * k) / size)
    );
    this.#swapped = bitReversed(size);
    this.#lineRe = new Float64Array(size);
    this.#lineIm = new Float64Array(size);
  }

  /** Transforms `size * size` cells, row-major. */
  forward(re: Float64Array, im: Float64Array): void {
    this.#rowsAndColumns(re, im);
  }

  /** Undoes `forward`. */
  inverse(re: Float64Array, im: Float64Array): void {
    // The transform with swapped parts is the one with the other sign.
    this.#rowsAndColumns(im, re);
    const scale = 1 / (this.size * this.size);
    for (let i = 0; i < re.length; i++) {
      re[i] *= scale;
      im[i] *= scale;
    }
  }

  #rowsAndColumns(re: Float64Array, im: Float64Array): void {
    const { size } = this;
    const lineRe = this.#lineRe;
    const lineIm = this.#lineIm;
    for (let row = 0; row < size; row++) {
      const start = row * size;
      this.#transform(re.subarray(start, start + size), im.subarray(start, start + size));
    }
    for (let column = 0; column < size; column++) {
      for (let row = 0; row < size; row++) {
        lineRe[row] = re[row * size + column];
        lineIm[row] = im[row * size + column];
      }
      this.#transform(lineRe, lineIm);
      for (let row = 0; row < size; row++) {
        re[row * size + column] = lineRe[row];
        im[row * size + column] = lineIm[row];
      }
    }
  }

  #transform(re: Float64Array, im: Float64Array): void {
    const { size } = this;
    const swapped = this.#swapped;
    for (let i = 0; i < size; i++) {
      const j = swapped[i];
      if (j > i) {
        [re[i], re[j]] = [re[j], re[i]];
        [im[i], im[j]] = [im[j], im[i]];
      }
    }
    for (let half = 1; half < size; half *= 2) {
      const step = size / (2 * half);
      for (let start = 0; start < size; start += 2 * half) {
        for (let k = 0; k < half; k++) {
          const cosine = this.#cosines[k * step];
          const sine = this.#sines[k * step];
          const a = start + k;
          const b = a + half;
          const turnedRe = re[b] * cosine + im[b] * sine;
          const turnedIm = im[b] * cosine - re[b] * sine;
          re[b] = re[a] - turnedRe;
          im[b] = im[a] - turnedIm;
          re[a] += turnedRe;
          im[a] += turnedIm;
        }
      }
    }
  }
}

function bitReversed(size: number): Uint32Array {
  const result = new Uint32Array(size);
  for (let i = 1; i < size; i++) {
    result[i] = (result[i >> 1] >> 1) | (i & 1 ? size >> 1 : 0);
  }
  return result;
}
