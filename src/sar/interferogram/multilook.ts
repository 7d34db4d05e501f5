/** Complex samples, row-major: `width * height` real and imaginary parts. */
export interface ComplexGrid {
  readonly width: number;
  readonly height: number;
  readonly re: Float32Array;
  readonly im: Float32Array;
}

/**
 * Means of `looksAzimuth` lines by `looksRange` samples, over the samples that are numbers; NaN
 * where a cell has none. Lines and samples that fill no whole cell at the far edges are left out.
 *
 * @throws RangeError when not even one cell fits.
 */
export function multilook(
  grid: ComplexGrid,
  looksRange: number,
  looksAzimuth: number
): ComplexGrid {
  const width = Math.floor(grid.width / looksRange);
  const height = Math.floor(grid.height / looksAzimuth);
  if (width < 1 || height < 1) {
    throw new RangeError(
      `${looksAzimuth} x ${looksRange} looks do not fit into ${grid.height} lines of ${grid.width} samples.`
    );
  }
  const re = new Float32Array(width * height);
  const im = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      let sumRe = 0;
      let sumIm = 0;
      let count = 0;
      for (let line = row * looksAzimuth; line < (row + 1) * looksAzimuth; line++) {
        const start = line * grid.width + column * looksRange;
        for (let i = start; i < start + looksRange; i++) {
          const sampleRe = grid.re[i];
          const sampleIm = grid.im[i];
          if (sampleRe === sampleRe && sampleIm === sampleIm) {
            sumRe += sampleRe;
            sumIm += sampleIm;
            count++;
          }
        }
      }
      const cell = row * width + column;
      re[cell] = count > 0 ? sumRe / count : NaN;
      im[cell] = count > 0 ? sumIm / count : NaN;
    }
  }
  return { width, height, re, im };
}
