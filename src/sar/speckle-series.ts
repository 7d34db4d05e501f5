import { normalSource } from './random';

/** Complex values of one acquisition: real and imaginary part, row-major. */
export interface ComplexPlane {
  readonly re: Float32Array;
  readonly im: Float32Array;
}

/**
 * Fully developed speckle of unit power whose coherence from one step to the next is prescribed.
 *
 * Each step is z' = g z + sqrt(1 - g^2) w with w circular Gaussian of unit power, so that the
 * coherence of two acquisitions k steps apart is g^k (a first-order Markov model of temporal
 * decorrelation). Pixels are independent of each other.
 *
 * @param stepCoherence - Coherence of two consecutive acquisitions per pixel, 0 to 1.
 * @param seed - Equal seeds give equal series.
 * @returns the acquisitions in turn; a plane is overwritten by the next call.
 */
export function* speckleSeries(
  stepCoherence: Float32Array,
  seed: number
): Generator<ComplexPlane, never> {
  const normal = normalSource(seed);
  const size = stepCoherence.length;
  const re = new Float32Array(size);
  const im = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    re[i] = normal.next() * Math.SQRT1_2;
    im[i] = normal.next() * Math.SQRT1_2;
  }
  for (;;) {
    yield { re, im };
    for (let i = 0; i < size; i++) {
      const kept = stepCoherence[i];
      const fresh = Math.sqrt((1 - kept * kept) / 2);
      re[i] = kept * re[i] + fresh * normal.next();
      im[i] = kept * im[i] + fresh * normal.next();
    }
  }
}
