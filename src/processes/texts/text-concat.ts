import { defineProcess, elementsOf, type LabelledArray } from '../../engine';
import { TEXT, parameter } from '../definitions';

export const textConcat = defineProcess({
  definition: {
    id: 'text_concat',
    summary: 'Join texts',
    description:
      'Joins the elements of an array to one text, with a separator between them. Numbers, booleans and null are written as JSON does.',
    categories: ['texts'],
    parameters: [
      parameter('data', 'The elements to join.', {
        type: 'array',
        items: { type: ['string', 'number', 'boolean', 'null'] }
      }),
      parameter(
        'separator',
        'What stands between two elements.',
        { type: ['string', 'number', 'boolean', 'null'] },
        ''
      )
    ],
    returns: { description: 'The joined text.', schema: TEXT }
  },
  run: args =>
    elementsOf(args.data as LabelledArray)
      .map(String)
      .join(String(args.separator))
});
