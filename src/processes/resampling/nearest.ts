import type { Plane } from '../../engine';
import type { SourceCells } from './source-cells';

/** The cells of a plane of `width` by `height` that positions lie in. */
export function takeNearest(
  plane: Plane,
  width: number,
  height: number,
  { column, row }: SourceCells
): Float64Array {
  const result = new Float64Array(column.length).fill(NaN);
  for (let i = 0; i < result.length; i++) {
    const [c, r] = [column[i], row[i]];
    if (c >= -0.5 && c <= width - 0.5 && r >= -0.5 && r <= height - 0.5) {
      const nearestColumn = Math.min(width - 1, Math.max(0, Math.round(c)));
      const nearestRow = Math.min(height - 1, Math.max(0, Math.round(r)));
      result[i] = plane[nearestRow * width + nearestColumn];
    }
  }
  return result;
}
