import type { ScratchFile } from '../bytes';
import { workingMemory } from '../kernels/kernels';
import type { SampleType } from '../plane';
import { packRows, unpackRows, type RowPacking } from './pack-rows';
import { packedRowBytes } from './plain-rows';
import { SAMPLE_BYTES, samplesOf, type Samples, type UnpackedBlock } from './samples';

/** Most bytes of rows that are joined: these should be in the processor's cache when they are copied. */
const JOINED_BYTES = 512 * 1024;

/** Where a band of a block lies in the file, and how; null for its bytes as they are in memory. */
interface KeptBand {
  readonly place: number;
  readonly packing: RowPacking | null;
}

/** Which rows of blocks to read, counted in the block, and what these are like. */
export interface KeptRows {
  readonly firstRow: number;
  readonly rows: number;
  /** Samples of a row. */
  readonly width: number;
  readonly sampleType: SampleType;
}

/** Rows that go through some blocks that lie side by side. */
export interface JoinedRows {
  /** Number of the first block in the list that was given, and how many they are. */
  readonly first: number;
  readonly count: number;
  readonly band: number;
  readonly samples: Samples;
}

/**
 * Unpacked bands of blocks in a temporary file: a raster that is read several times, a window at a
 * time, is unpacked once, whatever its size, and takes no memory. What can be packed at next to no
 * cost is: most of what writing takes is finding room for the bytes.
 */
export class BlockScratch {
  #opening: Promise<void> | null = null;
  #file: ScratchFile | null = null;
  #end = 0;
  #isUsable = true;
  /** Bands of a block by their number; undefined for one that is not there. */
  readonly #bands = new Map<number, (KeptBand | undefined)[]>();

  constructor(private readonly create: () => Promise<ScratchFile>) {}

  /** Creates the file; call it before the first block is kept. */
  open(): Promise<void> {
    this.#opening ??= this.create().then(
      file => {
        this.#file = file;
      },
      () => {
        this.#isUsable = false;
      }
    );
    return this.#opening;
  }

  has(key: number, bands: readonly number[]): boolean {
    const kept = this.#bands.get(key);
    return kept !== undefined && bands.every(band => kept[band] !== undefined);
  }

  /**
   * Keeps some bands of a block.
   *
   * @param width - Samples of a row.
   * @param wanted - Whether to keep a band, by its number.
   * @returns False when there is no room: the file then takes no more.
   */
  keep(
    key: number,
    { samples, spare }: UnpackedBlock,
    width: number,
    wanted: readonly boolean[]
  ): boolean {
    if (this.#file === null || !this.#isUsable) {
      return false;
    }
    const bandLength = samples.length / wanted.length;
    const kept = [...(this.#bands.get(key) ?? [])];
    let end = this.#end;
    try {
      for (let band = 0; band < wanted.length; band++) {
        if (wanted[band] && !kept[band]) {
          const part = samples.subarray(band * bandLength, (band + 1) * bandLength);
          const packed =
            part instanceof Float32Array ? packRows(width, ...withRoom(part, spare)) : null;
          const bytes = packed?.bytes ?? bytesOf(part);
          this.#file.write(end, bytes);
          kept[band] = { place: end, packing: packed?.packing ?? null };
          end += bytes.length;
        }
      }
      this.#end = end;
      this.#bands.set(key, kept);
    } catch {
      this.#isUsable = false;
    }
    return this.#isUsable;
  }

  /**
   * Reads rows of bands of blocks that lie side by side and were kept, as many of these at a time as
   * can be joined. The samples hold until the next ones are asked for.
   */
  *read(
    keys: readonly number[],
    bands: readonly number[],
    rows: KeptRows
  ): Generator<JoinedRows, void> {
    const rowBytes = rows.width * SAMPLE_BYTES[rows.sampleType];
    const most = Math.max(1, Math.floor(JOINED_BYTES / (rows.rows * rowBytes)));
    for (const band of bands) {
      for (let first = 0; first < keys.length;) {
        const run = keys.slice(first, first + most).map(key => this.#bands.get(key)![band]!);
        const plain = run.findIndex(({ packing }) => packing === null);
        const count = plain < 0 ? run.length : Math.max(1, plain);
        const samples =
          plain === 0 ? this.#readPlain(run[0], rows) : this.#readJoined(run.slice(0, count), rows);
        yield { first, count, band, samples };
        first += count;
      }
    }
  }

  #readPlain({ place }: KeptBand, { firstRow, rows, width, sampleType }: KeptRows): Samples {
    const rowBytes = width * SAMPLE_BYTES[sampleType];
    const [bytes] = workingMemory(rows * rowBytes);
    this.#file!.read(place + firstRow * rowBytes, bytes);
    return samplesOf(bytes, sampleType);
  }

  #readJoined(run: readonly KeptBand[], { firstRow, rows, width }: KeptRows): Samples {
    const stride = run.length * width;
    const [memory, joined] = workingMemory(
      rows * SAMPLE_BYTES.float32 * width,
      rows * SAMPLE_BYTES.float32 * stride
    );
    const samples = samplesOf(joined, 'float32') as Float32Array;
    run.forEach(({ place, packing }, k) => {
      const rowBytes = packedRowBytes(packing!, width);
      const bytes = memory.subarray(0, rows * rowBytes);
      this.#file!.read(place + firstRow * rowBytes, bytes);
      unpackRows({ packing: packing!, bytes }, width, samples.subarray(k * width), stride);
    });
    return samples;
  }
}

/** Samples of a band and room to pack them: both in the memory of the kernels, where there are some. */
function withRoom(
  samples: Float32Array,
  spare: Uint8Array | null
): [samples: Float32Array, room: Uint8Array] {
  if (spare) {
    return [samples, spare];
  }
  const { byteLength } = samples;
  const [bytes, room] = workingMemory(byteLength, byteLength);
  const copy = samplesOf(bytes, 'float32') as Float32Array;
  copy.set(samples);
  return [copy, room];
}

function bytesOf({ buffer, byteOffset, byteLength }: Samples): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
