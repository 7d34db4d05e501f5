import type { Bounds, Window } from '../plane';
import type { LineSweep } from './line-sweep';

/**
 * Blocks of quads in radar geometry and the box of each on the map. Quad (line, sample) has its
 * corners at the pixel centres of that line and sample and the next ones.
 */
export class QuadBlocks {
  readonly across: number;
  readonly down: number;
  /** Least and greatest x, least and greatest y by block, row-major; an empty box holds nothing. */
  readonly #boxes: Float64Array;

  constructor(
    readonly sarWidth: number,
    readonly sarHeight: number,
    readonly lines: number,
    readonly samples: number
  ) {
    this.across = Math.ceil((sarWidth - 1) / samples);
    this.down = Math.ceil((sarHeight - 1) / lines);
    this.#boxes = new Float64Array(4 * this.across * this.down);
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

  /** Widens the boxes of a block row by the line that the sweep projected last. */
  widen(blockRow: number, sweep: LineSweep): void {
    for (let block = 0; block < this.across; block++) {
      const at = 4 * (blockRow * this.across + block);
      const first = block * this.samples;
      const end = Math.min(first + this.samples, this.sarWidth - 1);
      sweep.widen(this.#boxes.subarray(at, at + 4), first, end + 1 - first);
    }
  }

  /** Box of all blocks; infinite the wrong way round when no pixel has a position. */
  bounds(): Bounds {
    const all: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < this.#boxes.length; i += 4) {
      all[0] = Math.min(all[0], this.#boxes[i]);
      all[1] = Math.min(all[1], this.#boxes[i + 2]);
      all[2] = Math.max(all[2], this.#boxes[i + 1]);
      all[3] = Math.max(all[3], this.#boxes[i + 3]);
    }
    return all;
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
