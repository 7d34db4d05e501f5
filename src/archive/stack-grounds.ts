import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LonLatRing } from './elevation/coverage';
import type { Stack } from './stack';

/** Size of a stack's radar grid and where it lies. */
export interface StackGround {
  /** Azimuth lines and slant range samples. */
  readonly lines: number;
  readonly samples: number;
  /** West, south, east, north of all pixels that have a position, degrees, WGS 84. */
  readonly bbox: readonly number[];
  /** Around these pixels: a closed ring, counter-clockwise. */
  readonly outline: LonLatRing;
  /** Direction of flight: lines follow each other in time. */
  readonly pass: 'ascending' | 'descending';
}

/** What is kept of one primary file; another size or time means another file. */
interface KeptGround extends StackGround {
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/**
 * Remembers where stacks lie, since finding it means reading two bands of a whole file. What was
 * found is kept in `.grounds.json` beside the stacks, so that it outlives the process.
 */
export class StackGrounds {
  private readonly path: string;
  private writing = Promise.resolve();
  private kept: Promise<Map<string, KeptGround>> | null = null;
  private readonly underway = new Map<string, Promise<StackGround>>();

  /**
   * @param stacksFolder - Holds one folder per stack.
   * @param read - Finds out where a stack lies.
   */
  constructor(
    stacksFolder: string,
    private readonly read: (stack: Stack) => Promise<StackGround>
  ) {
    this.path = join(stacksFolder, '.grounds.json');
  }

  /** Fails as `read` does, or when the file of the primary is gone; then it is tried anew. */
  async of(stack: Stack): Promise<StackGround> {
    const { path } = primaryOf(stack);
    const { size: sizeBytes, mtimeMs: modifiedMs } = await stat(path);
    this.kept ??= this.readKept();
    const kept = (await this.kept).get(path);
    // An earlier version kept no outline.
    if (kept?.sizeBytes === sizeBytes && kept.modifiedMs === modifiedMs && kept.outline) {
      return kept;
    }
    const key = `${path} ${sizeBytes} ${modifiedMs}`;
    let ground = this.underway.get(key);
    if (ground === undefined) {
      ground = this.findAndKeep(stack, path, { sizeBytes, modifiedMs });
      this.underway.set(key, ground);
      const done = () => this.underway.delete(key);
      ground.then(done, done);
    }
    return ground;
  }

  private async findAndKeep(
    stack: Stack,
    path: string,
    file: { sizeBytes: number; modifiedMs: number }
  ): Promise<StackGround> {
    const ground = { ...(await this.read(stack)), ...file };
    const kept = (await this.kept) ?? new Map<string, KeptGround>();
    kept.set(path, ground);
    this.writing = this.writing.then(() => this.write(kept));
    await this.writing;
    return ground;
  }

  private async write(kept: ReadonlyMap<string, KeptGround>): Promise<void> {
    const partial = `${this.path}.${process.pid}`;
    try {
      await writeFile(partial, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
      await rename(partial, this.path);
    } catch {
      // A folder that cannot be written to costs the next process the same reading again.
    }
  }

  private async readKept(): Promise<Map<string, KeptGround>> {
    try {
      const text = await readFile(this.path, 'utf8');
      return new Map(Object.entries(JSON.parse(text) as Record<string, KeptGround>));
    } catch {
      return new Map();
    }
  }
}

/** The acquisition that the others are coregistered to. */
export function primaryOf(stack: Stack): Stack['acquisitions'][number] {
  const primary = stack.acquisitions.find(({ date }) => date === stack.primaryDate);
  return primary ?? stack.acquisitions[0];
}
