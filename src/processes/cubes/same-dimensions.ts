import { isDataCube, sizeOf } from '../../engine';
import type { DataCube, Value } from '../../engine';

/** Whether a value is a cube with the dimensions of another one: names, types and numbers of labels. */
export function sameDimensions(value: Value, like: DataCube): value is DataCube {
  return (
    isDataCube(value) &&
    value.dimensions.length === like.dimensions.length &&
    value.dimensions.every((dimension, i) => {
      const other = like.dimensions[i];
      return (
        dimension.name === other.name &&
        dimension.kind === other.kind &&
        sizeOf(dimension) === sizeOf(other)
      );
    })
  );
}
