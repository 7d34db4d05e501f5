import { defineProcess, elementsOf } from '../../engine';
import { NUMBERS, parameter } from '../definitions';
import { type AnyArray, type Label, labelsOfArray, withLabels } from './arrays';

function isGap(value: number | null): boolean {
  return value === null || Number.isNaN(value);
}

function positionsOf(labels: readonly Label[] | null, count: number): number[] {
  const positions = labels?.map(label => (typeof label === 'number' ? label : Date.parse(label)));
  return positions && positions.every(Number.isFinite)
    ? positions
    : Array.from({ length: count }, (_, i) => i);
}

export const arrayInterpolateLinear = defineProcess({
  definition: {
    id: 'array_interpolate_linear',
    summary: 'Fill gaps linearly',
    description:
      'Replaces NaN and no-data between two numbers by the straight line between them, along the labels where these are numbers or dates and else along the index. Gaps at either end stay.',
    categories: ['arrays', 'math', 'math > interpolation'],
    parameters: [parameter('data', 'An array of numbers.', NUMBERS)],
    returns: { description: 'An array of as many elements.', schema: NUMBERS }
  },
  run: args => {
    const data = args.data as AnyArray;
    const values = elementsOf(data) as readonly (number | null)[];
    const positions = positionsOf(labelsOfArray(data), values.length);
    const known = values.flatMap((value, i) => (isGap(value) ? [] : [i]));
    if (known.length < 2) {
      return data;
    }
    const filled = values.map((value, i) => {
      if (!isGap(value) || i < known[0] || i > known[known.length - 1]) {
        return value;
      }
      const after = known.findIndex(k => k > i);
      const [a, b] = [known[after - 1], known[after]];
      const share = (positions[i] - positions[a]) / (positions[b] - positions[a]);
      return (values[a] as number) * (1 - share) + (values[b] as number) * share;
    });
    return withLabels(filled, labelsOfArray(data));
  }
});
