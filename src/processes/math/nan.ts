import { constantProcess } from '../scalars';

export const nan = constantProcess(
  {
    id: 'nan',
    summary: 'Not a number',
    description: 'The value NaN of IEEE 754, the result of operations such as 0 / 0.',
    categories: ['math > constants'],
    experimental: true,
    parameters: [],
    returns: {
      description: 'NaN.',
      schema: {
        description: "JSON Schema can't represent `NaN` and thus a schema can't be specified."
      }
    }
  },
  NaN
);
