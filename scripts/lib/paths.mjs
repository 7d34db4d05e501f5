import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const CACHE = join(ROOT, '.cache');
export const VENV = join(ROOT, '.venv');
export const BUNDLE = join(ROOT, 'jupyterlab_insar', 'bundle');
export const LABEXTENSION = join(ROOT, 'jupyterlab_insar', 'labextension');

const WINDOWS = process.platform === 'win32';

/** Path of a program of the virtual environment. */
export function venvProgram(name) {
  return WINDOWS ? join(VENV, 'Scripts', `${name}.exe`) : join(VENV, 'bin', name);
}
