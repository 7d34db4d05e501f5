import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** The Python that has the notebook's packages: `INSAR_PYTHON`, else the project's own. */
export const PYTHON = process.env.INSAR_PYTHON ?? resolve(ROOT, '.venv/bin/python');

const LONGEST_RUN_MS = 150_000;

/** Why tests that need Python cannot run here; null when they can. */
export const NO_PYTHON = existsSync(PYTHON)
  ? null
  : `no Python at ${PYTHON}; set INSAR_PYTHON or make .venv`;

/**
 * Runs Python to its end, without holding up this process: a server of the test may answer it.
 *
 * @returns Standard output.
 * @throws Error with standard error when it does not end well.
 */
export async function runPython(
  args: readonly string[],
  options: { input?: string; cwd?: string } = {}
): Promise<string> {
  const child = spawn(PYTHON, args, { cwd: options.cwd, timeout: LONGEST_RUN_MS });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.end(options.input ?? '');
  const [status] = await once(child, 'close');
  if (status !== 0) {
    throw new Error(`${PYTHON} ${args[0]} ended with ${status}: ${Buffer.concat(err)}`);
  }
  return Buffer.concat(out).toString('utf8');
}
