import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_REMOTES, parseRemotes } from '../remote-list';
import { Remotes } from '../remotes';

describe('parseRemotes', () => {
  it('takes addresses and objects, as users write them', () => {
    expect(
      parseRemotes([
        'openeo.example',
        { url: 'https://big.example/api/v2/ ', id: 'big', title: 'Big one' },
        'http://127.0.0.1:8080/'
      ])
    ).toEqual([
      { id: 'openeo-example', title: 'openeo.example', url: 'https://openeo.example' },
      { id: 'big', title: 'Big one', url: 'https://big.example/api/v2' },
      { id: '127-0-0-1-8080', title: '127.0.0.1:8080', url: 'http://127.0.0.1:8080' }
    ]);
  });

  it.each([
    ['no list', {}, /remotes: expected a list/],
    ['a number', [1], /remotes\[0\]\.url: expected the address/],
    ['no address', ['https://a.example', { title: 'x' }], /remotes\[1\]\.url/],
    ['plain HTTP', ['http://a.example'], /remotes\[0\]\.url: .*https/],
    ['a login in it', ['https://user:secret@a.example'], /user name or password/],
    ['an id that is no id', [{ url: 'a.example', id: '../x' }], /remotes\[0\]\.id/],
    ['the same twice', ['a.example', 'https://a.example'], /remotes\[1\]: the id 'a-example'/],
    ['too many', Array.from({ length: 51 }, (_, i) => `a${i}.example`), /at most 50/]
  ])('refuses %s', (_, value, message) => {
    expect(() => parseRemotes(value)).toThrow(message);
    expect(() => parseRemotes(value)).not.toThrow(/secret/);
  });

  it('takes its own default list', () => {
    expect(parseRemotes(DEFAULT_REMOTES)).toEqual(DEFAULT_REMOTES);
  });
});

describe('Remotes', () => {
  const newFile = () => join(mkdtempSync(join(tmpdir(), 'insar-remotes-')), 'data', 'remotes.json');

  it('starts with CDSE and keeps what the settings say', () => {
    const file = newFile();
    const remotes = new Remotes({ file });
    expect(remotes.list().map(({ id }) => id)).toEqual(['cdse', 'cdse-staging']);
    remotes.replace(['a.example']);
    expect(new Remotes({ file }).list()).toEqual(remotes.list());
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(remotes.list());
    expect(() => remotes.get('cdse')).toThrow(/no back-end 'cdse' in the list; it has a-example/);
  });

  it('keeps a back-end, and so its login, when its entry stays the same', () => {
    const remotes = new Remotes({ file: newFile() });
    const cdse = remotes.get('cdse');
    remotes.replace([...DEFAULT_REMOTES, 'a.example']);
    expect(remotes.get('cdse')).toBe(cdse);
    remotes.replace([{ id: 'cdse', url: 'https://elsewhere.example' }]);
    expect(remotes.get('cdse')).not.toBe(cdse);
  });

  it('changes nothing of a list that the administrator has set', () => {
    const remotes = new Remotes({ file: newFile(), fixed: '["campus.example"]' });
    expect(remotes.isFixed).toBe(true);
    expect(remotes.list().map(({ url }) => url)).toEqual(['https://campus.example']);
    expect(() => remotes.replace([])).toThrow(/administrator/);
  });

  it('lets nothing be asked when the list of the administrator is wrong, and says so', () => {
    for (const [fixed, problem] of [
      ['campus', /^INSAR_REMOTES: expected a JSON list/],
      ['["http://campus.example"]', /^remotes\[0\]\.url: /]
    ] as const) {
      const remotes = new Remotes({ file: newFile(), fixed });
      expect(remotes.list()).toEqual([]);
      expect(remotes.problem).toMatch(problem);
      expect(() => remotes.replace([])).toThrow(/administrator/);
    }
  });

  it('falls back on the default list when what was kept is spoilt', () => {
    const file = newFile();
    new Remotes({ file }).replace(['a.example']);
    writeFileSync(file, '{');
    expect(new Remotes({ file }).list()).toEqual(DEFAULT_REMOTES);
  });
});
