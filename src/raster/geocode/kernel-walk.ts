import type { Kernels } from '../kernels/kernels';
import type { Plane, Window } from '../plane';
import { CELLS_AT_ONCE, type BlockWalk, type Block, type SarLines } from './block-walk';
import { interpolateHits } from './put-hits';
import type { Hits } from './quad-hits';

/** Hits of one call: a cell may be found in the four quads of a corner. One more may be written. */
const CAPACITY = 4 * CELLS_AT_ONCE;
const ROOM = CAPACITY + 2;
/** Quads of a line that are in memory at once: with as many lines as a block has, they fit a cache. */
const STRIP_SAMPLES = 1024;
/** Pixels of a cache line. */
const CACHE_LINE = 16;
const REQUEST_LENGTH = 21;
/** Where the request has the places for what is found. */
const PLACES_AT = 13;
/** Where the table has the sign of the areas. */
const SIGN_AT = 4;

/** Where in the planes that were read, and in memory, the first pixel of a strip lies. */
interface StripPlace {
  readonly first: number;
  readonly stride: number;
  readonly memoryStride: number;
}

/** Hits as the kernels tell them: by how many bytes a pixel lies behind the first one in memory. */
class KernelHits implements Hits {
  count = 0;
  strip: StripPlace = { first: 0, stride: 0, memoryStride: 0 };
  readonly #samples = new Int32Array(ROOM);

  constructor(
    readonly cells: Int32Array,
    readonly offsets: Int32Array,
    readonly u: Float64Array,
    readonly v: Float64Array
  ) {}

  /** Only asked for where the order of quads counts, or values are not in memory. */
  get samples(): Int32Array {
    const { first, stride, memoryStride } = this.strip;
    for (let hit = 0; hit < this.count; hit++) {
      const pixel = this.offsets[hit] >> 2;
      const line = Math.floor(pixel / memoryStride);
      this.#samples[hit] = first + line * stride + pixel - line * memoryStride;
    }
    return this.#samples;
  }
}

/** The walk in the kernels, on blocks of at most so many quads. */
export class KernelWalk implements BlockWalk {
  /** Quads whose pixels are in memory. */
  #strip: Window = { x: 0, y: 0, width: 0, height: 0 };
  /** Quads and pixels of a line in memory. */
  readonly #stripSamples: number;
  readonly #memoryStride: number;
  /** Longitudes, latitudes and those planes of values that are float32, and where strips of them are. */
  readonly #sources: readonly Float32Array[];
  readonly #strips: readonly Float32Array[];
  readonly #request: Int32Array;
  readonly #table: Float64Array;
  readonly #hits: KernelHits;
  readonly #values: Float32Array;
  /** For values in float64. */
  #doubles: Float64Array | null = null;

  constructor(
    readonly wasm: Kernels,
    readonly lines: SarLines & { readonly lon: Float32Array; readonly lat: Float32Array },
    table: Float64Array,
    most: { readonly samples: number; readonly lines: number }
  ) {
    const { lon, lat, values, read } = lines;
    this.#sources = [lon, lat, ...values.filter(plane => plane instanceof Float32Array)];
    const blocks = Math.max(1, Math.floor(STRIP_SAMPLES / most.samples));
    this.#stripSamples = Math.min(blocks * most.samples, read.width - 1);
    // Lines an odd number of cache lines apart do not meet in the same sets of the cache.
    this.#memoryStride = CACHE_LINE * (Math.ceil((this.#stripSamples + 1) / CACHE_LINE) | 1);
    const pixels = this.#memoryStride * (Math.min(most.lines, read.height - 1) + 1);
    const column = 8 * (CELLS_AT_ONCE + 2);
    const [request, tableAt, valuesAt, cells, offsets, us, vs, ...others] = wasm.reserve(
      ...[4 * REQUEST_LENGTH, 8 * table.length, 4 * ROOM, 4 * ROOM, 4 * ROOM, 8 * ROOM, 8 * ROOM],
      ...[column, column, column, column],
      ...this.#sources.map(() => 4 * pixels)
    );
    const { buffer } = wasm.run.memory;
    this.#request = new Int32Array(buffer, request, REQUEST_LENGTH);
    this.#request.set([cells, offsets, us, vs, ...others.slice(0, 4)], PLACES_AT);
    this.#table = new Float64Array(buffer, tableAt, table.length);
    this.#table.set(table);
    this.#hits = new KernelHits(
      new Int32Array(buffer, cells, ROOM),
      new Int32Array(buffer, offsets, ROOM),
      new Float64Array(buffer, us, ROOM),
      new Float64Array(buffer, vs, ROOM)
    );
    this.#values = wasm.float32(valuesAt, ROOM);
    this.#strips = others.slice(4).map(place => wasm.float32(place, pixels));
  }

  eachHits({ quads, sign, cells }: Block, window: Window, use: (hits: Hits) => void): boolean {
    this.#load(quads);
    const offset = 4 * (quads.x - this.#strip.x);
    const [lon, lat] = this.#strips;
    const end = cells.y + cells.height;
    const rows = Math.max(1, Math.floor(CELLS_AT_ONCE / cells.width));
    const request = this.#request;
    const hits = this.#hits;
    this.#table[SIGN_AT] = sign;
    request[0] = lon.byteOffset + offset;
    request[1] = lat.byteOffset + offset;
    request[2] = this.#memoryStride;
    request[3] = quads.width;
    request[4] = quads.height;
    request[5] = cells.x;
    request[6] = cells.x + cells.width;
    request[9] = window.x;
    request[10] = window.y;
    request[11] = window.width;
    request[12] = offset;
    for (let row = cells.y; row < end; row += rows) {
      request[7] = row;
      request[8] = Math.min(row + rows, end);
      hits.count = this.wasm.run.walk(request.byteOffset, this.#table.byteOffset);
      if (hits.count < 0) {
        return false;
      }
      use(hits);
    }
    return true;
  }

  valuesAt(hits: Hits, plane: number): Plane {
    const source = this.lines.values[plane];
    const strip = source instanceof Float32Array ? this.#sources.indexOf(source, 2) : -1;
    if (strip < 0) {
      this.#doubles ??= new Float64Array(ROOM);
      interpolateHits(hits, source, 0, this.lines.read.width, this.#doubles);
      return this.#doubles;
    }
    this.wasm.run.interpolate(
      this.#strips[strip].byteOffset,
      4 * this.#memoryStride,
      this.#hits.offsets.byteOffset,
      hits.u.byteOffset,
      hits.v.byteOffset,
      hits.count,
      this.#values.byteOffset
    );
    return this.#values;
  }

  /** Sees that the pixels of a block are in memory, with those of the blocks behind it. */
  #load({ x, y, width, height }: Window): void {
    const { read } = this.lines;
    const strip = this.#strip;
    if (
      y === strip.y &&
      height === strip.height &&
      x >= strip.x &&
      x + width <= strip.x + strip.width
    ) {
      return;
    }
    const stride = read.width;
    const memoryStride = this.#memoryStride;
    const pixels = Math.min(this.#stripSamples, stride - 1 - x) + 1;
    const first = y * stride + x;
    this.#sources.forEach((source, k) => {
      for (let line = 0; line <= height; line++) {
        const from = first + line * stride;
        this.#strips[k].set(source.subarray(from, from + pixels), line * memoryStride);
      }
    });
    this.#strip = { x, y, width: pixels - 1, height };
    this.#hits.strip = { first, stride, memoryStride };
  }
}
