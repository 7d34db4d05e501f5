/** The coherence window as `apply_kernel` takes it. */
export interface CoherenceKernel {
  /** Rows (azimuth lines) of columns (range samples): ones in the window, zeros around it. */
  readonly kernel: readonly (readonly number[])[];
  /** What the sum over the window is multiplied by to make it a mean. */
  readonly factor: number;
}

/**
 * The boxcar of a coherence window in the middle of a square of zeros. The side of the square is
 * the longer side of the window, or one more where that is even, since `apply_kernel` takes
 * kernels of uneven size only; a window of even size lies half a cell before the centre.
 *
 * @param rangeSamples - Size in slant range, samples.
 * @param azimuthLines - Size in azimuth, lines.
 */
export function coherenceKernel(rangeSamples: number, azimuthLines: number): CoherenceKernel {
  const size = Math.floor(Math.max(rangeSamples, azimuthLines) / 2) * 2 + 1;
  const row = Math.floor((size - azimuthLines) / 2);
  const column = Math.floor((size - rangeSamples) / 2);
  const kernel = Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (_, x) =>
      y >= row && y < row + azimuthLines && x >= column && x < column + rangeSamples ? 1 : 0
    )
  );
  return { kernel, factor: 1 / (rangeSamples * azimuthLines) };
}
