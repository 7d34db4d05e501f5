import { cumulative } from './cumulative';

export const cumproduct = cumulative(
  {
    id: 'cumproduct',
    summary: 'Cumulative products',
    description:
      'Each element becomes the product of all elements up to it. The result is as long as `data`.'
  },
  (total, next) => total * next
);
