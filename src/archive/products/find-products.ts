import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ASF_BURST } from './asf-burst';
import { folderEntries } from './folder-files';

/** A product by its place and the state it is in. */
export interface FoundProduct {
  readonly path: string;
  readonly kind: 'folder' | 'zip' | 'asf';
  /** Changes with the size or time of any of its files. */
  readonly state: string;
}

/** How far below the folder products are looked for. */
const DEEPEST = 4;

/**
 * Products below a folder: SAFE folders, zips, and burst images of ASF (`…-BURST.tiff`). Names that
 * begin with a dot are left out: what is being fetched has such a name.
 */
export async function findProducts(folder: string, depth = DEEPEST): Promise<FoundProduct[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.map(entry => entry.name).filter(name => !name.startsWith('.'));
  const found = await Promise.all(
    names.sort().map(async (name): Promise<FoundProduct[]> => {
      const path = join(folder, name);
      const status = await stat(path).catch(() => null);
      if (status?.isDirectory()) {
        const isSafe =
          /\.SAFE$/i.test(name) || (await stat(join(path, 'manifest.safe')).catch(() => null));
        if (isSafe) {
          return [{ path, kind: 'folder', state: await stateOfFolder(path) }];
        }
        return depth > 1 ? findProducts(path, depth - 1) : [];
      }
      const state = stateOf(status);
      if (/\.zip$/i.test(name)) {
        return [{ path, kind: 'zip', state }];
      }
      if (ASF_BURST.test(name)) {
        const beside = names.filter(other => /\.xml$/i.test(other));
        const times = await Promise.all(beside.map(other => timeOf(join(folder, other))));
        return [{ path, kind: 'asf', state: `${state} ${Math.max(0, ...times)}` }];
      }
      return [];
    })
  );
  return found.flat();
}

/** Name for what is unpacked of a zip in the state it is in now. */
export async function cacheName(path: string): Promise<string> {
  return cacheNameOf({ path, state: stateOf(await stat(path).catch(() => null)) });
}

export function cacheNameOf({ path, state }: Pick<FoundProduct, 'path' | 'state'>): string {
  const hash = createHash('sha256').update(`${path} ${state}`).digest('hex');
  return `${basename(path)}-${hash.slice(0, 12)}`;
}

function stateOf(status: { size: number; mtimeMs: number } | null): string {
  return `${status?.size} ${status?.mtimeMs}`;
}

async function stateOfFolder(path: string): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, sizeBytes, modifiedMs } of await folderEntries(path)) {
    hash.update(`${name} ${sizeBytes} ${modifiedMs}\n`);
  }
  return hash.digest('hex');
}

async function timeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.mtimeMs ?? 0;
}
