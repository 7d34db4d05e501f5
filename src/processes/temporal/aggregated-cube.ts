import { reduceAlong } from '../../engine';
import type { Callback, Caller, DataCube, LabelledDimension, Value } from '../../engine';
import { selectLabels } from '../cubes/rewire';
import { joinedCube } from './joined-cube';

/** What becomes one label: its name, and the indexes of the labels that it is made of. */
export interface Group {
  readonly label: string | number;
  readonly indexes: readonly number[];
}

/**
 * The cube with the labels of a dimension replaced by groups of them, each reduced to one value. A
 * group without labels hands an empty array to the reducer.
 */
export function aggregatedCube(
  cube: DataCube,
  dimension: LabelledDimension,
  groups: readonly Group[],
  reducer: Callback,
  context: Value,
  caller: Caller
): DataCube {
  const parts = groups.map(({ indexes }) =>
    reduceAlong(selectLabels(cube, dimension, indexes), dimension.name, reducer, context, caller)
  );
  const labels = groups.map(({ label }) => label);
  return joinedCube(cube, { ...dimension, labels }, parts);
}
