import type { CubeMetadata, DataCube, Dimension, Plane, Window } from './cube';
import { planeCount, planeSize } from './dimensions';
import { EngineError } from './errors';
import { planeWindow } from './vector/open-window';

/** Copies a window out of a plane `planeWidth` columns wide. */
export function cutWindow(plane: Plane, planeWidth: number, window: Window): Plane {
  const { x, y, width, height } = window;
  const cut =
    plane instanceof Float32Array
      ? new Float32Array(width * height)
      : new Float64Array(width * height);
  for (let row = 0; row < height; row++) {
    const start = (y + row) * planeWidth + x;
    cut.set(plane.subarray(start, start + width), row * width);
  }
  return cut;
}

/**
 * A cube that is held in memory: small results, tests.
 *
 * @param planes - One array per plane number, each as long as the cube has cells in space.
 * @throws EngineError `Internal` when number or length of the planes do not fit the dimensions.
 */
export function memoryCube(
  dimensions: readonly Dimension[],
  planes: readonly Plane[],
  metadata?: CubeMetadata
): DataCube {
  const { width, height } = planeSize(dimensions);
  const count = planeCount(dimensions);
  if (planes.length !== count || planes.some(plane => plane.length !== width * height)) {
    throw new EngineError(
      'Internal',
      `${planes.length} planes of ${planes[0]?.length ?? 0} cells were given for a cube of ` +
        `${count} planes of ${width} x ${height} cells.`
    );
  }
  return {
    dimensions,
    metadata,
    read: async (window, wanted) => wanted.map(plane => cutWindow(planes[plane], width, window)),
    open: async (window, wanted) =>
      planeWindow(
        window,
        wanted.map(plane => planes[plane]),
        { x: 0, y: 0, width, height }
      )
  };
}
