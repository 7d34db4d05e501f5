import { BOOLEAN, NUMBERS, parameter } from '../definitions';
import { cumulative } from './cumulative';

export const cummax = cumulative(
  {
    id: 'cummax',
    summary: 'Cumulative maxima',
    description:
      'Each element becomes the largest number of all elements up to it. The result is as long as `data`.',
    categories: ['math > cumulative'],
    experimental: true,
    parameters: [
      parameter('data', 'An array of numbers.', NUMBERS),
      parameter(
        'ignore_nodata',
        'Whether no-data values are passed over. With `false`, everything from the first one on is no-data.',
        BOOLEAN,
        true
      )
    ],
    returns: { description: 'The running results, in order.', schema: NUMBERS }
  },
  Math.max
);
