import { planeIndexes, planeNumber, labelledDimensions } from '../../engine';
import type { DataCube, LabelledDimension, Plane } from '../../engine';

/**
 * A cube whose labels along a dimension are spread over several cubes.
 *
 * @param indexes - For each part, the labels of `dimension` that it has, in its order.
 */
export function concatenatedCube(
  like: DataCube,
  dimension: LabelledDimension,
  parts: readonly DataCube[],
  indexes: readonly (readonly number[])[]
): DataCube {
  const at = labelledDimensions(like.dimensions).findIndex(d => d.name === dimension.name);
  return {
    dimensions: like.dimensions,
    metadata: like.metadata,
    read: async (window, planes) => {
      const result = new Array<Plane>(planes.length);
      const wanted = planes.map(plane => planeIndexes(like.dimensions, plane));
      for (const [p, part] of parts.entries()) {
        const places = wanted.flatMap((own, i) => (indexes[p].includes(own[at]) ? [i] : []));
        if (places.length > 0) {
          const numbers = places.map(i => {
            const own = [...wanted[i]];
            own[at] = indexes[p].indexOf(own[at]);
            return planeNumber(part.dimensions, own);
          });
          const read = await part.read(window, numbers);
          places.forEach((i, n) => (result[i] = read[n]));
        }
      }
      return result;
    }
  };
}
