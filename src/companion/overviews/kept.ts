import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { OverviewsRequestError } from '../errors';
import type { OverviewsTask } from './make';

const ENDING = '.tif';
const PART = '.part';
/** Parts that nobody writes to any more: their process was killed. */
const ABANDONED_MS = 24 * 3600_000;

/** A GeoTIFF as it was when its overviews were asked for. */
export interface Original extends Pick<OverviewsTask, 'source' | 'resampling'> {
  /** Names path, size, date and resampling: another file, or one that changed, has another. */
  readonly id: string;
  readonly sizeBytes: number;
}

/** Overviews on disk, the least recently used of which go when they take too much room. */
export class KeptOverviews {
  /** @param mostBytes - Most bytes that all files take together. */
  constructor(
    private readonly folder: string,
    private readonly mostBytes: number
  ) {}

  /** @throws OverviewsRequestError when there is no such file. */
  async originalOf(source: string, resampling: OverviewsTask['resampling']): Promise<Original> {
    if (!isAbsolute(source)) {
      throw new OverviewsRequestError('the path of the file is not absolute');
    }
    const known = await stat(source).catch(() => null);
    if (!known?.isFile()) {
      throw new OverviewsRequestError('the file is not there, or is no file');
    }
    const { size, mtimeMs } = known;
    const id = createHash('sha256')
      .update(JSON.stringify([source, size, mtimeMs, resampling]))
      .digest('hex');
    return { id, source, resampling, sizeBytes: size };
  }

  /** Path of overviews that are made; null: they are not. Counts as a use of them. */
  async find(id: string): Promise<string | null> {
    const path = join(this.folder, id + ENDING);
    const now = new Date();
    return utimes(path, now, now).then(
      () => path,
      () => null
    );
  }

  /**
   * Has overviews made, under another name until they are whole. What is left of failed ones goes.
   *
   * @param make - Writes the file at a path.
   */
  async add(id: string, make: (path: string) => Promise<void>): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await this.clearAbandoned();
    const part = join(this.folder, `${id}-${process.pid}${PART}`);
    try {
      await make(part);
      await rename(part, join(this.folder, id + ENDING));
    } finally {
      await rm(part, { force: true });
    }
    await this.makeRoom(id);
  }

  /** The file that was just made stays, whatever its size: somebody looks at it. */
  private async makeRoom(newest: string): Promise<void> {
    const files = await this.list(ENDING);
    files.sort((one, other) => other.mtimeMs - one.mtimeMs);
    let total = 0;
    for (const { path, size } of files) {
      total += size;
      if (total > this.mostBytes && path !== join(this.folder, newest + ENDING)) {
        await rm(path, { force: true });
      }
    }
  }

  private async clearAbandoned(): Promise<void> {
    for (const { path, mtimeMs } of await this.list(PART)) {
      if (Date.now() - mtimeMs > ABANDONED_MS) {
        await rm(path, { force: true });
      }
    }
  }

  private async list(ending: string) {
    const names = (await readdir(this.folder)).filter(name => name.endsWith(ending));
    const files = names.map(async name => {
      const path = join(this.folder, name);
      const known = await stat(path).catch(() => null);
      return known && { path, size: known.size, mtimeMs: known.mtimeMs };
    });
    return (await Promise.all(files)).filter(file => file !== null);
  }
}
