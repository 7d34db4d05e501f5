import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { backendNode, findPython } from './environment.mjs';
import { testsOf, verdict } from './junit.mjs';
import { BUNDLE, CACHE, ROOT } from './paths.mjs';
import { UserError, run, say } from './run.mjs';
import { hashOf, onceFor } from './stamp.mjs';

const MATERIAL = resolve(ROOT, '..', 'shared', 'conformance');
const SUITE = join(MATERIAL, 'suite');
const TESTS = 'src/openeo_test_suite/tests';
const OWN = join(ROOT, 'tests', 'conformance');
const WORK = join(CACHE, 'conformance');
const PYTHON = join(WORK, 'venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const USER = 'insar';
const PASSWORD = 'conformance';
const COLLECTION = 'SENTINEL2_L2A_SAMPLE';
/** What reads our netCDF files beside the suite's own needs. */
const READERS = ['h5netcdf', 'h5py'];

/** What is run: pytest's arguments, and the rules of its verdict. */
const GROUPS = {
  general: { args: ['-p', 'basicauth', `${TESTS}/general`] },
  metadata: {
    args: ['-m', 'not optional', `${TESTS}/processes/metadata`],
    rules: { levels: ['L1', 'L2', 'L2A'] }
  },
  processes: {
    args: ['-p', 'tsrunner', '--runner=dask', `${TESTS}/processes/processing`],
    rules: { leastShare: 0.94, levels: ['L1', 'L2', 'L2A'] }
  },
  workflows: {
    args: ['-p', 'basicauth', '-p', 'offline_stac', '--s2-collection', COLLECTION, `${TESTS}/workflows`]
  },
  formats: {
    args: [
      ...['-c', join(SUITE, 'pyproject.toml'), '-p', 'openeo_test_suite.lib.pytest_plugin'],
      ...['-p', 'basicauth', join(OWN, 'test_netcdf.py')]
    ]
  }
};

/** The general tests mostly wait; the others share the processor with them. */
const LANES = [['general'], ['metadata', 'processes', 'workflows', 'formats']];

/** Makes the virtual environment with what the suite names, and what reads our files beside it. */
function ensureVenv() {
  const text = readFileSync(join(SUITE, 'pyproject.toml'), 'utf8');
  const list = /^dependencies = \[\n([\s\S]*?)^\]/m.exec(text)?.[1] ?? '';
  const needed = [...list.matchAll(/"([^"]+)"/g)].map(match => match[1]);
  onceFor('conformance', hashOf([], [...needed, ...READERS]), PYTHON, () => {
    say('Installing the conformance tests (one to two minutes the first time) …');
    const folder = join(WORK, 'venv');
    rmSync(folder, { recursive: true, force: true });
    run(findPython(), ['-m', 'venv', folder], { what: 'Making the environment of the tests' });
    run(PYTHON, ['-m', 'pip', 'install', '--quiet', ...needed, ...READERS], {
      what: 'Installing the conformance tests (pip install)'
    });
  });
}

/** Starts a back-end over `folder`; gives its address and a function that ends it. */
async function startBackend(folder) {
  const child = spawn(backendNode(), [join(BUNDLE, 'backend.mjs'), '--data', folder], {
    env: { ...process.env, INSAR_BACKEND_USER: USER, INSAR_BACKEND_PASSWORD: PASSWORD },
    stdio: ['ignore', 'pipe', 2]
  });
  const line = await new Promise(found => {
    createInterface({ input: child.stdout }).once('line', found);
    child.once('exit', () => found(null));
  });
  if (line === null) {
    throw new UserError('The back-end for the conformance tests did not start.');
  }
  return { url: JSON.parse(line).url, stop: () => child.kill() };
}

/** Runs one group, its output in a log, and gives its verdict. */
async function runGroup(name, url, scratch) {
  const { args, rules } = GROUPS[name];
  const report = join(WORK, `${name}.xml`);
  const log = join(WORK, `${name}.log`);
  rmSync(report, { force: true });
  const common = ['-m', 'pytest', '-q', '--tb=short', '-U', `${url}/`, `--junitxml=${report}`];
  const places = [`--basetemp=${join(scratch, name)}`, '-o', `cache_dir=${join(scratch, 'cache')}`];
  await new Promise(ended => {
    const child = spawn(PYTHON, [...common, ...places, '--rootdir', SUITE, ...args], {
      cwd: SUITE,
      env: {
        ...process.env,
        PYTHONDONTWRITEBYTECODE: '1',
        PYTHONPATH: ['src', join(MATERIAL, 'tools'), OWN].join(process.platform === 'win32' ? ';' : ':'),
        OPENEO_AUTH_METHOD: 'basic',
        OPENEO_AUTH_BASIC_USERNAME: USER,
        OPENEO_AUTH_BASIC_PASSWORD: PASSWORD,
        OPENEO_CONFIG_HOME: scratch,
        ENGINE: `"${backendNode()}" "${join(BUNDLE, 'engine-cli.mjs')}"`
      }
    });
    const output = createWriteStream(log);
    child.stdout.pipe(output, { end: false });
    child.stderr.pipe(output, { end: false });
    child.on('error', ended);
    child.on('exit', ended);
  });
  if (!existsSync(report)) {
    return { passed: 0, skipped: 0, known: 0, problems: [`No report was written; see ${log}.`] };
  }
  return verdict(testsOf(readFileSync(report, 'utf8')), knownFailures(name), rules);
}

function knownFailures(name) {
  const lists = [join(OWN, 'expected.json'), join(OWN, 'processes.json')].map(path =>
    existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  );
  return name === 'processes' ? lists[1] : (lists[0][name] ?? {});
}

/**
 * openEO's test suite against a back-end of its own.
 *
 * @param wanted - Names of groups; all without any.
 */
export async function conformance(wanted) {
  const unknown = wanted.find(name => !(name in GROUPS));
  if (unknown !== undefined) {
    throw new UserError(`No group '${unknown}': there are ${Object.keys(GROUPS).join(', ')}.`);
  }
  if (!existsSync(SUITE)) {
    say('Skipped: openEO\'s test suite is not on this machine (../shared/conformance).');
    return { passed: 0, failed: 0, skipped: 1 };
  }
  ensureVenv();
  const scratch = mkdtempSync(join(tmpdir(), 'insar-conformance-'));
  const data = join(scratch, 'data');
  run(PYTHON, [join(OWN, 'make_collections.py'), data], { what: 'Making the test collections' });
  const backend = await startBackend(data);
  const sum = { passed: 0, failed: 0, skipped: 0 };
  try {
    const runLane = async lane => {
      for (const name of lane.filter(name => wanted.length === 0 || wanted.includes(name))) {
        const { passed, skipped, known, problems } = await runGroup(name, backend.url, scratch);
        sum.passed += passed;
        sum.skipped += skipped;
        sum.failed += problems.length;
        const listed = known > 0 ? `, ${known} failed (listed: tests/conformance)` : '';
        say(`${name}: ${passed} passed${listed}, ${skipped} skipped, ${problems.length} problems`);
        problems.forEach(problem => say(`  ${problem}`));
      }
    };
    await Promise.all(LANES.map(runLane));
  } finally {
    backend.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
  return sum;
}
