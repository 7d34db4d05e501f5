import { findDimension, planeStride } from '../../engine';
import type { DataCube, LabelledDimension, Plane } from '../../engine';

/**
 * One cube per label, side by side along a labelled dimension that none of them has.
 *
 * @param like - The cube whose dimensions and metadata the result has, `dimension` in the place of
 *   the one of its name.
 * @param parts - As many as `dimension` has labels, each with the dimensions of `like` less that one.
 */
export function joinedCube(
  like: DataCube,
  dimension: LabelledDimension,
  parts: readonly DataCube[]
): DataCube {
  const replaced = findDimension(like, dimension.name);
  const dimensions = like.dimensions.map(d => (d === replaced ? dimension : d));
  const { stride, count } = planeStride(dimensions, dimension.name);
  return {
    dimensions,
    metadata: like.metadata,
    read: async (window, planes) => {
      const result = new Array<Plane>(planes.length);
      const places = new Map<number, number[]>();
      planes.forEach((plane, i) => {
        const part = Math.floor(plane / stride) % count;
        places.set(part, [...(places.get(part) ?? []), i]);
      });
      for (const [part, wanted] of places) {
        const numbers = wanted.map(i => {
          const outer = Math.floor(planes[i] / (stride * count));
          return outer * stride + (planes[i] % stride);
        });
        const read = await parts[part].read(window, numbers);
        wanted.forEach((i, n) => (result[i] = read[n]));
      }
      return result;
    }
  };
}
