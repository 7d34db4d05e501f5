/**
 * Measures this back-end against what a Python user would run, and writes docs/benchmarks.md.
 *
 *     npm run bench                  all of a to f, on a burst of 1500 lines
 *     npm run bench -- a c           some of them
 *     npm run bench -- --lines 300   on a shorter burst; the page is left as it is
 *     npm run bench -- --rounds 5
 *
 * Needs Python 3, pip's access to its packages, and gdalwarp (Debian: gdal-bin). All that is made
 * lies in .cache/bench.
 */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { build } from 'esbuild';
import { backendNode } from '../scripts/lib/environment.mjs';
import { memoryOf, tableOf, writePage } from './report.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const CACHE = join(ROOT, '.cache/bench');
const PYTHON = join(CACHE, 'venv/bin/python');
const OURS = join(CACHE, 'ours.mjs');
const NODE = backendNode();
const WIDTH = 23000;
const WHOLE_LINES = 1500;
const PAIRS = 3;
const DATES = ['2024-08-09', '2024-08-21', '2024-09-02', '2024-09-14'];
const PACKAGES = ['numpy', 'scipy', 'rasterio', 'pyproj'];
/** Real annotation and elevation for f, which come from outside the project. */
const MOROCCO = join(ROOT, '../shared/data/s1-morocco-annotation');
const run = promisify(execFile);

/** What is measured: our task and the peer's, and the largest ratio of their CPU that is allowed. */
const BENCHMARKS = {
  a: { title: 'coherence, inputs in memory', against: 'scipy uniform_filter', most: 0.1 },
  b: { title: 'geocoding to 20 m UTM', against: 'gdalwarp -geoloc', most: 1 / 40 },
  c: { title: 'reading a GeoTIFF', against: 'rasterio', most: 1.2 },
  d: { title: 'writing a COG', against: 'GDAL COG driver', most: 1.2 },
  e1: { title: 'files to COG, one pair', against: 'rasterio + scipy + gdalwarp + COG', most: 0.15 },
  e3: { title: 'files to COG, three pairs', against: 'three times that of e1', most: 0.15 }
};
const TASKS = {
  a: ['coherence'],
  b: ['geocode'],
  c: ['read'],
  d: ['cog'],
  e1: ['job', '1'],
  e3: ['job', String(PAIRS)]
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    lines: { type: 'string', default: String(WHOLE_LINES) },
    rounds: { type: 'string', default: '3' }
  }
});
const lines = Number(values.lines);
const rounds = Number(values.rounds);
const wanted = Object.keys(BENCHMARKS).filter(
  name =>
    positionals.length === 0 ||
    positionals.some(word => name.startsWith(word) || (name === 'e1' && word === 'e3'))
);
const stack = join(CACHE, `stack-${lines}`);
const output = join(CACHE, 'output');

await prepare();
const results = [];
for (const name of wanted) {
  results.push(await benchmark(name));
  console.log(`\n${tableOf([results[results.length - 1]])}`);
}
if (results.length > 0) {
  console.log(`\n${tableOf(results)}`);
}
const memory = memoryOf(results);
console.log(`\n${memory}`);
const alone = positionals.length === 0 || positionals.includes('f') ? await coregistered() : '';
console.log(alone);
if (lines === WHOLE_LINES && positionals.length === 0) {
  writePage(join(ROOT, 'docs/benchmarks.md'), {
    results,
    memory,
    alone,
    versions: versions(),
    rounds,
    lines
  });
}
rmSync(output, { recursive: true });

async function prepare() {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  try {
    execFileSync('gdalwarp', ['--version']);
  } catch {
    throw new Error('gdalwarp is not there; install GDAL (Debian: apt-get install gdal-bin).');
  }
  if (!existsSync(PYTHON)) {
    console.log('Making the virtual environment of the peers …');
    execFileSync('python3', ['-m', 'venv', join(CACHE, 'venv')]);
    execFileSync(PYTHON, ['-m', 'pip', 'install', '--quiet', ...PACKAGES], { stdio: 'inherit' });
  }
  if (!existsSync(join(stack, 'bench-stack.json'))) {
    console.log(`Making a stack of ${DATES.length} dates, ${lines} x ${WIDTH} pixels …`);
    const sizes = [String(lines), String(WIDTH)];
    execFileSync(PYTHON, ['-W', 'ignore', join(HERE, 'make_stack.py'), stack, ...sizes, ...DATES]);
  }
  await build({
    entryPoints: [join(HERE, 'ours.mjs')],
    outfile: OURS,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    external: ['h5wasm'],
    banner: {
      js: "import { createRequire } from 'module'; const require = createRequire(import.meta.url);"
    }
  });
}

async function benchmark(name) {
  console.log(`${name}: ${BENCHMARKS[name].title}`);
  if (name === 'd') {
    await ours(['job', '1']);
    await peer(['cog-input']);
  }
  const measured = { ours: [], peer: [] };
  // The peers of b and e take a minute a run on the whole burst.
  const several = lines < WHOLE_LINES || !'be'.includes(name[0]) ? rounds : Math.min(rounds, 2);
  for (let round = 0; round < several; round++) {
    measured.ours.push(await ours(TASKS[name]));
    measured.peer.push(name === 'e3' ? threePairs(round) : await peer(TASKS[name]));
    const [mine, theirs] = [measured.ours, measured.peer].map(list => list[round].cpuS.toFixed(2));
    console.log(`  round ${round + 1}: ${mine} s and ${theirs} s of CPU`);
  }
  const exact = name === 'b' ? await ours(['geocode', 'exact']) : {};
  return { name, ...BENCHMARKS[name], ...measured, exact };
}

/** The peer of e3: it works pair by pair, and would run for many minutes. */
function threePairs(round) {
  const { cpuS, peakMiB } = results.find(({ name }) => name === 'e1').peer[round];
  return { cpuS: PAIRS * cpuS, peakMiB };
}

/** A sentence on coregistration, for which no peer can be installed. */
async function coregistered() {
  if (!existsSync(MOROCCO)) {
    return 'f: coregistration was left out: it needs the annotation of a real burst.';
  }
  const task = [OURS, 'coregister', join(CACHE, 'products'), output, MOROCCO];
  // The first run makes the products.
  await answer(NODE, task);
  const taken = await answer(NODE, task);
  const [cpu, peak] = [taken.cpuS.toFixed(1), taken.peakMiB.toFixed(0)];
  return `f: coregistration of a secondary to its primary, from SAFE products to stack files, a whole burst of 1507 x 23055: ${cpu} s of CPU, peak ${peak} MiB.`;
}

function ours([task, ...rest]) {
  return answer(NODE, [OURS, task, stack, output, ...rest]);
}

function peer([task, ...rest]) {
  return answer(PYTHON, [join(HERE, 'peer.py'), task, stack, output, ...rest]);
}

async function answer(command, args) {
  const { stdout } = await run(command, args, { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

function versions() {
  const script = `import sys, numpy, scipy, rasterio
print("Python", sys.version.split()[0] + ", numpy", numpy.__version__ + ", scipy",
      scipy.__version__ + ", rasterio", rasterio.__version__, "(GDAL", rasterio.__gdal_version__ + ")")`;
  return [
    `Node ${execFileSync(NODE, ['--version'], { encoding: 'utf8' }).trim().slice(1)}`,
    execFileSync(PYTHON, ['-c', script], { encoding: 'utf8' }).trim(),
    `gdalwarp: ${execFileSync('gdalwarp', ['--version'], { encoding: 'utf8' }).trim()}`
  ];
}
