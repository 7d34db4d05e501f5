import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteFile } from '../../raster';
import type { ArchiveTools } from '../tools';
import type { Acquisition } from '../stack';

/** What tells one coregistered stack from another. */
export interface CoregisteredKey {
  readonly burstId: number;
  readonly subSwath: string;
  /** YYYY-MM-DD. */
  readonly primaryDate: string;
  readonly polarizations: readonly string[];
  /** What was done beyond coregistration, as part of a folder name; empty for nothing. */
  readonly variant: string;
}

/**
 * Acquisitions that were coregistered here, kept so that a job that was stopped, or another one,
 * goes on from them: a folder a stack with `openEO_<date>Z.tif`, and beside each file what it was
 * made from. The folders may be deleted at any time; they are made anew when they are needed.
 */
export class CoregisteredStacks {
  /** @param folder - It need not exist. */
  constructor(
    readonly folder: string,
    private readonly tools: Pick<ArchiveTools, 'createFile'>
  ) {}

  /** Where the acquisition of a day lies once it is made. */
  pathOf(key: CoregisteredKey, date: string): string {
    return join(this.folderOf(key), `openEO_${date}Z.tif`);
  }

  /**
   * The acquisition of a day, when it is there and was made from the same.
   *
   * @param inputs - Everything that its values depend on, as text: files and their state, options.
   */
  async find(key: CoregisteredKey, date: string, inputs: string): Promise<Acquisition | null> {
    const path = this.pathOf(key, date);
    const [known, file] = await Promise.all([
      readFile(inputsPath(path), 'utf8').catch(() => null),
      stat(path).catch(() => null)
    ]);
    return known === inputs && file !== null ? { date, path } : null;
  }

  /**
   * Makes the acquisition of a day. The file has its name only when it is whole; one that fails or
   * is cancelled leaves nothing.
   *
   * @param write - Fills the file.
   */
  async make(
    key: CoregisteredKey,
    date: string,
    inputs: string,
    write: (file: ByteFile) => Promise<unknown>
  ): Promise<Acquisition> {
    await mkdir(this.folderOf(key), { recursive: true });
    const path = this.pathOf(key, date);
    const partial = join(
      this.folderOf(key),
      `.openEO_${date}Z.${randomBytes(6).toString('hex')}.part`
    );
    const file = await this.tools.createFile(partial);
    try {
      await write(file);
      await file.close();
      // Without its inputs a file counts as not made, so that a crash in between costs a date only.
      await rm(inputsPath(path), { force: true });
      await rename(partial, path);
      await writeFile(inputsPath(path), inputs);
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(partial, { force: true });
      throw error;
    }
    return { date, path };
  }

  private folderOf({
    burstId,
    subSwath,
    primaryDate,
    polarizations,
    variant
  }: CoregisteredKey): string {
    const day = primaryDate.replaceAll('-', '');
    const parts = [burstId, subSwath, day, polarizations.join('-'), variant];
    return join(this.folder, parts.filter(part => part !== '').join('_'));
  }
}

function inputsPath(path: string): string {
  return path.replace(/\.tif$/, '.inputs');
}
