import { Column, ColumnList } from '../../engine';
import type { Operand, ProcessDefinition, Value } from '../../engine';
import { random } from '../../engine/__tests__/support';

export const PIXELS = 400;
const ELEMENTS = 5;

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
export function operandsFor(definition: ProcessDefinition): Record<string, Operand> {
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
