import { isSpatial } from '../../engine';
import type { DataCube, Dimension, Window } from '../../engine';

/** The cells of a cube within a window alone. */
export function croppedCube(cube: DataCube, { x, y, width, height }: Window): DataCube {
  const dimensions = cube.dimensions.map((d): Dimension => {
    if (!isSpatial(d)) {
      return d;
    }
    const [start, size] = d.axis === 'x' ? [x, width] : [y, height];
    return { ...d, size, first: d.first + start * d.step };
  });
  return {
    dimensions,
    metadata: cube.metadata,
    read: (window, planes) => cube.read({ ...window, x: window.x + x, y: window.y + y }, planes)
  };
}
