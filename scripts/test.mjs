import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './lib/browser.mjs';
import { freePort } from './lib/free-port.mjs';
import { backendNode, ensureAll } from './lib/environment.mjs';
import { CACHE, ROOT, venvProgram } from './lib/paths.mjs';
import { UserError, main, runThrough, say } from './lib/run.mjs';

const REPORTS = join(CACHE, 'reports');

/** A check that passes or fails as a whole. */
async function check(program, args) {
  const code = await runThrough(program, args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** Counts of a report that a runner wrote, or one failure when it wrote none. */
function countsOf(report, code, read) {
  const counts = existsSync(report)
    ? read(readFileSync(report, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0 };
  // A runner that fails outside its tests (a hook, a crash) must not look green.
  if (code !== 0 && counts.failed === 0) {
    counts.failed = 1;
  }
  return counts;
}

async function unit(filters) {
  const report = join(REPORTS, 'unit.json');
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runThrough(backendNode(), [vitest, 'run', ...reporters, ...filters], {
    env: { INSAR_PYTHON: venvProgram('python') }
  });
  return countsOf(report, code, text => {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(text);
    return {
      passed: numPassedTests,
      failed: numFailedTests,
      skipped: numPendingTests + numTodoTests
    };
  });
}

async function python(filters) {
  const report = join(REPORTS, 'python.xml');
  const args = ['-m', 'pytest', '-q', '-rs', `--junitxml=${report}`, ...filters];
  const code = await runThrough(venvProgram('python'), args, {
    env: { INSAR_NODE: backendNode() }
  });
  return countsOf(report, code, text => {
    const attribute = name =>
      Number(text.match(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`))[1]);
    const failed = attribute('failures') + attribute('errors');
    const skipped = attribute('skipped');
    return { passed: attribute('tests') - failed - skipped, failed, skipped };
  });
}

async function browser(filters) {
  const report = join(REPORTS, 'browser.json');
  const playwright = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
  const args = [playwright, 'test', '--config', join(ROOT, 'ui-tests', 'playwright.config.mjs')];
  const code = await runThrough(process.execPath, [...args, ...filters], {
    env: {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      INSAR_CHROMIUM: ensureBrowser(),
      INSAR_UI_PORT: String(await freePort()),
      INSAR_NODE: backendNode()
    }
  });
  return countsOf(report, code, text => {
    const { expected, unexpected, flaky, skipped } = JSON.parse(text).stats;
    const note = flaky > 0 ? `, ${flaky} of them at the second attempt only` : '';
    return { passed: expected + flaky, failed: unexpected, skipped, note };
  });
}

/** It needs packages, which are there once `ensureAll` has run. */
const conformance = async filters => (await import('./lib/conformance.mjs')).conformance(filters);

const script = name => check(process.execPath, [join(ROOT, 'scripts', name)]);

/** What the tests and the servers and browsers that they start leave behind goes when they end. */
function keepTemporaryFilesTogether() {
  const folder = mkdtempSync(join(tmpdir(), 'insar-tests-'));
  process.env.TMPDIR = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
}

/** The parts of `npm test`, in the order in which they run. */
const PARTS = {
  lint: () => script('lint.mjs'),
  typecheck: () => script('typecheck.mjs'),
  unit,
  python,
  conformance,
  browser
};

/**
 * `npm test` runs every part; `npm test -- unit raster` runs one, with the rest as its filter.
 * The last line is the sum of all of them.
 */
await main(async () => {
  const [wanted, ...filters] = process.argv.slice(2);
  if (wanted !== undefined && !(wanted in PARTS)) {
    throw new UserError(`No part '${wanted}': choose one of ${Object.keys(PARTS).join(', ')}.`);
  }
  ensureAll();
  keepTemporaryFilesTogether();
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const lines = [];
  for (const part of wanted ? [wanted] : Object.keys(PARTS)) {
    say(`\n=== ${part}`);
    const started = Date.now();
    const counts = await PARTS[part](filters);
    for (const key of Object.keys(sum)) {
      sum[key] += counts[key];
    }
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    lines.push(
      `${part}: ${counts.passed} passed${counts.note ?? ''}, ${counts.failed} failed, ${counts.skipped} skipped in ${seconds} s`
    );
  }
  process.stdout.write(`\n${lines.map(line => `  ${line}\n`).join('')}`);
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
  process.stdout.write(`${sum.passed} passed, ${sum.failed} failed${skipped}\n`);
  return sum.failed > 0 ? 1 : 0;
});
