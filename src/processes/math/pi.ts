import { NUMBER } from '../definitions';
import { constantProcess } from '../scalars';

export const pi = constantProcess(
  {
    id: 'pi',
    summary: 'Pi',
    description: 'The ratio of the circumference of a circle to its diameter, about 3.14159.',
    categories: ['math > constants', 'math > trigonometric'],
    parameters: [],
    returns: { description: 'The number π.', schema: NUMBER }
  },
  Math.PI
);
