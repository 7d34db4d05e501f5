import { ProcessError, isSpatial } from '../../engine';
import type { Dimension, LabelledDimension, SpatialDimension } from '../../engine';
import { instantMs } from './instants';

/** Share of a cell by which two grids may differ through rounding alone. */
const ROUNDING = 1e-6;

/**
 * A dimension of the merged cube.
 *
 * @throws ProcessError `IncompatibleDataCubes` when the two have nothing to be merged along.
 */
export function mergedDimension(first: Dimension, second: Dimension): Dimension {
  if (isSpatial(first) || isSpatial(second)) {
    if (!isSpatial(first) || !isSpatial(second) || !sameGrid(first, second)) {
      throw new ProcessError(
        'IncompatibleDataCubes',
        `The cubes differ in the dimension '${first.name}': ${describe(first)} and ${describe(second)}. Bring them to one grid first (resample_spatial, filter_bbox).`
      );
    }
    return first;
  }
  if (first.kind !== second.kind) {
    throw new ProcessError(
      'IncompatibleDataCubes',
      `The dimension '${first.name}' is of type ${first.kind} in one cube and ${second.kind} in the other.`
    );
  }
  return { ...first, labels: mergedLabels(first, second) };
}

/** Labels of both; dates in order, other labels in the order of the first and then the second. */
function mergedLabels(
  first: LabelledDimension,
  second: LabelledDimension
): readonly (string | number)[] {
  const added = second.labels.filter(label => labelIndex(first, label) < 0);
  const labels = [...first.labels, ...added];
  return first.kind === 'temporal'
    ? labels.sort((a, b) => (instantMs(a) ?? 0) - (instantMs(b) ?? 0))
    : labels;
}

/** Index of a label, dates being equal when they are the same instant; -1 when it is not there. */
export function labelIndex(dimension: LabelledDimension, label: string | number): number {
  const index = dimension.labels.indexOf(label);
  if (index >= 0 || dimension.kind !== 'temporal') {
    return index;
  }
  const ms = instantMs(label);
  return ms === null ? -1 : dimension.labels.findIndex(other => instantMs(other) === ms);
}

/** Whether two axes have the same cells in the same CRS. */
export function sameGrid(a: SpatialDimension, b: SpatialDimension): boolean {
  const tolerance = Math.abs(a.step) * ROUNDING;
  const last = (d: SpatialDimension): number => d.first + (d.size - 1) * d.step;
  return (
    a.axis === b.axis &&
    a.size === b.size &&
    a.crs === b.crs &&
    Math.abs(a.first - b.first) <= tolerance &&
    Math.abs(last(a) - last(b)) <= tolerance
  );
}

function describe(dimension: Dimension): string {
  if (!isSpatial(dimension)) {
    return `${dimension.labels.length} labels`;
  }
  const { size, first, step, crs } = dimension;
  return `${size} cells from ${first} by ${step} (${crs ?? 'radar geometry'})`;
}
