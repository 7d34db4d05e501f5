import type { ByteSource, Codecs } from '../bytes';
import { CorruptGeoTiffError, TruncatedFileError } from '../errors';
import type { BlockCache, KeptBlock } from './block-cache';
import type { BlockScratch } from './block-scratch';
import { blockBytes, rowsOfBlock, type Level } from './level';
import type { Samples, UnpackedBlock } from './samples';
import { giveMemoryBack, takeMemory } from './spare-memory';
import { unpackBlocks } from './unpack';

/** Blocks that lie this close in the file are fetched in one read. */
const GAP_BYTES = 32768;
/** Most bytes of one read that joins blocks. */
const READ_BYTES = 4 * 2 ** 20;
/** Reads under way at once. */
const READS_AT_ONCE = 2;

/** Rows of some bands of a block, or of some that lie side by side. */
export interface BlockPart {
  /** Band after band, each of `rows` rows. */
  readonly samples: Samples;
  /** First row, counted in the block. */
  readonly firstRow: number;
  readonly rows: number;
  /** Samples of a row. */
  readonly width: number;
  /** Which bands of the block they are; null for all. */
  readonly bands: readonly number[] | null;
}

/** What of a block is wanted: bands as they are numbered in it, and rows of the raster. */
export interface BlockWish {
  readonly bands: readonly number[];
  readonly top: number;
  readonly bottom: number;
}

/**
 * Takes a block, or a part of it with some of the bands that are wanted, which may go on through the
 * blocks behind it; null for a block that the file leaves out, which is no-data throughout.
 */
export type UseBlock = (block: number, part: BlockPart | null) => void;

/** A block that is being fetched, who waits for it, and the bands that they want. */
interface Pending {
  readonly load: Promise<void>;
  readonly users: UseBlock[];
  readonly bands: Set<number>;
}

/**
 * Fetches and unpacks the blocks of one level.
 *
 * The temporary file is for what is read again: bands that a read made unpack and did not want, and
 * the others with them; or all, once a block had to be unpacked twice. A raster whose bands are read
 * together, from top to bottom, needs the cache alone.
 */
export class BlockReader {
  /** Blocks that are being fetched, and who else waits for them. */
  readonly #pending = new Map<number, Pending>();
  /** Bands of a block that anyone has asked for: only those are kept in the temporary file. */
  readonly #wished: boolean[];
  /** Blocks that were unpacked for all bands that are asked for, and so stayed out of the file. */
  readonly #passed = new Set<number>();
  #isReadAgain = false;

  constructor(
    readonly source: ByteSource,
    readonly codecs: Codecs,
    readonly level: Level,
    readonly cache: BlockCache,
    /** Keeps unpacked blocks instead of the cache; null where there is none. */
    readonly scratch: BlockScratch | null,
    /** Sets the blocks of this level apart from those of others in the cache. */
    readonly firstKey: number
  ) {
    this.#wished = Array.from({ length: level.bandsPerBlock }, () => false);
  }

  /** Calls `use` for each block, once or for some bands at a time, in no particular order. */
  async read(blocks: readonly number[], wish: BlockWish, use: UseBlock): Promise<void> {
    wish.bands.forEach(band => (this.#wished[band] = true));
    await this.scratch?.open();
    const waiting: Promise<void>[] = [];
    const missing: number[] = [];
    const inScratch: number[] = [];
    for (const block of blocks) {
      const kept = this.cache.get(this.firstKey + block, wish.bands);
      const pending = this.#pending.get(block);
      if (kept || this.level.byteCounts[block] === 0) {
        use(block, kept ? this.#partOf(kept) : null);
      } else if (this.scratch?.has(this.firstKey + block, wish.bands)) {
        inScratch.push(block);
      } else if (pending) {
        pending.users.push(use);
        wish.bands.forEach(band => pending.bands.add(band));
        waiting.push(pending.load);
      } else {
        missing.push(block);
      }
    }
    if (this.scratch) {
      for (const run of this.#runsOf(inScratch)) {
        this.#readKept(this.scratch, run, wish, use);
      }
    }
    const gates: Promise<void>[] = [];
    for (const group of this.#groupsOf(missing)) {
      const gate = gates[gates.length - READS_AT_ONCE] ?? Promise.resolve();
      const load = gate.then(() => this.#load(group));
      const done = () => group.forEach(block => this.#pending.delete(block));
      group.forEach(block =>
        this.#pending.set(block, { load, users: [use], bands: new Set(wish.bands) })
      );
      load.then(done, done);
      gates.push(load.catch(() => undefined));
      waiting.push(load);
    }
    await Promise.all(waiting);
  }

  #partOf({ samples, bands }: KeptBlock): BlockPart {
    const { blockWidth, bandsPerBlock } = this.level;
    const rows = samples.length / (blockWidth * (bands?.length ?? bandsPerBlock));
    return { samples, firstRow: 0, rows, width: blockWidth, bands };
  }

  #readKept(
    scratch: BlockScratch,
    run: readonly number[],
    { bands, top, bottom }: BlockWish,
    use: UseBlock
  ): void {
    const { blockWidth: width, blockHeight, sampleType } = this.level;
    const blockRow = this.#rowOf(run[0]);
    const firstRow = Math.max(0, top - blockRow * blockHeight);
    const rows =
      Math.min(rowsOfBlock(this.level, blockRow), bottom - blockRow * blockHeight) - firstRow;
    const keys = run.map(block => this.firstKey + block);
    const asked = { firstRow, rows, width, sampleType };
    for (const { first, count, band, samples } of scratch.read(keys, [...new Set(bands)], asked)) {
      use(run[first], { samples, firstRow, rows, width: count * width, bands: [band] });
    }
  }

  /** Blocks that lie side by side, of those that are in their order. */
  #runsOf(blocks: readonly number[]): number[][] {
    const runs: number[][] = [];
    for (const block of blocks) {
      const run = runs[runs.length - 1];
      if (run?.[run.length - 1] === block - 1 && block % this.level.blocksAcross !== 0) {
        run.push(block);
      } else {
        runs.push([block]);
      }
    }
    return runs;
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

  async #load(group: readonly number[]): Promise<void> {
    const { offsets, byteCounts } = this.level;
    group.forEach(block => this.#check(block));
    const start = offsets[group[0]];
    const end = Math.max(...group.map(block => offsets[block] + byteCounts[block]));
    const memory = takeMemory(end - start);
    const bytes = await this.source.read(start, end - start, memory);
    const packed = group.map(block => ({
      name: this.#nameOf(block),
      bytes: bytes.subarray(offsets[block] - start, offsets[block] - start + byteCounts[block]),
      rows: rowsOfBlock(this.level, this.#rowOf(block))
    }));
    let k = 0;
    for (const unpacked of unpackBlocks(this.source.name, packed, this.level, this.codecs)) {
      const block = group[k++];
      const pending = this.#pending.get(block)!;
      this.#keep(block, unpacked, pending.bands);
      // What the kernels lent is theirs again after this.
      const part = this.#partOf({ samples: unpacked.samples, bands: null });
      pending.users.forEach(use => use(block, part));
      this.#pending.delete(block);
    }
    giveMemoryBack(memory);
  }

  #keep(block: number, unpacked: UnpackedBlock, wanted: ReadonlySet<number>): void {
    const { samples } = unpacked;
    const key = this.firstKey + block;
    const bandCount = this.level.bandsPerBlock;
    const wished = this.#wished.flatMap((isWished, band) => (isWished ? [band] : []));
    if (
      this.scratch &&
      !this.#passesBy(block, wished, wanted, samples.byteLength / bandCount) &&
      this.scratch.keep(key, unpacked, this.level.blockWidth, this.#wished)
    ) {
      return;
    }
    const isAll = !this.scratch || wished.length === bandCount;
    this.cache.put(key, samples, bandCount, isAll ? null : wished);
  }

  /** Whether a block may be left to the cache alone, as far as can be told. */
  #passesBy(
    block: number,
    wished: readonly number[],
    wanted: ReadonlySet<number>,
    bandBytes: number
  ): boolean {
    this.#isReadAgain ||= this.#passed.has(block);
    const rowBytes = this.level.blocksAcross * wished.length * bandBytes;
    const passes =
      !this.#isReadAgain &&
      rowBytes <= this.cache.mostBytes &&
      wished.every(band => wanted.has(band));
    if (passes) {
      this.#passed.add(block);
    }
    return passes;
  }

  #check(block: number): void {
    const { offsets, byteCounts, blockHeight } = this.level;
    const { name, size } = this.source;
    const end = offsets[block] + byteCounts[block];
    if (end > size) {
      throw new TruncatedFileError(name, this.#nameOf(block), end, size);
    }
    const unpackedBytes = blockBytes(this.level, blockHeight);
    if (byteCounts[block] > 2 * unpackedBytes + GAP_BYTES) {
      throw new CorruptGeoTiffError(
        name,
        `${this.#nameOf(block)} takes ${byteCounts[block]} bytes for ${unpackedBytes} unpacked`
      );
    }
  }

  #rowOf(block: number): number {
    const { blocksAcross, blocksDown } = this.level;
    return Math.floor((block % (blocksAcross * blocksDown)) / blocksAcross);
  }

  #nameOf(block: number): string {
    return `${this.level.striped ? 'strip' : 'tile'} ${block}`;
  }
}
