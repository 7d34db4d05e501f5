import { BOOLEAN, BOOLEAN_OR_NULL, TEXT, TEXT_OR_NULL, parameter } from '../definitions';
import { textSearch } from './texts';

export const textContains = textSearch(
  {
    id: 'text_contains',
    summary: 'Text contains',
    description: 'Whether a text contains another. No-data is passed through.',
    categories: ['texts', 'comparison'],
    parameters: [
      parameter('data', 'The text to look at.', TEXT_OR_NULL),
      parameter('pattern', 'The text to look for; no regular expression.', TEXT),
      parameter('case_sensitive', 'With `false`, upper and lower case are the same.', BOOLEAN, true)
    ],
    returns: { description: 'Whether it contains `pattern`.', schema: BOOLEAN_OR_NULL }
  },
  (text, pattern) => text.includes(pattern)
);
