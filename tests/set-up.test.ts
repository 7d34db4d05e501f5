import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ENVIRONMENT = resolve(__dirname, '..', 'scripts', 'lib', 'environment.mjs');
const SCRIPT = `import { main } from ${JSON.stringify(resolve(__dirname, '..', 'scripts', 'lib', 'run.mjs'))};
import { findPython } from ${JSON.stringify(ENVIRONMENT)};
await main(() => { process.stdout.write(findPython()); });`;

describe('the search for Python', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'insar-python-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A program that answers as a Python of this version does. */
  function fake(name: string, version: string): void {
    writeFileSync(join(folder, name), `#!/bin/sh\necho ${version}\n`);
    chmodSync(join(folder, name), 0o755);
  }

  function search() {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', SCRIPT],
      { env: { PATH: folder }, encoding: 'utf8' }
    );
    return { stdout, sentence: stderr.trim(), status };
  }

  it('takes the first that is new enough', () => {
    fake('python3', '3.9');
    fake('python3.12', '3.12');
    expect(search()).toEqual({ stdout: 'python3.12', sentence: '', status: 0 });
  });

  it('says in one sentence that the one it found is too old', () => {
    fake('python3', '3.9');
    expect(search()).toEqual({
      stdout: '',
      sentence:
        'Python 3.10 or newer is needed, but python3 is 3.9: install it and run the command again.',
      status: 1
    });
  });

  it('says in one sentence that there is none', () => {
    const { sentence, status } = search();
    expect(sentence).toBe(
      'Python 3.10 or newer is needed, but none was found on the PATH: install it and run the command again.'
    );
    expect(status).toBe(1);
  });
});

describe('the version of the package', () => {
  const ROOT = resolve(__dirname, '..');
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };

  it.each([
    ['pyproject.toml', /^version = "(.*)"$/m],
    ['jupyterlab_insar/__init__.py', /^__version__ = "(.*)"$/m],
    ['src/backend/serve.ts', /^const VERSION = '(.*)';$/m],
    ['package-lock.json', /^ {2}"version": "(.*)",$/m]
  ])('is in %s what it is in package.json', (file, written) => {
    expect(written.exec(readFileSync(join(ROOT, file), 'utf8'))?.[1]).toBe(version);
  });
});
