import {
  elementsOf,
  type LabelledArray,
  type Process,
  type ProcessDefinition,
  type Value
} from '../../engine';
import { binaryColumns } from '../scalars';

/** A boolean that may be unknown. */
export type Truth = boolean | null;

export function and(x: Truth, y: Truth): Truth {
  return x === false || y === false ? false : x === null || y === null ? null : true;
}

export function or(x: Truth, y: Truth): Truth {
  return x === true || y === true ? true : x === null || y === null ? null : false;
}

export function xor(x: Truth, y: Truth): Truth {
  return x === null || y === null ? null : x !== y;
}

/** A process of two booleans. The cells of a cube are true where they are not 0. */
export function logical(
  definition: ProcessDefinition,
  combine: (x: Truth, y: Truth) => Truth
): Process {
  return {
    definition,
    run: ({ x, y }) => combine(x as Truth, y as Truth),
    columns: ({ x, y }, batch) =>
      binaryColumns(x, y, batch, 'boolean', (xs, ys, result, count) => {
        for (let i = 0; i < count; i++) {
          result[i] = cellOfTruth(combine(truthOfCell(xs[i]), truthOfCell(ys[i])));
        }
      })
  };
}

export function truthOfCell(cell: number): Truth {
  return Number.isNaN(cell) ? null : cell !== 0;
}

export function cellOfTruth(truth: Truth): number {
  return truth === null ? NaN : truth ? 1 : 0;
}

/** All elements combined, from what an empty array gives. */
export function combineAll(
  data: readonly Value[] | LabelledArray,
  ignoreNodata: boolean,
  empty: boolean,
  combine: (x: Truth, y: Truth) => Truth
): Truth {
  const truths = elementsOf(data) as readonly Truth[];
  const used = ignoreNodata ? truths.filter(truth => truth !== null) : truths;
  return used.reduce<Truth>(combine, empty);
}
