import { cumulative } from './cumulative';

export const cummax = cumulative(
  {
    id: 'cummax',
    summary: 'Cumulative maxima',
    description:
      'Each element becomes the largest number of all elements up to it. The result is as long as `data`.'
  },
  Math.max
);
