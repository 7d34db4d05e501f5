import { BOOLEAN, BOOLEAN_OR_NULL, TEXT, TEXT_OR_NULL, parameter } from '../definitions';
import { textSearch } from './texts';

export const textEnds = textSearch(
  {
    id: 'text_ends',
    summary: 'Text ends with',
    description: 'Whether a text ends with another. No-data is passed through.',
    categories: ['texts', 'comparison'],
    parameters: [
      parameter('data', 'The text to look at.', TEXT_OR_NULL),
      parameter('pattern', 'The text to look for; no regular expression.', TEXT),
      parameter('case_sensitive', 'With `false`, upper and lower case are the same.', BOOLEAN, true)
    ],
    returns: { description: 'Whether it ends with `pattern`.', schema: BOOLEAN_OR_NULL }
  },
  (text, pattern) => text.endsWith(pattern)
);
