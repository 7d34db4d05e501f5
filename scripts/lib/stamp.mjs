import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, ROOT } from './paths.mjs';

function addTo(hash, path) {
  if (!existsSync(path)) {
    return;
  }
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) {
      if (name !== '__tests__' && name !== '__pycache__') {
        addTo(hash, join(path, name));
      }
    }
    return;
  }
  hash.update(path.slice(ROOT.length)).update('\0').update(readFileSync(path));
}

/** Hash of files and folders of the project (tests left out), and of further words. */
export function hashOf(paths, words = []) {
  const hash = createHash('sha256');
  for (const path of paths) {
    addTo(hash, join(ROOT, path));
  }
  return hash.update(JSON.stringify(words)).digest('hex');
}

/**
 * Does `action` unless it was done for the same inputs and `product` is still there.
 * A stamp that is written only afterwards makes an interrupted step start again.
 */
export function onceFor(name, hash, product, action) {
  const stamp = join(CACHE, 'stamps', name);
  if (existsSync(product) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) {
    return;
  }
  rmSync(stamp, { force: true });
  action();
  mkdirSync(join(CACHE, 'stamps'), { recursive: true });
  writeFileSync(stamp, hash);
}
