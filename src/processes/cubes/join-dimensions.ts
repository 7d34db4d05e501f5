import { isLabelled, planeCount, planeIndexes, planeNumber } from '../../engine';
import type { DataCube, LabelledDimension } from '../../engine';
import { rewiredCube } from './rewire';

/**
 * The cube with every label of `inner` under each label of `outer`: `outer` gets as many labels as
 * both had, numbered from 0, and `inner` keeps a single one.
 */
export function joinDimensions(
  cube: DataCube,
  outer: LabelledDimension,
  inner: LabelledDimension
): DataCube {
  const count = inner.labels.length;
  const dimensions = cube.dimensions.map(dimension => {
    if (dimension === inner) {
      return { ...inner, labels: inner.labels.slice(0, 1) };
    }
    const labels = Array.from({ length: outer.labels.length * count }, (_, i) => i);
    return dimension === outer ? { kind: 'other' as const, name: outer.name, labels } : dimension;
  });
  const labelled = cube.dimensions.filter(isLabelled);
  const [outerAt, innerAt] = [labelled.indexOf(outer), labelled.indexOf(inner)];
  const planes = Array.from({ length: planeCount(dimensions) }, (_, plane) => {
    const indexes = planeIndexes(dimensions, plane);
    const joined = indexes[outerAt];
    indexes[outerAt] = Math.floor(joined / count);
    indexes[innerAt] = joined % count;
    return planeNumber(cube.dimensions, indexes);
  });
  return rewiredCube(cube, dimensions, planes);
}
