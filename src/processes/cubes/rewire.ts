import { planeStride, renumberedCube } from '../../engine';
import type { CubeMetadata, DataCube, Dimension, LabelledDimension } from '../../engine';

/**
 * `source` with other dimensions: plane i of the result is plane `planes[i]` of the source.
 *
 * @param planes - Null when the numbers stay.
 */
export function rewiredCube(
  source: DataCube,
  dimensions: readonly Dimension[],
  planes: readonly number[] | null = null,
  metadata: CubeMetadata | undefined = source.metadata
): DataCube {
  return renumberedCube(source, dimensions, planes, metadata);
}

/** The cube with the labels of `dimension` at `indexes` alone, in that order. */
export function selectLabels(
  cube: DataCube,
  dimension: LabelledDimension,
  indexes: readonly number[]
): DataCube {
  const { stride, count } = planeStride(cube.dimensions, dimension.name);
  const dimensions = cube.dimensions.map(d =>
    d === dimension ? { ...dimension, labels: indexes.map(i => dimension.labels[i]) } : d
  );
  const outerCount = outerPlanes(cube.dimensions, dimension.name);
  const planes: number[] = [];
  for (let outer = 0; outer < outerCount; outer++) {
    for (const index of indexes) {
      for (let inner = 0; inner < stride; inner++) {
        planes.push((outer * count + index) * stride + inner);
      }
    }
  }
  return rewiredCube(cube, dimensions, planes);
}

/** How many times the labels of `name` are run through in the numbering of the planes. */
function outerPlanes(dimensions: readonly Dimension[], name: string): number {
  let product = 1;
  for (const dimension of dimensions) {
    if (dimension.name === name) {
      break;
    }
    product *= dimension.kind === 'spatial' ? 1 : dimension.labels.length;
  }
  return product;
}
