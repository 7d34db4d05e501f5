/** What lies beyond the edges of a raster: a number, or one of openEO's rules. */
export type Border = number | 'replicate' | 'reflect' | 'reflect_pixel' | 'wrap';

/**
 * Padded cells along one axis of a raster, and the cells of the raster that they show: a run of
 * neighbours, and beyond its ends what the border says.
 */
export class AxisCells {
  /** Padded cells from `start` up to `end` show neighbours in the raster; the others a border. */
  readonly start: number;
  readonly end: number;
  /** The cells of the raster that padded cells beyond the run show; those that show none are out. */
  readonly beyond: readonly (readonly [padded: number, cell: number])[];
  /** First and last cell of the raster that is shown; `last` is -1 where none is. */
  readonly first: number;
  readonly last: number;

  /**
   * @param offset - Cell of the axis, or place beyond it, that the first padded cell stands for.
   * @param count - Padded cells.
   * @param size - Cells of the axis.
   */
  constructor(
    readonly offset: number,
    readonly count: number,
    private readonly size: number,
    private readonly border: Border
  ) {
    this.start = Math.min(Math.max(-offset, 0), count);
    this.end = Math.min(Math.max(size - offset, this.start), count);
    this.beyond = typeof border === 'number' ? [] : this.#margins();
    const run = this.end > this.start ? [offset + this.start, offset + this.end - 1] : [];
    const shown = [...run, ...this.beyond.map(([, cell]) => cell)];
    this.first = Math.min(...shown);
    this.last = Math.max(-1, ...shown);
  }

  /** The cell of the raster that padded cell `i` shows; -1 for none. */
  at(i: number): number {
    const { size, border } = this;
    const index = this.offset + i;
    if (index >= 0 && index < size) {
      return index;
    }
    const modulo = (period: number): number => ((index % period) + period) % period;
    switch (border) {
      case 'replicate':
        return index < 0 ? 0 : size - 1;
      case 'wrap':
        return modulo(size);
      case 'reflect': {
        const at = modulo(2 * size);
        return at < size ? at : 2 * size - 1 - at;
      }
      case 'reflect_pixel': {
        if (size === 1) {
          return 0;
        }
        const at = modulo(2 * size - 2);
        return at < size ? at : 2 * size - 2 - at;
      }
      default:
        return -1;
    }
  }

  #margins(): [padded: number, cell: number][] {
    const margins: [padded: number, cell: number][] = [];
    for (let i = 0; i < this.count; i++) {
      if (i < this.start || i >= this.end) {
        margins.push([i, this.at(i)]);
      }
    }
    return margins;
  }
}
