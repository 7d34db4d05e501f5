import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_PYTHON, runPython } from '../../../tests/cells/python';
import { NoPythonLiteralError } from '../errors';
import { assignment, pythonLiteral } from '../python-literal';
import { randomJson, randomNumbers, randomString } from './random';

function isDict(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe('pythonLiteral', () => {
  it.each([
    [null, 'None'],
    [true, 'True'],
    [false, 'False'],
    [20, '20'],
    [0.1, '0.1'],
    [-0, '-0.0'],
    [1e21, '1e+21'],
    [NaN, 'float("nan")'],
    [-Infinity, 'float("-inf")'],
    ['', '""'],
    ['plain', '"plain"'],
    ["it's", '"it\'s"'],
    ['say "no"', '\'say "no"\''],
    [`'"`, `"'\\""`],
    ['a\\b', '"a\\\\b"'],
    ['1\n2\r3\t4', '"1\\n2\\r3\\t4"'],
    ['\0\x7f\xa0', '"\\x00\\x7f\\xa0"'],
    ['left\u202eright', '"left\\u202eright"'],
    ['\ud800', '"\\ud800"'],
    ['\u{e0001}', '"\\U000e0001"'],
    ['Ötztal \u{1f30d}', '"Ötztal \u{1f30d}"'],
    [[], '[]'],
    [['VV', 'VH'], '["VV", "VH"]'],
    [{}, '{}'],
    [{ a: [1, {}] }, '{\n    "a": [\n        1,\n        {},\n    ],\n}']
  ])('%j -> %s', (value, text) => {
    expect(pythonLiteral(value)).toBe(text);
  });

  it.each([undefined, () => 1, Symbol('x'), 1n])('refuses %o', value => {
    expect(() => pythonLiteral({ deep: [value] })).toThrow(NoPythonLiteralError);
  });
});

describe.skipIf(NO_PYTHON)(`literals in Python${NO_PYTHON ? `: ${NO_PYTHON}` : ''}`, () => {
  const random = randomNumbers(249435);
  const strings = Array.from({ length: 3000 }, () => randomString(random));
  const values = [...strings, ...Array.from({ length: 1000 }, () => randomJson(random))];

  it('are read as the values they were written from', async () => {
    const input = JSON.stringify(values.map(value => pythonLiteral(value)));
    const output = JSON.parse(await runPython([join(__dirname, 'literals.py')], { input }));
    // Negative zero is the one number that `toEqual` tells apart and JSON does not.
    const plain = JSON.parse(JSON.stringify(values));
    expect(output).toHaveLength(values.length);
    for (const [i, value] of plain.entries()) {
      expect(output[i]).toEqual(value);
    }
  });

  it('are laid out as ruff would', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'insar-literals-'));
    const titles = strings.map((text, i) => text + 'x'.repeat(i % 100));
    const lines = [
      ...titles.map(text => assignment('job_title', text)),
      ...values.filter(isDict).map(value => `job_options = ${pythonLiteral(value)}`)
    ];
    writeFileSync(join(folder, 'literals.py'), `${lines.join('\n')}\n`);
    const args = ['-m', 'ruff', 'format', '--isolated', '--diff', 'literals.py'];
    await expect(runPython(args, { cwd: folder })).resolves.toBe('');
    rmSync(folder, { recursive: true });
  });
});
