import { spawn } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endJupyter } from '../scripts/lib/end-jupyter.mjs';
import { startBurstCatalogue } from './burst-catalogue.mjs';

/**
 * Starts the JupyterLab of the browser tests, in folders of its own that end with it.
 *
 *     node server.mjs PORT [FOLDER]    FOLDER appears among the files under its own name
 */
const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = resolve(HERE, '..');
const SHARED = resolve(ROOT, '..', 'shared', 'data');
const [port, extra] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'insar-ui-'));
const folder = name => {
  mkdirSync(join(scratch, name), { recursive: true });
  return join(scratch, name);
};

const files = folder('files');
const stacks = folder('data/stacks');
const pair = join(SHARED, 's1-amsterdam-pair');
if (existsSync(pair)) {
  // The same pair under other burst ids stands for the neighbours of a campaign.
  for (const burstId of [65551, 65552, 65553]) {
    const stack = join(stacks, burstId === 65551 ? 'amsterdam' : `amsterdam-${burstId}`);
    mkdirSync(stack);
    for (const date of ['2023-03-19', '2023-03-31']) {
      symlinkSync(join(pair, `openEO_${date}Z.tif`), join(stack, `openEO_${date}Z.tif`));
    }
    const description = {
      burst_id: burstId,
      sub_swath: 'IW3',
      relative_orbit: 37,
      polarizations: ['VV'],
      master_date: '2023-03-19',
      simulated: false
    };
    writeFileSync(join(stack, 'stack.json'), JSON.stringify(description));
  }
  cpSync(join(SHARED, 's1-amsterdam-pair'), join(files, 'amsterdam'), { recursive: true });
  cpSync(join(SHARED, 's1-morocco-results'), join(files, 'morocco'), { recursive: true });
}

if (extra) {
  // Links of the file system itself: the server refuses those that lead out of its folder.
  const into = folder(join('files', basename(extra)));
  for (const name of readdirSync(extra).filter(file => !file.startsWith('.'))) {
    try {
      linkSync(join(extra, name), join(into, name));
    } catch {
      copyFileSync(join(extra, name), join(into, name));
    }
  }
}

const recorded = join(SHARED, 'cdse-bursts');
const catalogue = existsSync(recorded)
  ? await startBurstCatalogue(
      readdirSync(recorded)
        .filter(name => name.endsWith('.json'))
        .map(name => join(recorded, name))
    )
  : null;

const bin = join(ROOT, '.venv', 'bin');
const args = ['lab', '--config', join(HERE, 'jupyter_server_test_config.py'), '--no-browser'];
if (process.getuid?.() === 0) {
  args.push('--allow-root');
}
const server = spawn(join(bin, 'jupyter'), args, {
  cwd: files,
  stdio: ['ignore', 2, 2],
  env: {
    ...process.env,
    PATH: `${bin}:${process.env.PATH}`,
    INSAR_UI_PORT: port,
    INSAR_UI_ROOT: files,
    INSAR_DATA: join(scratch, 'data'),
    ...(catalogue && { INSAR_BURST_CATALOGUE: catalogue.url }),
    JUPYTER_CONFIG_DIR: folder('config'),
    JUPYTER_DATA_DIR: folder('jupyter-data'),
    JUPYTER_RUNTIME_DIR: folder('runtime'),
    JUPYTERLAB_SETTINGS_DIR: folder('settings'),
    JUPYTERLAB_WORKSPACES_DIR: folder('workspaces'),
    IPYTHONDIR: folder('ipython')
  }
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => endJupyter(server, 8));
}
server.on('exit', code => {
  rmSync(scratch, { recursive: true, force: true });
  process.exit(code ?? 0);
});
