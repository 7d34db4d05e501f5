/** Steps from one sample to the next for which kernels are kept: positions round to 1/1024. */
export const FRACTIONS = 512;

/** A windowed sinc: number of taps and the shape of its Kaiser window. */
export interface SincShape {
  readonly taps: number;
  readonly kaiserBeta: number;
}

/**
 * Kernels that interpolate at the fractions 0, 1/512, ... after tap `taps / 2 - 1`:
 * `FRACTIONS * taps` weights, each kernel's sum 1.
 */
export function sincKernels({ taps, kaiserBeta }: SincShape): Float32Array {
  const weights = new Float32Array(FRACTIONS * taps);
  for (let step = 0; step < FRACTIONS; step++) {
    const kernel = Array.from({ length: taps }, (_, tap) => {
      const x = tap - (taps / 2 - 1) - step / FRACTIONS;
      const window = kaiser((2 * x) / taps, kaiserBeta);
      return x === 0 ? window : (window * Math.sin(Math.PI * x)) / (Math.PI * x);
    });
    const sum = kernel.reduce((a, b) => a + b, 0);
    kernel.forEach((weight, tap) => {
      weights[step * taps + tap] = weight / sum;
    });
  }
  return weights;
}

/** Kaiser's window at -1 to 1, but for a constant factor. */
export function kaiser(x: number, beta: number): number {
  return besselI0(beta * Math.sqrt(Math.max(0, 1 - x * x)));
}

/** Modified Bessel function of the first kind and order 0, by its series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-16; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
