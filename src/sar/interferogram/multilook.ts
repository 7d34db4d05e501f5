/**
 * Means of `looksAzimuth` lines by `looksRange` samples, over the samples that are numbers; NaN
 * where a cell has none. Lines and samples that fill no whole cell at the far edges are left out.
 *
 * @param samples - `width * height` samples, row-major.
 * @returns `floor(width / looksRange) * floor(height / looksAzimuth)` cells.
 */
export function multilook(
  samples: Float32Array | Float64Array,
  width: number,
  height: number,
  looksRange: number,
  looksAzimuth: number
): Float32Array {
  const columns = Math.floor(width / looksRange);
  const rows = Math.floor(height / looksAzimuth);
  const means = new Float32Array(columns * rows);
  const sums = new Float64Array(columns);
  const counts = new Uint32Array(columns);
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    counts.fill(0);
    for (let line = row * looksAzimuth; line < (row + 1) * looksAzimuth; line++) {
      for (let column = 0, i = line * width; column < columns; column++) {
        for (const end = i + looksRange; i < end; i++) {
          const sample = samples[i];
          if (sample === sample) {
            sums[column] += sample;
            counts[column]++;
          }
        }
      }
    }
    for (let column = 0; column < columns; column++) {
      means[row * columns + column] = sums[column] / counts[column];
    }
  }
  return means;
}
