import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { endJupyter } from './lib/end-jupyter.mjs';
import { ensureAll, findPython } from './lib/environment.mjs';
import { freePort } from './lib/free-port.mjs';
import { ROOT, VENV, venvProgram } from './lib/paths.mjs';
import { UserError, main, say } from './lib/run.mjs';

const NOTEBOOK = 'insar-coherence.ipynb';
const START_TIMEOUT_S = 120;

/** The folder that JupyterLab opens: the user's own, with the example in it the first time. */
function prepareWorkspace(folder) {
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, NOTEBOOK))) {
    copyFileSync(join(ROOT, 'examples', NOTEBOOK), join(folder, NOTEBOOK));
  }
  return folder;
}

/** What the first page shows: the panel on the left, the example notebook in the middle. */
function prepareLayout(folder) {
  const file = join(folder, 'default-37a8.jupyterlab-workspace');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const notebook = `notebook:${NOTEBOOK}`;
    const layout = {
      main: {
        dock: { type: 'tab-area', currentIndex: 0, widgets: [notebook] },
        current: notebook
      },
      left: {
        collapsed: false,
        visible: true,
        current: 'insar-panel',
        widgets: ['filebrowser', 'insar-panel']
      },
      right: { collapsed: true, visible: true, widgets: [] },
      relativeSizes: [0.2, 0.8, 0]
    };
    const data = {
      'layout-restorer:data': layout,
      [notebook]: { data: { path: NOTEBOOK, factory: 'Notebook' } }
    };
    writeFileSync(file, JSON.stringify({ data, metadata: { id: 'default' } }));
  }
  return folder;
}

async function answers(address) {
  try {
    return (await fetch(address)).status < 500;
  } catch {
    return false;
  }
}

/** `npm start`: everything that JupyterLab with the extension needs, then JupyterLab itself. */
await main(async () => {
  if (!existsSync(venvProgram('python'))) {
    findPython();
  }
  ensureAll();
  const workspace = process.env.INSAR_WORKSPACE ?? join(ROOT, 'workspace');
  const token = randomBytes(24).toString('hex');
  const port = await freePort();
  const args = [
    'lab',
    '--no-browser',
    '--ServerApp.ip=127.0.0.1',
    `--ServerApp.port=${port}`,
    '--ServerApp.port_retries=0',
    `--ServerApp.root_dir=${prepareWorkspace(workspace)}`,
    `--LabApp.workspaces_dir=${prepareLayout(join(workspace, '.layouts'))}`
  ];
  if (process.getuid?.() === 0) {
    args.push('--allow-root');
  }
  const server = spawn(venvProgram('jupyter'), [...args, ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: {
      ...process.env,
      JUPYTER_TOKEN: token,
      PATH: `${join(VENV, 'bin')}:${process.env.PATH}`
    }
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => endJupyter(server));
  }
  let ended = false;
  const end = new Promise(done => server.on('exit', code => done(code ?? 0))).then(code => {
    ended = true;
    return code;
  });
  const deadline = Date.now() + START_TIMEOUT_S * 1000;
  while (!ended && !(await answers(`http://127.0.0.1:${port}/api`))) {
    if (Date.now() > deadline) {
      endJupyter(server);
      throw new UserError(
        `JupyterLab did not answer within ${START_TIMEOUT_S} s: see its lines above.`
      );
    }
    await wait(250);
  }
  if (!ended) {
    say('');
    process.stdout.write(
      `JupyterLab with InSAR is running. Open  http://127.0.0.1:${port}/lab?token=${token}\n`
    );
    say('Press Ctrl+C to end it.');
  }
  return end;
});
