import { NUMBER_OR_NULL, parameter } from '../definitions';
import { binary } from '../scalars';

export const arctan2 = binary(
  {
    id: 'arctan2',
    summary: 'Angle of a direction',
    description:
      'The angle in radians, -π to π, between the x axis and the direction of (`x`, `y`). No-data in either operand makes the result no-data.',
    categories: ['math > trigonometric'],
    parameters: [
      parameter('y', 'The step along the y axis.', NUMBER_OR_NULL),
      parameter('x', 'The step along the x axis.', NUMBER_OR_NULL)
    ],
    returns: { description: 'The angle in radians.', schema: NUMBER_OR_NULL }
  },
  (y, x) => Math.atan2(y, x),
  (x, y, result, count) => {
    for (let i = 0; i < count; i++) {
      result[i] = Math.atan2(x[i], y[i]);
    }
  }
);
