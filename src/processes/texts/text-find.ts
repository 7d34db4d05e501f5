import { BOOLEAN, TEXT, TEXT_OR_NULL, parameter } from '../definitions';
import { textSearch } from './texts';

export const textFind = textSearch(
  {
    id: 'text_find',
    summary: 'Find a text',
    description:
      'The position, counted from 0, at which a text first contains another; no-data where it does not.',
    categories: ['texts'],
    experimental: true,
    parameters: [
      parameter('data', 'The text to look at.', TEXT_OR_NULL),
      parameter('pattern', 'The text to look for; no regular expression.', TEXT),
      parameter('case_sensitive', 'With `false`, upper and lower case are the same.', BOOLEAN, true)
    ],
    returns: {
      description: 'The position, or no-data.',
      schema: { type: ['integer', 'null'], minimum: 0 }
    }
  },
  (text, pattern) => {
    const at = text.indexOf(pattern);
    return at < 0 ? null : at;
  }
);
