import { cumulative } from './cumulative';

export const cumsum = cumulative(
  {
    id: 'cumsum',
    summary: 'Cumulative sums',
    description:
      'Each element becomes the sum of all elements up to it. The result is as long as `data`.'
  },
  (total, next) => total + next
);
