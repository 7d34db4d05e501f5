import type { DataCube } from '../../engine';
import { coverage } from './coverage';
import type { GridShapes } from './grid-shapes';

/**
 * The cube with `replacement` in the cells that shapes cover (`inside`), or in all others.
 *
 * @param nodataToo - Whether cells without data are replaced, too; otherwise they stay so.
 */
export function maskedByShapes(
  cube: DataCube,
  shapes: GridShapes,
  inside: boolean,
  replacement: number,
  nodataToo = false
): DataCube {
  return {
    dimensions: cube.dimensions,
    metadata: cube.metadata,
    read: async (window, planes) => {
      const covered = coverage(shapes, window);
      const replaced = inside ? 1 : 0;
      const cells = await cube.read(window, planes);
      for (const plane of cells) {
        for (let i = 0; i < plane.length; i++) {
          if (covered[i] === replaced && (nodataToo || !Number.isNaN(plane[i]))) {
            plane[i] = replacement;
          }
        }
      }
      return cells;
    }
  };
}
