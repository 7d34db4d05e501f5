import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../running-backend';

export const PYTHON = process.env.INSAR_PYTHON ?? join(ROOT, '.venv', 'bin', 'python');

/** Why tests with the openEO Python client cannot run, or null. */
export const noPython = existsSync(PYTHON)
  ? null
  : `There is no Python at ${PYTHON}: set INSAR_PYTHON to one that has openeo, nbclient and ipykernel.`;

/** Runs Python without a keyboard; gives all that it printed. Fails when it does. */
export async function runPython(
  code: string,
  environment: NodeJS.ProcessEnv,
  onLine: (line: string) => void = () => {}
): Promise<string> {
  const child = spawn(PYTHON, ['-u', '-c', code], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe']
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line => {
      lines.push(line);
      onLine(line);
    });
  }
  const [status] = (await once(child, 'close')) as [number];
  if (status !== 0) {
    throw new Error(`Python ended with ${status}:\n${lines.join('\n')}`);
  }
  return lines.join('\n');
}
