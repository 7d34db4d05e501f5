import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ByteSource } from '../../raster';
import { InvalidProductError } from '../errors';
import type { ProductEntry, ProductFiles } from './product-files';

/** A SAFE keeps its files at most this deep: `annotation/calibration/…`. */
const DEEPEST = 3;

/** The files of a product that lies in a folder. */
export async function folderFiles(
  path: string,
  openFile: (path: string) => Promise<ByteSource>
): Promise<ProductFiles> {
  return {
    path,
    name: basename(path),
    entries: await folderEntries(path),
    async readText(name) {
      try {
        return await readFile(join(path, name), 'utf8');
      } catch (cause) {
        throw new InvalidProductError(join(path, name), 'it cannot be read', { cause });
      }
    },
    open: name => openFile(join(path, name))
  };
}

/** Files below a folder, in order of name. */
export async function folderEntries(
  root: string,
  below = '',
  depth = DEEPEST
): Promise<ProductEntry[]> {
  const found = await readdir(join(root, below));
  const entries = await Promise.all(
    found.map(async each => {
      const name = below === '' ? each : `${below}/${each}`;
      // A dangling link is a file that cannot be read.
      const status = await stat(join(root, name)).catch(() => null);
      if (!status?.isDirectory()) {
        return [{ name, sizeBytes: status?.size ?? 0, modifiedMs: status?.mtimeMs ?? 0 }];
      }
      return depth > 1 ? folderEntries(root, name, depth - 1) : [];
    })
  );
  return entries.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
}
