import type { Plane, Window } from '../../../raster';
import type { GroundBlock } from '../../../sar';

/**
 * Rows of a stack file out of blocks of lines: real and imaginary part of each polarisation, then
 * latitude and longitude, which are those of the first polarisation.
 */
export class StackLines {
  readonly #sources: AsyncGenerator<GroundBlock, void>[];
  readonly #blocks: (GroundBlock | null)[];

  /** @param sources - A polarisation each, over the same lines. */
  constructor(sources: readonly AsyncGenerator<GroundBlock, void>[]) {
    this.#sources = [...sources];
    this.#blocks = sources.map(() => null);
  }

  /**
   * The planes of whole rows; windows follow each other from the first line down.
   *
   * @param withPosition - Whether latitude and longitude are among them.
   */
  async read({ y, width, height }: Window, withPosition: boolean): Promise<Plane[]> {
    const cells = width * height;
    const count = 2 * this.#sources.length + (withPosition ? 2 : 0);
    const planes = Array.from({ length: count }, () => new Float32Array(cells));
    for (const [k, source] of this.#sources.entries()) {
      for (let line = y; line < y + height;) {
        const block = await this.#blockAt(k, source, line);
        const count = Math.min(y + height, block.firstLine + block.lines) - line;
        const from = (line - block.firstLine) * width;
        const part = <T extends Float32Array | Float64Array>(all: T): T =>
          all.subarray(from, from + count * width) as T;
        const to = (line - y) * width;
        planes[2 * k].set(part(block.re), to);
        planes[2 * k + 1].set(part(block.im), to);
        if (withPosition && k === 0) {
          planes[planes.length - 2].set(part(block.latDeg), to);
          planes[planes.length - 1].set(part(block.lonDeg), to);
        }
        line += count;
      }
    }
    return planes;
  }

  /** Ends the sources, so that what they hold is given back when writing stops early. */
  async close(): Promise<void> {
    await Promise.all(this.#sources.map(source => source.return()));
  }

  async #blockAt(
    k: number,
    source: AsyncGenerator<GroundBlock, void>,
    line: number
  ): Promise<GroundBlock> {
    let block = this.#blocks[k];
    while (block === null || line >= block.firstLine + block.lines) {
      const next = await source.next();
      if (next.done) {
        throw new RangeError(`A burst ended before line ${line}.`);
      }
      block = next.value;
      this.#blocks[k] = block;
    }
    return block;
  }
}
