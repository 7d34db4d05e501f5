import type { ByteSource, Codecs } from '../bytes';
import { CorruptGeoTiffError, TruncatedFileError } from '../errors';
import type { BlockCache } from './block-cache';
import { rowsOfBlock, type Level } from './level';
import type { Samples } from './samples';
import { SAMPLE_BYTES } from './samples';
import { unpackBlock } from './unpack';

/** Blocks that lie this close in the file are fetched in one read. */
const GAP_BYTES = 32768;
/** Most bytes of one read that joins blocks. */
const READ_BYTES = 4 * 2 ** 20;
/** Reads under way at once. */
const READS_AT_ONCE = 2;

/** What a block holds; null for a block that the file leaves out, which is no-data throughout. */
export type UseBlock = (block: number, samples: Samples | null) => void;

/** Fetches and unpacks the blocks of one level. */
export class BlockReader {
  readonly #pending = new Map<number, Promise<Map<number, Samples>>>();

  constructor(
    readonly source: ByteSource,
    readonly codecs: Codecs,
    readonly level: Level,
    readonly cache: BlockCache,
    /** Sets the blocks of this level apart from those of others in the cache. */
    readonly firstKey: number
  ) {}

  /** Calls `use` once for each block, in no particular order. */
  async read(blocks: readonly number[], use: UseBlock): Promise<void> {
    const waiting: Promise<void>[] = [];
    const missing: number[] = [];
    for (const block of blocks) {
      const kept = this.cache.get(this.firstKey + block);
      const pending = this.#pending.get(block);
      if (kept || this.level.byteCounts[block] === 0) {
        use(block, kept ?? null);
      } else if (pending) {
        waiting.push(pending.then(loaded => use(block, loaded.get(block)!)));
      } else {
        missing.push(block);
      }
    }
    const loads: Promise<unknown>[] = [];
    for (const group of this.#groupsOf(missing)) {
      const gate = loads[loads.length - READS_AT_ONCE] ?? Promise.resolve();
      const load = gate.then(() => this.#load(group));
      const done = () => group.forEach(block => this.#pending.delete(block));
      loads.push(load);
      group.forEach(block => this.#pending.set(block, load));
      load.then(done, done);
      waiting.push(load.then(loaded => loaded.forEach((samples, block) => use(block, samples))));
    }
    await Promise.all(waiting);
  }

  #groupsOf(blocks: readonly number[]): number[][] {
    const { offsets, byteCounts } = this.level;
    const sorted = [...blocks].sort((a, b) => offsets[a] - offsets[b]);
    const groups: number[][] = [];
    let start = 0;
    let end = -Infinity;
    for (const block of sorted) {
      const blockEnd = offsets[block] + byteCounts[block];
      if (offsets[block] - end <= GAP_BYTES && blockEnd - start <= READ_BYTES) {
        groups[groups.length - 1].push(block);
      } else {
        groups.push([block]);
        start = offsets[block];
        end = -Infinity;
      }
      end = Math.max(end, blockEnd);
    }
    return groups;
  }

  async #load(group: readonly number[]): Promise<Map<number, Samples>> {
    const { offsets, byteCounts } = this.level;
    group.forEach(block => this.#check(block));
    const start = offsets[group[0]];
    const end = Math.max(...group.map(block => offsets[block] + byteCounts[block]));
    const bytes = await this.source.read(start, end - start);
    const loaded = new Map<number, Samples>();
    for (const block of group) {
      const at = offsets[block] - start;
      const packed = bytes.subarray(at, at + byteCounts[block]);
      const samples = this.#unpack(block, packed);
      this.cache.put(this.firstKey + block, samples);
      loaded.set(block, samples);
    }
    return loaded;
  }

  #check(block: number): void {
    const { offsets, byteCounts, blockWidth, blockHeight, bandsPerBlock, sampleType } = this.level;
    const { name, size } = this.source;
    const end = offsets[block] + byteCounts[block];
    if (end > size) {
      throw new TruncatedFileError(name, this.#nameOf(block), end, size);
    }
    const unpackedBytes = blockWidth * blockHeight * bandsPerBlock * SAMPLE_BYTES[sampleType];
    if (byteCounts[block] > 2 * unpackedBytes + GAP_BYTES) {
      throw new CorruptGeoTiffError(
        name,
        `${this.#nameOf(block)} takes ${byteCounts[block]} bytes for ${unpackedBytes} unpacked`
      );
    }
  }

  #unpack(block: number, packed: Uint8Array): Samples {
    const { blocksAcross, blocksDown } = this.level;
    const row = Math.floor((block % (blocksAcross * blocksDown)) / blocksAcross);
    const rows = rowsOfBlock(this.level, row);
    return unpackBlock(
      this.source.name,
      this.#nameOf(block),
      packed,
      this.level,
      rows,
      this.codecs
    );
  }

  #nameOf(block: number): string {
    return `${this.level.striped ? 'strip' : 'tile'} ${block}`;
  }
}
