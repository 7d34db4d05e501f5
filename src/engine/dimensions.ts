import type { DataCube, Dimension, LabelledDimension, SpatialDimension, Window } from './cube';
import { ProcessError } from './errors';

export function isSpatial(dimension: Dimension): dimension is SpatialDimension {
  return dimension.kind === 'spatial';
}

export function isLabelled(dimension: Dimension): dimension is LabelledDimension {
  return dimension.kind !== 'spatial';
}

/** The labelled dimensions, in the order that numbers the planes. */
export function labelledDimensions(dimensions: readonly Dimension[]): LabelledDimension[] {
  return dimensions.filter(isLabelled);
}

/** Number of planes: the product of the label counts. */
export function planeCount(dimensions: readonly Dimension[]): number {
  return labelledDimensions(dimensions).reduce((count, d) => count * d.labels.length, 1);
}

/** The spatial axis of a cube; null where the cube has none (it is one cell wide there). */
export function spatialAxis(
  dimensions: readonly Dimension[],
  axis: 'x' | 'y'
): SpatialDimension | null {
  return dimensions.filter(isSpatial).find(d => d.axis === axis) ?? null;
}

/** Columns and rows of every plane. */
export function planeSize(dimensions: readonly Dimension[]): { width: number; height: number } {
  return {
    width: spatialAxis(dimensions, 'x')?.size ?? 1,
    height: spatialAxis(dimensions, 'y')?.size ?? 1
  };
}

/** The window that covers the planes whole. */
export function fullWindow(dimensions: readonly Dimension[]): Window {
  return { x: 0, y: 0, ...planeSize(dimensions) };
}

/** Number of cells along each dimension, in order. */
export function shapeOf(dimensions: readonly Dimension[]): number[] {
  return dimensions.map(sizeOf);
}

export function sizeOf(dimension: Dimension): number {
  return isSpatial(dimension) ? dimension.size : dimension.labels.length;
}

/** Labels of any dimension; those of a spatial one are the coordinates of its cell centres. */
export function labelsOf(dimension: Dimension): (string | number)[] {
  return isSpatial(dimension)
    ? Array.from({ length: dimension.size }, (_, i) => dimension.first + i * dimension.step)
    : [...dimension.labels];
}

/** @throws ProcessError `DimensionNotAvailable`, which lists the dimensions there are. */
export function findDimension(cube: Pick<DataCube, 'dimensions'>, name: string): Dimension {
  const found = cube.dimensions.find(d => d.name === name);
  if (!found) {
    const names = cube.dimensions.map(d => `'${d.name}'`).join(', ') || 'none';
    throw new ProcessError(
      'DimensionNotAvailable',
      `A dimension with the name '${name}' does not exist. The cube has: ${names}.`
    );
  }
  return found;
}

/**
 * Distance in plane numbers between neighbouring labels of the labelled dimension `name`, and the
 * number of its labels.
 */
export function planeStride(
  dimensions: readonly Dimension[],
  name: string
): { stride: number; count: number } {
  const labelled = labelledDimensions(dimensions);
  const at = labelled.findIndex(d => d.name === name);
  return {
    stride: labelled.slice(at + 1).reduce((product, d) => product * d.labels.length, 1),
    count: labelled[at].labels.length
  };
}

/** Index along every labelled dimension of plane number `plane`. */
export function planeIndexes(dimensions: readonly Dimension[], plane: number): number[] {
  const labelled = labelledDimensions(dimensions);
  const indexes = new Array<number>(labelled.length);
  let rest = plane;
  for (let d = labelled.length - 1; d >= 0; d--) {
    const count = labelled[d].labels.length;
    indexes[d] = rest % count;
    rest = Math.floor(rest / count);
  }
  return indexes;
}

/** Plane number of the given index along every labelled dimension. */
export function planeNumber(dimensions: readonly Dimension[], indexes: readonly number[]): number {
  return labelledDimensions(dimensions).reduce(
    (plane, dimension, d) => plane * dimension.labels.length + indexes[d],
    0
  );
}
