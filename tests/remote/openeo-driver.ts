import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { newFolder, ROOT } from '../running-backend';
import { PYTHON } from './python';

/** The driver needs old versions of much, so it has an environment of its own. */
const DRIVER = 'openeo-driver==0.136.0a4';
const FOLDER = join(ROOT, '.cache', 'openeo-driver');
const STAMP = join(FOLDER, 'installed');
const DRIVER_PYTHON = join(FOLDER, 'bin', 'python');

/** Installs the driver once; why that is not possible, or null. */
export function ensureDriver(): string | null {
  if (existsSync(STAMP)) {
    return null;
  }
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const steps: [string, string[]][] = [
    [PYTHON, ['-m', 'venv', FOLDER]],
    [
      DRIVER_PYTHON,
      ['-m', 'pip', 'install', '-q', '--retries', '1', '--timeout', '10', '--pre', DRIVER]
    ]
  ];
  for (const [program, args] of steps) {
    const { status, stderr, error } = spawnSync(program, args, {
      encoding: 'utf8',
      timeout: 300_000
    });
    if (status !== 0) {
      const last = (stderr ?? '').trim().split('\n').at(-1);
      return `${DRIVER} cannot be installed: ${error?.message ?? last}`;
    }
  }
  writeFileSync(STAMP, DRIVER);
  return null;
}

/** openEO's Python driver with its dummy back-end, which is none of ours. */
export class OpeneoDriver {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess
  ) {}

  static async start(issuer: string, clientId: string): Promise<OpeneoDriver> {
    const script = join(ROOT, 'tests', 'remote', 'openeo_driver_server.py');
    const child = spawn(DRIVER_PYTHON, [script, newFolder(), issuer, clientId]);
    child.stderr.resume();
    const lines = createInterface({ input: child.stdout });
    const [port] = (await Promise.race([
      once(lines, 'line'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`The driver ended with ${code}`);
      })
    ])) as [string];
    return new OpeneoDriver(`http://127.0.0.1:${port}`, child);
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }
}
