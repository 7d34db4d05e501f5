import { describe, expect, it } from 'vitest';
import { Batch, Column, ColumnList, RecordingContext } from '../../engine';
import type { Call, Operand, Process, ProcessDefinition, Value } from '../../engine';
import { allProcesses } from '..';
import type { ProcessServices } from '../services';
import { random } from '../../engine/__tests__/support';

const PIXELS = 400;
const ELEMENTS = 5;
/** Sums of a handful of numbers may be added in another order. */
const RELATIVE_TOLERANCE = 1e-12;

const noise = random(11);
const SPECIAL = [0, -0, 1, -1, 2, 0.5, -2.5, 3, Infinity, -Infinity];

function numberCells(): Float64Array {
  return Float64Array.from({ length: PIXELS }, () => {
    const kind = noise();
    if (kind < 0.15) {
      return NaN;
    }
    return kind < 0.5 ? SPECIAL[Math.floor(noise() * SPECIAL.length)] : noise() * 20 - 10;
  });
}

function booleanCells(): Float64Array {
  return Float64Array.from({ length: PIXELS }, () => [0, 1, NaN][Math.floor(noise() * 3)]);
}

function takes(definition: ProcessDefinition, name: string, type: string): boolean {
  const schema = definition.parameters.find(p => p.name === name)?.schema as {
    type?: string | string[];
  };
  const types = schema?.type === undefined ? null : [schema.type].flat();
  return types === null || types.includes(type);
}

/** Varying operands for parameters that describe data, a constant for each option. */
function operandsFor(definition: ProcessDefinition): Record<string, Operand> {
  const operands: Record<string, Operand> = {};
  const options: Record<string, Value> = {
    min: -2,
    max: 3,
    inputMin: -4,
    inputMax: 4,
    index: 2,
    repeat: 2
  };
  for (const { name, default: standard } of definition.parameters) {
    if (name in options && !(definition.id === 'array_create' && name === 'repeat')) {
      operands[name] = options[name];
    } else if (standard !== undefined && name !== 'data') {
      operands[name] = standard as Value;
    } else if (/^(data|array1|array2)$/.test(name)) {
      operands[name] = new ColumnList(
        Array.from({ length: ELEMENTS }, () => new Column('number', numberCells()))
      );
    } else if (/^(x|y|base|p|accept)$/.test(name) && takes(definition, name, 'number')) {
      operands[name] = new Column('number', numberCells());
    } else if (/^(x|y|value)$/.test(name)) {
      operands[name] = new Column('boolean', booleanCells());
    }
  }
  return operands;
}

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
