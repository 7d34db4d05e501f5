import type { Bounds, Window } from '../plane';
import type { MapBox } from './map-box';

/**
 * Blocks of quads in radar geometry and the box of each on the map. Quad (line, sample) has its
 * corners at the pixel centres of that line and sample and the next ones.
 */
export class QuadBlocks {
  readonly across: number;
  readonly down: number;
  /** Least and greatest x, least and greatest y by block, row-major; an empty box holds nothing. */
  readonly #boxes: Float64Array;
  /** The same of the blocks that were widened, which bound all others. */
  readonly #bounds = Float64Array.of(Infinity, -Infinity, Infinity, -Infinity);
  /** See `BlockScan.signs`. */
  readonly #signs: Int8Array;

  constructor(
    readonly sarWidth: number,
    readonly sarHeight: number,
    readonly lines: number,
    readonly samples: number
  ) {
    this.across = Math.ceil((sarWidth - 1) / samples);
    this.down = Math.ceil((sarHeight - 1) / lines);
    this.#boxes = new Float64Array(4 * this.across * this.down);
    this.#signs = new Int8Array(this.across * this.down);
    for (let i = 0; i < this.#boxes.length; i += 4) {
      this.#boxes.set([Infinity, -Infinity, Infinity, -Infinity], i);
    }
  }

  /** The pixels of a run of blocks of one block row. */
  pixels(blockRow: number, firstBlock: number, lastBlock: number): Window {
    const x = firstBlock * this.samples;
    const y = blockRow * this.lines;
    return {
      x,
      y,
      width: Math.min((lastBlock + 1) * this.samples, this.sarWidth - 1) + 1 - x,
      height: Math.min((blockRow + 1) * this.lines, this.sarHeight - 1) + 1 - y
    };
  }

  /**
   * Gives a block a box that holds it, when that lies within the bounds of the blocks so far.
   *
   * @returns False when it does not: such a block has to be widened by its pixels.
   */
  putInner(blockRow: number, block: number, box: MapBox): boolean {
    const [minX, maxX, minY, maxY] = this.#bounds;
    const [boxMinX, boxMaxX, boxMinY, boxMaxY] = box;
    const isEmpty = !(boxMinX <= boxMaxX);
    const isInner =
      isEmpty || (boxMinX >= minX && boxMaxX <= maxX && boxMinY >= minY && boxMaxY <= maxY);
    if (isInner) {
      this.#boxes.set(box, 4 * (blockRow * this.across + block));
    }
    return isInner;
  }

  /** Widens a block by the first `count` positions on the map. */
  widen(blockRow: number, block: number, x: Float64Array, y: Float64Array, count: number): void {
    let [minX, maxX, minY, maxY] = this.box(blockRow, block);
    for (let i = 0; i < count; i++) {
      // Comparisons with NaN are false: pixels without a position do not count.
      minX = x[i] < minX ? x[i] : minX;
      maxX = x[i] > maxX ? x[i] : maxX;
      minY = y[i] < minY ? y[i] : minY;
      maxY = y[i] > maxY ? y[i] : maxY;
    }
    this.#boxes.set([minX, maxX, minY, maxY], 4 * (blockRow * this.across + block));
    const bounds = this.#bounds;
    bounds[0] = Math.min(bounds[0], minX);
    bounds[1] = Math.max(bounds[1], maxX);
    bounds[2] = Math.min(bounds[2], minY);
    bounds[3] = Math.max(bounds[3], maxY);
  }

  /** Puts the signs of a row of blocks. */
  putSigns(blockRow: number, signs: Int8Array): void {
    this.#signs.set(signs, blockRow * this.across);
  }

  /** Of a calm block the sign of the areas of its quads, else 0. */
  sign(blockRow: number, block: number): number {
    return this.#signs[blockRow * this.across + block];
  }

  /** The box of a block. */
  box(blockRow: number, block: number): MapBox {
    const at = 4 * (blockRow * this.across + block);
    const boxes = this.#boxes;
    return [boxes[at], boxes[at + 1], boxes[at + 2], boxes[at + 3]];
  }

  /** Box of all positions; infinite the wrong way round when no pixel has one. */
  bounds(): Bounds {
    const [minX, maxX, minY, maxY] = this.#bounds;
    return [minX, minY, maxX, maxY];
  }

  /**
   * The pixels of each block row whose blocks may touch the bounds, top to bottom: from the first
   * to the last such block. `margin` is added to the boxes on all sides.
   */
  touching([minX, minY, maxX, maxY]: Bounds, margin: number): Window[] {
    const windows: Window[] = [];
    for (let row = 0; row < this.down; row++) {
      let first = -1;
      let last = -1;
      for (let block = 0; block < this.across; block++) {
        const at = 4 * (row * this.across + block);
        const touches =
          this.#boxes[at] - margin <= maxX &&
          this.#boxes[at + 1] + margin >= minX &&
          this.#boxes[at + 2] - margin <= maxY &&
          this.#boxes[at + 3] + margin >= minY;
        if (touches) {
          first = first < 0 ? block : first;
          last = block;
        }
      }
      if (first >= 0) {
        windows.push(this.pixels(row, first, last));
      }
    }
    return windows;
  }
}
