import { describe, expect, it } from 'vitest';
import { Batch, Column, ColumnList, RecordingContext } from '../../engine';
import type { Call, Operand, Process, Value } from '../../engine';
import { allProcesses } from '..';
import type { ProcessServices } from '../services';
import { operandsFor, PIXELS } from './operands';

/** Sums of a handful of numbers may be added in another order. */
const RELATIVE_TOLERANCE = 1e-12;

function pickPlain(operand: Operand, i: number): Value {
  if (operand instanceof Column) {
    const cell = operand.cells[i];
    return Number.isNaN(cell) ? null : operand.kind === 'boolean' ? cell === 1 : cell;
  }
  if (operand instanceof ColumnList) {
    return operand.elements.map(element => pickPlain(element, i));
  }
  return operand as Value;
}

/** What a cell can say: a number or NaN for no-data, element by element. */
function asCells(value: Value): number[] {
  return (Array.isArray(value) ? (value as Value[]) : [value]).map(v =>
    v === null ? NaN : Number(v)
  );
}

const call: Call<ProcessServices> = {
  context: new RecordingContext({} as ProcessServices),
  processId: 'test',
  nodeId: null
};

describe('column forms', () => {
  const withColumns = allProcesses.filter(process => process.columns);

  it('exist for the processes of the coherence callbacks', () => {
    const ids = withColumns.map(({ definition }) => definition.id);
    expect(ids).toEqual(
      expect.arrayContaining([
        'add',
        'array_create',
        'array_element',
        'divide',
        'multiply',
        'power',
        'subtract'
      ])
    );
  });

  it.each(withColumns.map(process => [process.definition.id, process] as const))(
    '%s says of every pixel what it says of one',
    async (id, process: Process<ProcessServices>) => {
      const batch = new Batch();
      batch.start(0, PIXELS);
      const operands = operandsFor(process.definition);
      const result = process.columns?.(operands, batch) ?? null;
      expect(result, 'column form').not.toBeNull();
      for (let i = 0; i < PIXELS; i++) {
        const args: Record<string, Value> = {};
        for (const [name, operand] of Object.entries(operands)) {
          args[name] = pickPlain(operand, i);
        }
        const expected = asCells(await process.run(args, call));
        const actual = asCells(pickPlain(result, i));
        // The no-data cells of a cube are stored as NaN and count as such.
        const wanted = id === 'is_nan' && args.x === null ? [1] : expected;
        expect(actual.length).toBe(wanted.length);
        actual.forEach((cell, k) => {
          const close =
            Object.is(cell, wanted[k]) ||
            cell === wanted[k] ||
            Math.abs(cell - wanted[k]) <= RELATIVE_TOLERANCE * Math.abs(wanted[k]);
          expect(close, `${JSON.stringify(args)}: ${cell} for ${wanted[k]}`).toBe(true);
        });
      }
    }
  );
});
