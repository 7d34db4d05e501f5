import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';

export const ROOT = resolve(__dirname, '..');
export const SCRIPT = join(mkdtempSync(join(tmpdir(), 'insar-backend-')), 'backend.mjs');

/** The Node.js of back-end processes: a runner of tests may be an older one. */
export const NODE = process.env.INSAR_NODE || process.execPath;

/** Processes that a test has started; it ends them itself. */
export const children: ChildProcess[] = [];

/** What the back-end says when it listens. */
export interface Ready {
  url: string;
  user: string;
  password?: string;
}

export interface Started {
  child: ChildProcess;
  ready: Ready;
}

export const newFolder = () => mkdtempSync(join(tmpdir(), 'insar-data-'));

/** The environment of this process without what would configure a back-end. */
export function cleanEnvironment(): Record<string, string | undefined> {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('INSAR_'));
  return Object.fromEntries(entries);
}

/** As the delivered bundle has it: packages that are CommonJS ask for Node's modules by `require`. */
const REQUIRE =
  "import { createRequire as requireFor } from 'node:module';\n" +
  'const require = requireFor(import.meta.url);';

/** Bundles the back-end as it is delivered. */
export async function buildBackend(): Promise<void> {
  await build({
    entryPoints: [join(ROOT, 'src', 'backend', 'index.ts')],
    outfile: SCRIPT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: REQUIRE },
    logLevel: 'warning'
  });
}

export function stopBackends(): void {
  children.splice(0).forEach(child => child.kill('SIGKILL'));
}

/** Starts the back-end and waits until it says that it is ready. */
export async function start(
  args: string[],
  env: Record<string, string> = {},
  command: string[] = []
): Promise<Started> {
  const [first, ...rest] = [...command, NODE, SCRIPT, ...args];
  const child = spawn(first, rest, { env: { ...cleanEnvironment(), ...env } });
  children.push(child);
  const lines = createInterface({ input: child.stdout });
  const [line] = (await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(([code]) => [`ended with ${code}: ${child.stderr.read()}`])
  ])) as [string];
  return { child, ready: JSON.parse(line) as Ready };
}

/** Sends a request below the API root, as the user. */
export async function send(
  ready: Ready,
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal
): Promise<Response> {
  return fetch(`${ready.url}${path}`, {
    method,
    signal,
    headers: {
      Authorization: `Bearer basic//${ready.password}`,
      'Content-Type': 'application/json'
    },
    body: body === undefined ? undefined : JSON.stringify(body)
  });
}

export const json = async (answer: Response) => (await answer.json()) as Record<string, unknown>;
