import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { endJupyter } from '../../scripts/lib/end-jupyter.mjs';
import { cleanEnvironment, NODE, SCRIPT } from '../running-backend';
import { environmentOf } from './home';
import { PYTHON } from './python';

const APPS = {
  server: { module: 'jupyter_server.serverapp', name: 'ServerApp', options: [] },
  lab: {
    module: 'jupyterlab.labapp',
    name: 'LabApp',
    options: ['--LabApp.expose_app_in_browser=True']
  }
} as const;

/** A real Jupyter server with the extension, over the back-end that was built for the tests. */
export class Jupyter {
  readonly token = 'login-of-the-browser';
  /** All that it printed, at its most talkative. */
  printed = '';

  private constructor(
    readonly url: string,
    readonly process: ChildProcess
  ) {}

  /**
   * @param home - Holds everything that it writes.
   * @param app - The server alone, or JupyterLab.
   */
  static async start(home: string, app: keyof typeof APPS = 'server'): Promise<Jupyter> {
    const data = join(home, 'insar-data');
    // The sample scene, whose making takes a while, counts as there.
    const scene = join(data, 'sample-scene');
    mkdirSync(scene, { recursive: true });
    writeFileSync(join(scene, 'truth.json'), '{}');
    const port = await freePort();
    const code = [
      'import pathlib, sys',
      'from jupyterlab_insar import backend',
      `backend.SCRIPT = pathlib.Path(${JSON.stringify(SCRIPT)})`,
      `from ${APPS[app].module} import ${APPS[app].name}`,
      `${APPS[app].name}.launch_instance(sys.argv[1:])`
    ].join('\n');
    const options = [
      `--port=${port}`,
      '--port-retries=0',
      '--ip=127.0.0.1',
      '--no-browser',
      '--allow-root',
      '--debug',
      `--ServerApp.root_dir=${home}`,
      '--ServerApp.jpserver_extensions={"jupyterlab_insar": True}',
      ...APPS[app].options
    ];
    const child = spawn(PYTHON, ['-u', '-c', code, ...options], {
      env: {
        ...cleanEnvironment(),
        ...environmentOf(home),
        INSAR_DATA: data,
        INSAR_NODE: NODE,
        JUPYTER_TOKEN: 'login-of-the-browser'
      },
      stdio: ['ignore', 'pipe', 'pipe']
    });
    const jupyter = new Jupyter(`http://127.0.0.1:${port}`, child);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => (jupyter.printed += String(chunk)));
    }
    for (let attempt = 0; attempt < 300 && !(await jupyter.answers()); attempt++) {
      if (child.exitCode !== null) {
        throw new Error(`Jupyter ended with ${child.exitCode}:\n${jupyter.printed}`);
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    return jupyter;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      const ended = once(this.process, 'exit');
      endJupyter(this.process);
      await ended;
    }
  }

  private async answers(): Promise<boolean> {
    const headers = { Authorization: `token ${this.token}` };
    const address = `${this.url}/jupyterlab-insar/backend/openeo/1.2/`;
    return fetch(address, { headers }).then(
      answer => answer.ok,
      () => false
    );
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
