import { access, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteFile } from '../raster';
import type { OutputFile } from './services';

/** Ending of files that are not finished. */
const UNFINISHED = '.part';

/**
 * The output folder of a run. A file gets its name when it is finished; until then it is hidden
 * behind a temporary one, so that no half-written file is ever a result.
 */
export class OutputFolder {
  private readonly names = new Set<string>();

  /** @param createFile - Creates an empty file for writing. */
  constructor(
    readonly folder: string,
    private readonly createFile: (path: string) => Promise<ByteFile>
  ) {}

  /** Begins a file. Its name loses what has no place in one, and gains `_2` where it is taken. */
  async create(fileName: string): Promise<OutputFile> {
    const name = await this.freeName(safeName(fileName));
    const finished = join(this.folder, name);
    const unfinished = join(this.folder, `.${name}${UNFINISHED}`);
    const file = await this.createFile(unfinished);
    return {
      fileName: name,
      file,
      path: unfinished,
      commit: async () => {
        await file.close();
        await rename(unfinished, finished);
      },
      discard: async () => {
        this.names.delete(name);
        await file.close().catch(() => undefined);
        await rm(unfinished, { force: true });
      }
    };
  }

  private async freeName(name: string): Promise<string> {
    const dot = name.lastIndexOf('.');
    const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    for (let count = 1; ; count++) {
      const candidate = count === 1 ? name : `${stem}_${count}${extension}`;
      if (!this.names.has(candidate) && !(await exists(join(this.folder, candidate)))) {
        this.names.add(candidate);
        return candidate;
      }
    }
  }
}

function safeName(name: string): string {
  const safe = name.replace(/[^\w.-]+/g, '_').replace(/^\.+/, '');
  return safe === '' ? 'result' : safe.slice(-200);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false
  );
}
