import type { Kernels } from '../kernels/kernels';
import type { Window } from '../plane';
import { calmAreas, CELLS_AT_ONCE, type BlockWalk, type Positions } from './block-walk';
import type { Hits } from './quad-hits';

/** Hits of one call: a cell may be found in the four quads of a corner. */
const CAPACITY = 4 * CELLS_AT_ONCE;
const REQUEST_BYTES = 68;
/** Pixels whose loads may go beyond the last line. */
const SPARE = 8;
/** Where the table has the sign of the areas. */
const SIGN_AT = 4;

/** The walk in the kernels. */
export class KernelWalk implements BlockWalk {
  readonly #lonAt: number;
  readonly #latAt: number;
  readonly #request: Int32Array;
  readonly #table: Float64Array;
  readonly #hits: Hits;

  constructor(
    readonly wasm: Kernels,
    readonly positions: Positions,
    table: Float64Array
  ) {
    const { lon, lat } = positions;
    const plane = 4 * (lon.length + SPARE);
    const places = wasm.reserve(
      ...[plane, plane, REQUEST_BYTES, 8 * table.length],
      ...[4 * CAPACITY, 4 * CAPACITY, 8 * CAPACITY, 8 * CAPACITY]
    );
    const { buffer } = wasm.run.memory;
    [this.#lonAt, this.#latAt] = places;
    wasm.float32(this.#lonAt, lon.length).set(lon);
    wasm.float32(this.#latAt, lat.length).set(lat);
    this.#request = new Int32Array(buffer, places[2], REQUEST_BYTES / 4);
    this.#table = new Float64Array(buffer, places[3], table.length);
    this.#table.set(table);
    this.#hits = {
      count: 0,
      cells: new Int32Array(buffer, places[4], CAPACITY),
      samples: new Int32Array(buffer, places[5], CAPACITY),
      u: new Float64Array(buffer, places[6], CAPACITY),
      v: new Float64Array(buffer, places[7], CAPACITY)
    };
  }

  isCalm(block: Window): boolean {
    const areas = calmAreas(this.positions, block);
    if (areas === null) {
      return false;
    }
    const { stride } = this.positions;
    const from = 4 * (block.y * stride + block.x);
    const { width, height } = block;
    const [lon, lat] = [this.#lonAt + from, this.#latAt + from];
    const { least, most } = areas;
    return this.wasm.run.isCalm(lon, lat, stride, width, height, least, most) !== 0;
  }

  eachHits(block: Window, cells: Window, window: Window, use: (hits: Hits) => void): boolean {
    const { stride } = this.positions;
    const first = block.y * stride + block.x;
    const end = cells.y + cells.height;
    const rows = Math.max(1, Math.floor(CELLS_AT_ONCE / cells.width));
    const hits = this.#hits;
    this.#table[SIGN_AT] = calmAreas(this.positions, block)!.sign;
    for (let row = cells.y; row < end; row += rows) {
      this.#request.set([
        ...[this.#lonAt + 4 * first, this.#latAt + 4 * first, stride, block.width, block.height],
        ...[cells.x, cells.x + cells.width, row, Math.min(row + rows, end)],
        ...[window.x, window.y, window.width, first],
        ...[hits.cells, hits.samples, hits.u, hits.v].map(array => array.byteOffset)
      ]);
      hits.count = this.wasm.run.walk(this.#request.byteOffset, this.#table.byteOffset);
      if (hits.count < 0) {
        return false;
      }
      use(hits);
    }
    return true;
  }
}
