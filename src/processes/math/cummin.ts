import { cumulative } from './cumulative';

export const cummin = cumulative(
  {
    id: 'cummin',
    summary: 'Cumulative minima',
    description:
      'Each element becomes the smallest number of all elements up to it. The result is as long as `data`.'
  },
  Math.min
);
