import { labelledDimensions, planeNumber, ProcessError } from '../../engine';
import type { DataCube, LabelledDimension } from '../../engine';

/** What goes into one file: a date, and the planes that become its bands. */
export interface Layer {
  /** Label of the temporal dimension; null for a cube without one. */
  readonly date: string | null;
  readonly bandNames: readonly string[];
  /** Plane numbers, one per band. */
  readonly planes: readonly number[];
}

const UNNAMED_BAND = 'result';

/**
 * One layer per date. Labels of all other labelled dimensions become bands; where there are several
 * such dimensions, their labels are joined by `_`.
 *
 * @throws ProcessError `FormatUnsuitable` for two temporal dimensions, `DataCubeEmpty` for a
 * dimension without labels.
 */
export function layersOf(cube: DataCube): Layer[] {
  const labelled = labelledDimensions(cube.dimensions);
  const empty = labelled.find(d => d.labels.length === 0);
  if (empty !== undefined) {
    throw new ProcessError(
      'DataCubeEmpty',
      `The cube is empty: its dimension '${empty.name}' has no label left.`
    );
  }
  const temporal = labelled.filter(d => d.kind === 'temporal');
  if (temporal.length > 1) {
    throw new ProcessError(
      'FormatUnsuitable',
      `GTiff files hold one date each, but the cube has several temporal dimensions: ${temporal.map(d => d.name).join(', ')}.`
    );
  }
  const dates = temporal.length === 1 ? temporal[0].labels : [null];
  const others = labelled.filter(d => d.kind !== 'temporal');
  return dates.map((date, t) => {
    const combinations = combine(others);
    return {
      date: date === null ? null : String(date),
      bandNames: combinations.map(({ names }) => names.join('_') || UNNAMED_BAND),
      planes: combinations.map(({ indexes }) => {
        const rest = [...indexes];
        const all = labelled.map(d => (d.kind === 'temporal' ? t : (rest.shift() as number)));
        return planeNumber(cube.dimensions, all);
      })
    };
  });
}

function combine(
  dimensions: readonly LabelledDimension[]
): { indexes: number[]; names: string[] }[] {
  return dimensions.reduce(
    (combinations: { indexes: number[]; names: string[] }[], dimension) =>
      combinations.flatMap(({ indexes, names }) =>
        dimension.labels.map((label, i) => ({
          indexes: [...indexes, i],
          names: [...names, String(label)]
        }))
      ),
    [{ indexes: [], names: [] }]
  );
}
