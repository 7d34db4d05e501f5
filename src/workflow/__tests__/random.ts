import type { JsonValue } from '../parameters';

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What breaks literals: quotes, backslashes, line ends, escapes, invisible and lone characters. */
const PIECES = [
  '"',
  "'",
  '"""',
  "'''",
  '\\',
  '\\\\',
  '\n',
  '\r',
  '\r\n',
  '\t',
  '\0',
  '\x07',
  '\x1b',
  '\x7f',
  '\x85',
  '\xa0',
  '\xad',
  '\u200b',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\ud800',
  '\udc00',
  '\u{1f30d}',
  '\u{10ffff}',
  '\u{e0001}',
  'é',
  'e\u0301',
  'Ötztal',
  '日本',
  '한',
  '\\n',
  '\\x41',
  '\\N{DEGREE SIGN}',
  '{',
  '}',
  '{x}',
  '%s',
  '#',
  ' ',
  '',
  'a',
  'Z',
  '0',
  '$',
  '`'
];

export function randomString(random: () => number): string {
  const count = Math.floor(random() * 9);
  const piece = (): string =>
    random() < 0.85
      ? PIECES[Math.floor(random() * PIECES.length)]
      : String.fromCharCode(Math.floor(random() * 0x10000));
  return Array.from({ length: count }, piece).join('');
}

export function randomJson(random: () => number, depth = 0): JsonValue {
  const kind = Math.floor(random() * (depth < 3 ? 8 : 6));
  const length = Math.floor(random() * 4);
  switch (kind) {
    case 0:
      return null;
    case 1:
      return random() < 0.5;
    case 2:
      return Math.floor((random() - 0.5) * 1e6);
    case 3:
      return (random() - 0.5) * 10 ** Math.floor(random() * 40 - 20);
    case 6:
      return Array.from({ length }, () => randomJson(random, depth + 1));
    case 7: {
      const members = Array.from({ length }, () => [
        randomString(random),
        randomJson(random, depth + 1)
      ]);
      return Object.fromEntries(members);
    }
    default:
      return randomString(random);
  }
}
