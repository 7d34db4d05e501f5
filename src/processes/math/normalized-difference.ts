import { NUMBER, parameter } from '../definitions';
import { binary } from '../scalars';

export const normalizedDifference = {
  ...binary(
    {
      id: 'normalized_difference',
      summary: 'Normalised difference of two numbers',
      description:
        'The difference of two numbers by their sum, `(x - y) / (x + y)`, as in many indices of two bands. No-data in either operand makes the result no-data.',
      categories: ['math > indices', 'vegetation indices'],
      parameters: [
        parameter('x', 'The first number.', NUMBER),
        parameter('y', 'The second number.', NUMBER)
      ],
      returns: {
        description: 'The normalised difference.',
        schema: { type: 'number', minimum: -1, maximum: 1 }
      }
    },
    (x, y) => (x - y) / (x + y),
    (x, y, result, count) => {
      for (let i = 0; i < count; i++) {
        result[i] = (x[i] - y[i]) / (x[i] + y[i]);
      }
    }
  ),
  takesNodata: true
};
