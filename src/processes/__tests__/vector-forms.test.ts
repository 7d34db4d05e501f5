import { describe, expect, it } from 'vitest';
import { Batch, Column, ColumnList, type Operand, type Process } from '../../engine';
import { arena } from '../../engine/vector/arena';
import { Expressions } from '../../engine/vector/expressions';
import { LaneColumn, Lanes } from '../../engine/vector/lanes';
import { compileLoop } from '../../engine/vector/loop';
import { allProcesses } from '..';
import { VECTOR_FORMS } from '../vector-forms';
import { operandsFor, PIXELS } from './operands';

/** Options that change what a process does, beside its defaults. */
const OPTIONS: Readonly<Record<string, readonly Record<string, Operand>[]>> = {
  power: [{ p: 2 }, { p: 0.5 }, { p: -3 }, { p: 0 }],
  log: [{ base: 10 }, { base: 2 }, { base: 3 }],
  between: [{ exclude_max: true }, { min: 3, max: -2 }],
  eq: [{ delta: 0.75 }],
  neq: [{ delta: 0.75 }],
  linear_scale_range: [{ inputMin: 4, inputMax: -4 }],
  ...Object.fromEntries(
    ['max', 'mean', 'min', 'product', 'sd', 'sum', 'variance'].map(id => [
      id,
      [{ ignore_nodata: false }]
    ])
  )
};

/** The same operands with every column an input of a loop, and the cells of those inputs. */
function lanesOf(operands: Record<string, Operand>, expressions: Expressions) {
  const inputs: Float64Array[] = [];
  const asLane = (operand: Operand): Operand => {
    if (operand instanceof ColumnList) {
      return new ColumnList(operand.elements.map(asLane), operand.labels);
    }
    return operand instanceof Column
      ? new LaneColumn(operand.kind, expressions.load(inputs.push(operand.cells) - 1))
      : operand;
  };
  const lanes = Object.fromEntries(
    Object.entries(operands).map(([name, operand]) => [name, asLane(operand)])
  );
  return { lanes, inputs };
}

function runVector(process: Process, operands: Record<string, Operand>) {
  const expressions = new Expressions();
  const { lanes, inputs } = lanesOf(operands, expressions);
  const result = process.vector?.(lanes, new Lanes(expressions));
  if (!(result instanceof LaneColumn)) {
    return null;
  }
  const loop = compileLoop({
    lanes: 'f64x2',
    inputs: inputs.map(() => 'f64'),
    outputs: [{ type: 'f64', value: result.expression }],
    expressions
  });
  const memory = arena();
  const mark = memory.mark();
  const addresses = [...inputs, null].map(() => memory.allocate(PIXELS * 8));
  inputs.forEach((cells, k) => memory.double.set(cells.subarray(0, PIXELS), addresses[k] / 8));
  loop(addresses, PIXELS);
  const to = addresses[inputs.length] / 8;
  const cells = memory.double.slice(to, to + PIXELS);
  memory.release(mark);
  return { kind: result.kind, cells };
}

describe('vector forms', () => {
  const withForms = allProcesses.filter(process => process.vector);

  it('belong to processes that exist', () => {
    expect(withForms.map(({ definition }) => definition.id).sort()).toEqual(
      Object.keys(VECTOR_FORMS).sort()
    );
  });

  const cases = withForms.flatMap(process => {
    const { id } = process.definition;
    return [{}, ...(OPTIONS[id] ?? [])].map(
      options => [`${id} ${JSON.stringify(options)}`, process, options] as const
    );
  });

  it.each(cases)('%s gives the column form to the last bit', (name, process, options) => {
    const operands = { ...operandsFor(process.definition), ...options };
    const batch = new Batch();
    batch.start(0, PIXELS);
    const expected = process.columns?.(operands, batch) as Column;
    const actual = runVector(process as Process, operands);
    if (name === 'log {}') {
      // The base differs from pixel to pixel: the column form is left to do it.
      expect(actual).toBeNull();
      return;
    }
    expect(actual?.kind).toBe(expected.kind);
    const cells = expected.cells;
    for (let i = 0; i < PIXELS; i++) {
      const same = Object.is(actual?.cells[i], cells[i]) || actual?.cells[i] === cells[i];
      expect(same, `pixel ${i}: ${actual?.cells[i]} for ${cells[i]}`).toBe(true);
    }
  });
});
