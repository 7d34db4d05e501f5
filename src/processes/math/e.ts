import { NUMBER } from '../definitions';
import { constantProcess } from '../scalars';

export const e = constantProcess(
  {
    id: 'e',
    summary: "Euler's number",
    description: 'The base of the natural logarithm, about 2.71828.',
    categories: ['math > constants', 'math > exponential & logarithmic'],
    parameters: [],
    returns: { description: 'The number *e*.', schema: NUMBER }
  },
  Math.E
);
