import { NoPythonLiteralError } from './errors';
import { isRecord } from './json-value';

const INDENT = '    ';
const LINE_COLUMNS = 88;

const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]$/u;
const MARK = /^[\p{Mn}\u1160-\u11ff\ud7b0-\ud7ff]$/u;

/** What may stand in a Python string as it is: letters, marks, numbers, punctuation, symbols, space. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\\': '\\\\'
};

/**
 * Writes a JSON value as a Python literal, the only way by which a value gets into a cell. Python
 * reads the same value back; the text is laid out as `ruff format` leaves it.
 *
 * Strings keep what can be seen; control and format characters (among them those that turn the
 * direction of text), lone surrogates and unassigned code points are escaped. A list of scalars is
 * written on one line, a list that holds others and a dict on one line an element. NaN and the infinities,
 * which JSON has not, become `float("nan")` and so on.
 *
 * @param depth - How many levels the line that the value begins on is indented.
 * @throws NoPythonLiteralError for what is no value of JSON.
 */
export function pythonLiteral(value: unknown, depth = 0): string {
  if (value === null) {
    return 'None';
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  if (typeof value === 'number') {
    return numberLiteral(value);
  }
  if (typeof value === 'string') {
    return stringLiteral(value);
  }
  if (Array.isArray(value)) {
    const items = value.map(item => pythonLiteral(item, depth + 1));
    const nested = value.some(item => typeof item === 'object' && item !== null);
    return nested ? block('[', items, ']', depth) : `[${items.join(', ')}]`;
  }
  if (isRecord(value)) {
    const items = Object.entries(value).map(
      ([key, item]) => `${stringLiteral(key)}: ${pythonLiteral(item, depth + 1)}`
    );
    return items.length > 0 ? block('{', items, '}', depth) : '{}';
  }
  throw new NoPythonLiteralError(typeof value);
}

/** One item a line with a comma after the last, which formatters keep as it is. */
function block(open: string, items: readonly string[], close: string, depth: number): string {
  const lines = items.map(item => `${INDENT.repeat(depth + 1)}${item},\n`).join('');
  return `${open}\n${lines}${INDENT.repeat(depth)}${close}`;
}

function numberLiteral(value: number): string {
  if (Number.isNaN(value)) {
    return 'float("nan")';
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? 'float("inf")' : 'float("-inf")';
  }
  return Object.is(value, -0) ? '-0.0' : String(value);
}

/** In double quotes, unless single ones need fewer backslashes. */
function stringLiteral(value: string): string {
  const doubles = value.split('"').length;
  const singles = value.split("'").length;
  const quote = doubles > singles ? "'" : '"';
  const escaped = Array.from(value, character =>
    character === quote ? `\\${quote}` : escapeCharacter(character)
  );
  return quote + escaped.join('') + quote;
}

function escapeCharacter(character: string): string {
  const short = SHORT_ESCAPES[character];
  if (short || PRINTABLE.test(character)) {
    return short ?? character;
  }
  const code = (character.codePointAt(0) ?? 0).toString(16);
  if (code.length <= 2) {
    return `\\x${code.padStart(2, '0')}`;
  }
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
}

/**
 * An assignment of a string to a variable, in parentheses where `ruff format` puts them: around a
 * string that is too long for its line and fits into the next one.
 */
export function assignment(name: string, value: string): string {
  const literal = stringLiteral(value);
  const width = columns(literal);
  const fits = name.length + ' = '.length + width <= LINE_COLUMNS;
  return fits || INDENT.length + width > LINE_COLUMNS
    ? `${name} = ${literal}`
    : `${name} = (\n${INDENT}${literal}\n)`;
}

/** Columns that text takes in a terminal: two for wide characters, none for what joins others. */
function columns(text: string): number {
  return Array.from(text).reduce(
    (sum, character) => sum + (MARK.test(character) ? 0 : WIDE.test(character) ? 2 : 1),
    0
  );
}
