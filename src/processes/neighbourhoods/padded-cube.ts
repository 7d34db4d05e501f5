import { isSpatial } from '../../engine';
import type { DataCube, Dimension, Plane, Window } from '../../engine';

/** A window of a cube that may reach beyond its edges, where there is no data. */
export function paddedCube(
  cube: DataCube,
  window: Window,
  { width, height }: { width: number; height: number }
): DataCube {
  const dimensions = cube.dimensions.map((d): Dimension => {
    if (!isSpatial(d)) {
      return d;
    }
    const [start, size] = d.axis === 'x' ? [window.x, window.width] : [window.y, window.height];
    return { ...d, size, first: d.first + start * d.step };
  });
  return {
    dimensions,
    metadata: cube.metadata,
    read: async (part, planes) => {
      const [left, top] = [part.x + window.x, part.y + window.y];
      const x = Math.max(0, left);
      const y = Math.max(0, top);
      const known = {
        x,
        y,
        width: Math.min(width, left + part.width) - x,
        height: Math.min(height, top + part.height) - y
      };
      const cells = part.width * part.height;
      if (known.width <= 0 || known.height <= 0) {
        return planes.map(() => new Float32Array(cells).fill(NaN));
      }
      const read = await cube.read(known, planes);
      if (known.width === part.width && known.height === part.height) {
        return read;
      }
      return read.map((plane): Plane => {
        const result =
          plane instanceof Float32Array ? new Float32Array(cells) : new Float64Array(cells);
        result.fill(NaN);
        for (let row = 0; row < known.height; row++) {
          const line = plane.subarray(row * known.width, (row + 1) * known.width);
          result.set(line, (y - top + row) * part.width + x - left);
        }
        return result;
      });
    }
  };
}
