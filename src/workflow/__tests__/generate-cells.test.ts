import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_PYTHON, runPython } from '../../../tests/cells/python';
import { CELL_STEPS, DEFAULT_PARAMETERS, generateCells, resultFolder } from '..';
import type { InsarParameters, JsonValue, Pair } from '..';
import { dayOf } from '../calendar';
import { markdownText } from '../title-cell';
import { randomJson, randomNumbers, randomString } from './random';

const REMOTE: InsarParameters = {
  ...DEFAULT_PARAMETERS,
  backendUrl: 'https://openeo.example.org/openeo/1.2',
  preprocessing: 'sentinel1_sar_slc_preprocessing',
  polarizations: ['VV', 'VH'],
  windowRangeSamples: 10,
  windowAzimuthLines: 2,
  epsg: 32632,
  jobOptions: { 'executor-memory': '4g', image: ['a', { b: null }] }
};

const CHOSEN: InsarParameters = {
  ...DEFAULT_PARAMETERS,
  pairs: [
    { primary: '2024-08-09', secondary: '2024-08-21' },
    { primary: '2024-08-09', secondary: '2024-09-02' }
  ]
};

/** All code of a set as one text, a comment before each cell. */
function script(parameters: InsarParameters): string {
  const code = generateCells(parameters).filter(cell => cell.cellType === 'code');
  return code.map(cell => `# %% ${cell.step}\n${cell.source}\n`).join('\n');
}

function randomPairs(random: () => number): Pair[] {
  return Array.from({ length: 1 + Math.floor(random() * 40) }, () => {
    const day = 17000 + Math.floor(random() * 3000);
    return { primary: dayOf(day), secondary: dayOf(day + 1 + Math.floor(random() * 400)) };
  });
}

/** Parameters of all kinds, also impossible ones: what a form may send. */
function combinations(count: number): InsarParameters[] {
  const random = randomNumbers(65551);
  const one = <T>(...values: T[]): T => values[Math.floor(random() * values.length)];
  return Array.from({ length: count }, (_, i) => ({
    backendUrl: one('', 'https://openeo.example.org', `https://e.org/${'x'.repeat(70)}`),
    backendLogin: i % 2 === 0 ? 'oidc' : 'basic',
    preprocessing: one('insar_preprocessing', 'sentinel1_sar_slc_preprocessing'),
    burstId: one(1, 249435, 375887),
    subSwath: one('IW1', 'IW2', 'IW3'),
    startDate: one('2024-08-09', randomString(random)),
    endDate: '2024-09-02',
    primaryDate: '2024-08-21',
    polarizations: one(['VV'], ['VH'], ['VV', 'VH']),
    temporalBaselineDays: one(6, 12, 24),
    pairs: one(null, [], CHOSEN.pairs, randomPairs(random)),
    windowRangeSamples: one(1, 10, 21),
    windowAzimuthLines: one(2, 5),
    epsg: one(null, 32632, 4326),
    resolution: one(20, 0.0002, 12.5),
    jobTitle: randomString(random) + 'x'.repeat(Math.floor(random() * 90)),
    jobOptions: { [randomString(random)]: randomJson(random) }
  }));
}

describe('generateCells', () => {
  it('writes one cell a step, in order', () => {
    const cells = generateCells(DEFAULT_PARAMETERS);
    expect(cells.map(cell => cell.step)).toEqual(CELL_STEPS);
    expect(cells.map(cell => cell.cellType)).toEqual(['markdown', ...Array(6).fill('code')]);
    for (const cell of cells) {
      expect(cell.source).toBe(cell.source.trim());
    }
  });

  it('writes this for the embedded back-end', async () => {
    await expect(script(DEFAULT_PARAMETERS)).toMatchFileSnapshot('golden/embedded.txt');
  });

  it('writes this for another back-end', async () => {
    await expect(script(REMOTE)).toMatchFileSnapshot('golden/remote.txt');
  });

  it('writes the chosen pairs where there are any', async () => {
    await expect(script(CHOSEN)).toMatchFileSnapshot('golden/chosen-pairs.txt');
    const words = (pairs: InsarParameters['pairs']) =>
      generateCells({ ...CHOSEN, pairs })[0].source;
    expect(words(CHOSEN.pairs)).toContain('Coherence of 2 chosen pairs of 3 dates in a window');
    expect(words([CHOSEN.pairs![0]])).toContain('Coherence of the pair 2024-08-09 / 2024-08-21 in');
    const changed = generateCells(CHOSEN).filter(
      ({ source }, k) => source !== generateCells(DEFAULT_PARAMETERS)[k].source
    );
    expect(changed.map(cell => cell.step)).toEqual(['title', 'parameters', 'pairs']);
  });

  it('says in words what it computes, and that the sample is simulated', () => {
    expect(generateCells(DEFAULT_PARAMETERS)[0].source).toMatchInlineSnapshot(`
      "# InSAR coherence 249435 IW2

      Burst 249435, IW2, VV, 2024-08-09 to 2024-09-02, coregistered to 2024-09-02. Coherence of all pairs 12 days apart in a window of 21 range samples by 5 azimuth lines.

      The back-end that comes with the extension works on the products in its data folder. Its sample scene on burst 249435 is **simulated**: noise of a prescribed coherence over invented mountains."
    `);
    expect(generateCells(REMOTE)[0].source).toContain('https://openeo.example.org/openeo/1.2');
    expect(generateCells(REMOTE)[0].source).not.toContain('simulated');
  });

  it('logs in at other back-ends without a secret in the cell', () => {
    const connect = generateCells(REMOTE)[2].source;
    expect(connect).toContain('authenticate_oidc()');
    expect(generateCells(DEFAULT_PARAMETERS)[2].source).toContain('jupyterlab_insar.connect()');
  });

  it('differs by the connect cell alone between one login and another', () => {
    const openid = generateCells(REMOTE);
    const basic = generateCells({ ...REMOTE, backendLogin: 'basic' });
    expect(basic.filter((cell, i) => cell.source !== openid[i].source)).toMatchObject([
      { step: 'connect' }
    ]);
    expect(basic[2].source).toBe(
      'import openeo\n\nconnection = openeo.connect(backend_url)\nconnection.authenticate_basic()'
    );
  });
});

describe('titles', () => {
  it.each([
    ['plain 1.0 (x)', 'plain 1.0 (x)'],
    ['a\n\n# b', 'a \\# b'],
    ['<img src=x>', '\\<img src=x\\>'],
    ['[a](http://b)', '\\[a\\](http://b)'],
    [
      '$x$ **b** _i_ `c` ~~d~~ a|b &amp;',
      '\\$x\\$ \\*\\*b\\*\\* \\_i\\_ \\`c\\` \\~\\~d\\~\\~ a\\|b \\&amp;'
    ],
    ['back\\slash', 'back\\\\slash'],
    [' \u202eturned\u2066\ud800 ', 'turned']
  ])('%j are %s in Markdown', (text, markdown) => {
    expect(markdownText(text)).toBe(markdown);
  });

  it.each([
    ['InSAR coherence 249435 IW2', 'insar-results/insar-coherence-249435-iw2'],
    ['../../etc/passwd', 'insar-results/etc-passwd'],
    ['Ötztal – Größe №1', 'insar-results/otztal-große-no1'],
    ['日本 が', 'insar-results/日本-が'],
    ['Когерентность: Алматы', 'insar-results/когерентность-алматы'],
    ['🛰️ …', 'insar-results/untitled'],
    ['\u{20000}'.repeat(60), `insar-results/${'\u{20000}'.repeat(50)}`],
    ['a'.repeat(49) + ' b', `insar-results/${'a'.repeat(49)}`]
  ])('%j name the folder %s', (jobTitle, folder) => {
    expect(resultFolder({ jobTitle })).toBe(folder);
  });
});

describe.skipIf(NO_PYTHON)(`cells in Python${NO_PYTHON ? `: ${NO_PYTHON}` : ''}`, () => {
  const sets = [DEFAULT_PARAMETERS, REMOTE, CHOSEN, ...combinations(150)];

  it('assign the parameters that they were written from', async () => {
    const input = JSON.stringify(sets.map(parameters => generateCells(parameters)[1].source));
    const output = await runPython([join(__dirname, 'assignments.py')], { input });
    const values: Record<string, JsonValue>[] = JSON.parse(output);
    for (const [i, set] of JSON.parse(JSON.stringify(sets)).entries()) {
      expect(values[i]).toEqual({
        ...(set.backendUrl === '' ? {} : { backend_url: set.backendUrl }),
        burst_id: set.burstId,
        sub_swath: set.subSwath,
        start_date: set.startDate,
        end_date: set.endDate,
        primary_date: set.primaryDate,
        polarizations: set.polarizations,
        ...(set.pairs === null
          ? { temporal_baseline: set.temporalBaselineDays }
          : { pairs: set.pairs.map((pair: Pair) => [pair.primary, pair.secondary]) }),
        window_range: set.windowRangeSamples,
        window_azimuth: set.windowAzimuthLines,
        epsg: set.epsg,
        resolution: set.resolution,
        job_title: set.jobTitle,
        job_options: set.jobOptions,
        results_folder: resultFolder(set)
      });
    }
  });

  it('are as ruff formats them and find nothing wrong with', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'insar-ruff-'));
    for (const [i, parameters] of sets.entries()) {
      const code = generateCells(parameters).filter(cell => cell.cellType === 'code');
      mkdirSync(join(folder, `${i}`));
      for (const cell of code) {
        writeFileSync(join(folder, `${i}/${cell.step}.py`), `${cell.source}\n`);
      }
      writeFileSync(join(folder, `${i}.py`), script(parameters));
    }
    const ruff = (...args: string[]) => runPython(['-m', 'ruff', ...args], { cwd: folder });
    const cells = sets.map((_, i) => `${i}`);
    await expect(ruff('format', '--isolated', '--diff', ...cells)).resolves.toBe('');
    // A whole set is one program: no name is undefined, no import unused; imports head the cells.
    const rules = ['--select=E,F,W,I,B', '--ignore=E402,E501'];
    const scripts = cells.map(name => `${name}.py`);
    await expect(ruff('check', '--isolated', '--quiet', ...rules, ...scripts)).resolves.toBe('');
    rmSync(folder, { recursive: true });
  });
});
