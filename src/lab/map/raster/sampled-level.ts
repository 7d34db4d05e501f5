import type { ILevel, ImageLevel, IWindow } from './level';

/**
 * Every `stepPx`-th pixel of a level that has no overview, read once a band and kept. The first
 * answer holds a part of them; the others follow, and `onRefined` tells of them.
 */
export abstract class SampledLevel implements ILevel {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isStriped = false;

  constructor(
    protected readonly _of: ImageLevel,
    protected readonly _stepPx: number,
    private readonly _onRefined: () => void
  ) {
    this.widthPx = Math.ceil(_of.widthPx / _stepPx);
    this.heightPx = Math.ceil(_of.heightPx / _stepPx);
  }

  async read(sample: number, window: IWindow): Promise<Float64Array> {
    const known = this._bands.get(sample) ?? this._sample(sample);
    this._bands.set(sample, known);
    known.catch(() => this._bands.delete(sample));
    const all = await known;
    const widthPx = window.x1 - window.x0;
    const values = new Float64Array(widthPx * (window.y1 - window.y0));
    for (let y = window.y0; y < window.y1; y++) {
      const from = y * this.widthPx;
      values.set(all.subarray(from + window.x0, from + window.x1), (y - window.y0) * widthPx);
    }
    return values;
  }

  /** Reads no further: something better is there. */
  stop(): void {
    this._isStopped = true;
  }

  /** Fills in the values of a band; each step is something to show. */
  protected abstract _steps(sample: number, values: Float64Array): AsyncGenerator<void>;

  /** The pixel of the level that stands for an index of the sample. */
  protected _middle(index: number, mostPx: number): number {
    return Math.min(mostPx - 1, index * this._stepPx + (this._stepPx >> 1));
  }

  private async _sample(sample: number): Promise<Float64Array> {
    const values = new Float64Array(this.widthPx * this.heightPx).fill(NaN);
    const steps = this._steps(sample, values);
    await steps.next();
    void (async () => {
      while (!this._isStopped && !(await steps.next()).done) {
        this._onRefined();
      }
    })().catch(() => this._bands.delete(sample));
    return values;
  }

  private _isStopped = false;
  private readonly _bands = new Map<number, Promise<Float64Array>>();
}

/** Of the sampled rows every so many-th is read first, then those between. */
const ROW_STEPS = [6, 3, 1];

/** Rows that are asked for at a time. */
const BATCH_ROWS = 64;

/** A sample of rows, each repeated down to the next one until that is read. */
export class RowSampledLevel extends SampledLevel {
  protected async *_steps(sample: number, values: Float64Array): AsyncGenerator<void> {
    const isRead = new Uint8Array(this.heightPx);
    for (const every of ROW_STEPS) {
      await this._readRows(sample, every, values, isRead);
      yield;
    }
  }

  private async _readRows(
    sample: number,
    every: number,
    values: Float64Array,
    isRead: Uint8Array
  ): Promise<void> {
    const wanted: number[] = [];
    for (let y = 0; y < this.heightPx; y += every) {
      if (!isRead[y]) {
        wanted.push(y);
      }
    }
    for (let at = 0; at < wanted.length; at += BATCH_ROWS) {
      const batch = wanted.slice(at, at + BATCH_ROWS);
      const rows = batch.map(y => this._middle(y, this._of.heightPx));
      const lines = await this._of.readRows(sample, rows);
      batch.forEach((y, index) => {
        const line = new Float64Array(this.widthPx);
        for (let x = 0; x < this.widthPx; x++) {
          line[x] = lines[index][this._middle(x, this._of.widthPx)];
        }
        isRead[y] = 1;
        const end = Math.min(y + every, this.heightPx);
        for (let down = y; down < end && (down === y || !isRead[down]); down++) {
          values.set(line, down * this.widthPx);
        }
      });
    }
  }
}

/** Of the tiles every so many-th across and down is read first, then those between. */
const TILE_STEPS = [4, 2, 1];

/** A sample of tiles, clear where a tile is not read, or not to be read. */
export class TileSampledLevel extends SampledLevel {
  constructor(
    of: ImageLevel,
    stepPx: number,
    /** Most tiles that are read. */
    private readonly _mostTiles: number,
    onRefined: () => void
  ) {
    super(of, stepPx, onRefined);
  }

  protected async *_steps(sample: number, values: Float64Array): AsyncGenerator<void> {
    const across = Math.ceil(this._of.widthPx / this._of.blockWidthPx);
    const down = Math.ceil(this._of.heightPx / this._of.blockHeightPx);
    const isRead = new Set<number>();
    for (const every of TILE_STEPS) {
      const wanted = [...Array(across * down).keys()].filter(tile => {
        const isInStep = [tile % across, Math.floor(tile / across)].every(
          place => place % every === every >> 1
        );
        return !isRead.has(tile) && (isInStep || every === 1);
      });
      // A part of them would be one corner: rather none.
      if (isRead.size > 0 && isRead.size + wanted.length > this._mostTiles) {
        return;
      }
      wanted.forEach(tile => isRead.add(tile));
      await Promise.all(
        wanted.map(tile => this._readTile(sample, tile % across, Math.floor(tile / across), values))
      );
      yield;
    }
  }

  private async _readTile(sample: number, bx: number, by: number, values: Float64Array) {
    const { blockWidthPx, blockHeightPx, widthPx, heightPx } = this._of;
    const x0 = bx * blockWidthPx;
    const y0 = by * blockHeightPx;
    const x1 = Math.min(widthPx, x0 + blockWidthPx);
    const y1 = Math.min(heightPx, y0 + blockHeightPx);
    const tile = await this._of.read(sample, { x0, y0, x1, y1 });
    for (let y = Math.floor(y0 / this._stepPx); y < this.heightPx; y++) {
      const row = this._middle(y, heightPx);
      if (row >= y1) {
        break;
      }
      for (let x = Math.floor(x0 / this._stepPx); row >= y0 && x < this.widthPx; x++) {
        const column = this._middle(x, widthPx);
        if (column >= x1) {
          break;
        }
        if (column >= x0) {
          values[y * this.widthPx + x] = tile[(row - y0) * (x1 - x0) + column - x0];
        }
      }
    }
  }
}
