import { ColumnList, defineProcess, elementsOf, listElements } from '../../engine';
import { ARRAY, parameter } from '../definitions';
import { type AnyArray } from './arrays';

function repeated<T>(elements: readonly T[], times: number): T[] {
  return Array.from({ length: times }, () => elements).flat();
}

export const arrayCreate = defineProcess({
  definition: {
    id: 'array_create',
    summary: 'Create an array',
    description:
      'Makes an array, such as the one that a process inside ``apply_dimension()`` has to return.',
    categories: ['arrays'],
    parameters: [
      parameter('data', 'The elements.', ARRAY, []),
      parameter(
        'repeat',
        'How many times the elements follow one another.',
        { type: 'integer', minimum: 1 },
        1
      )
    ],
    returns: { description: 'The array.', schema: ARRAY }
  },
  run: args => repeated(elementsOf(args.data as AnyArray), args.repeat as number),
  columns: (args, batch) => {
    const elements = listElements(args.data, batch);
    return elements && typeof args.repeat === 'number'
      ? new ColumnList(repeated(elements, args.repeat))
      : null;
  }
});
