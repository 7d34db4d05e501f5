import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import type { ByteFile, ByteSource, ScratchFile } from '..';

const ROOT = resolve(__dirname, '../../..');
const PYTHON = process.env.INSAR_PYTHON ?? join(ROOT, '.venv/bin/python');
const SHARED = resolve(ROOT, '../shared/data');

/** Why tests against GDAL and PROJ cannot run here, or null. */
export const noPython = existsSync(PYTHON) ? null : `no Python at ${PYTHON}`;
/** Why tests on real data cannot run here, or null. */
export const noData = existsSync(SHARED) ? null : 'the shared test data is not there';

/** Adds the reason of a skip to the title of a suite, so that it shows in the output. */
export function titled(title: string, ...reasons: (string | null)[]): string {
  const given = reasons.filter(reason => reason !== null);
  return given.length === 0 ? title : `${title} (skipped: ${given.join(', ')})`;
}

export function dataFile(...parts: string[]): string {
  return join(SHARED, ...parts);
}

/** A folder that goes when the tests of the file are done. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'raster-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Calls a command of oracle.py. */
export function oracle<T>(command: string, ...args: unknown[]): T {
  const answer = execFileSync(
    PYTHON,
    [join(__dirname, 'oracle.py'), command, ...args.map(arg => JSON.stringify(arg))],
    { encoding: 'utf8', maxBuffer: 2 ** 28 }
  );
  return JSON.parse(answer) as T;
}

/** Little-endian float64 values of a file. */
export function doublesOf(path: string): Float64Array {
  return new Float64Array(new Uint8Array(readFileSync(path)).buffer);
}

/** A file in memory that also counts what is read of it. */
export class MemoryFile implements ByteFile {
  reads: { offset: number; length: number }[] = [];

  constructor(
    readonly name = 'memory.tif',
    public bytes = new Uint8Array(0)
  ) {}

  get size(): number {
    return this.bytes.length;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    this.reads.push({ offset, length });
    if (offset + length > this.bytes.length) {
      throw new RangeError(`${this.name} ends at ${this.bytes.length}`);
    }
    return this.bytes.slice(offset, offset + length);
  }

  async write(offset: number, bytes: Uint8Array): Promise<void> {
    if (offset + bytes.length > this.bytes.length) {
      const longer = new Uint8Array(offset + bytes.length);
      longer.set(this.bytes);
      this.bytes = longer;
    }
    this.bytes.set(bytes, offset);
  }

  async truncate(length: number): Promise<void> {
    this.bytes = this.bytes.slice(0, length);
  }

  async close(): Promise<void> {}
}

/** A temporary file in memory; `room` is how many bytes it takes. */
export class MemoryScratch implements ScratchFile {
  bytes = new Uint8Array(0);

  constructor(readonly room = Infinity) {}

  write(offset: number, bytes: Uint8Array): void {
    const end = offset + bytes.length;
    if (end > this.room) {
      throw new Error('the disk is full');
    }
    const longer = new Uint8Array(Math.max(end, this.bytes.length));
    longer.set(this.bytes);
    longer.set(bytes, offset);
    this.bytes = longer;
  }

  read(offset: number, into: Uint8Array): void {
    if (offset + into.length > this.bytes.length) {
      throw new RangeError(`the temporary file ends at ${this.bytes.length}`);
    }
    into.set(this.bytes.subarray(offset, offset + into.length));
  }

  async close(): Promise<void> {}
}

export function memorySource(path: string): ByteSource & { bytes: Uint8Array } {
  return new MemoryFile(path, new Uint8Array(readFileSync(path)));
}

/** Largest difference; infinite where only one of two values is NaN, or the lengths differ. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) {
    return Infinity;
  }
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(a[i]) && Number.isNaN(b[i])) {
      continue;
    }
    const difference = Math.abs(a[i] - b[i]);
    largest = Number.isNaN(difference) ? Infinity : Math.max(largest, difference);
  }
  return largest;
}

/** Values of a linear congruential generator in [0, 1), the same in every run. */
export function randoms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
