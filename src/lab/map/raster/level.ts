import type { GeoTIFFImage } from 'geotiff';

import type { BlockCache } from './block-cache';
import { decodePool } from './decode-pool';
import { BlockDamaged, MapError } from './errors';

/** Pixels of one level: columns `x0` to `x1` and rows `y0` to `y1`, the ends excluded. */
export interface IWindow {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** The raster at one resolution: its own pixels, an overview of the file, or a sample of rows. */
export interface ILevel {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Whether whole rows must be read for a part of them. */
  readonly isStriped: boolean;
  /**
   * Values of one band, row by row, `(y1 - y0) * (x1 - x0)` of them. No-data is NaN.
   * The window lies inside the level.
   */
  read(sample: number, window: IWindow): Promise<Float64Array>;
}

/** Strips are read together until a block has about this many pixels. */
const BLOCK_PX = 2 ** 17;

/** Bands of one pixel are kept together in memory up to this many. */
const MOST_BANDS_TOGETHER = 8;

/** Values of a block as they are kept: 32 bits where those hold every value exactly. */
export type BlockValues = Float32Array | Float64Array;

/** One image of the file, read by whole tiles or groups of strips, which are cached. */
export class ImageLevel implements ILevel {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Size of the tiles, or of the groups of strips, that are read at a time. */
  readonly blockWidthPx: number;
  readonly blockHeightPx: number;

  constructor(
    private readonly _image: GeoTIFFImage,
    private readonly _file: string,
    private readonly _key: string,
    private readonly _isNoData: (value: number) => boolean,
    private readonly _cache: BlockCache<BlockValues>
  ) {
    this.widthPx = _image.getWidth();
    this.heightPx = _image.getHeight();
    const tileHeightPx = _image.getTileHeight();
    this.blockWidthPx = _image.isTiled ? _image.getTileWidth() : this.widthPx;
    this.blockHeightPx = _image.isTiled
      ? tileHeightPx
      : tileHeightPx * Math.max(1, Math.floor(BLOCK_PX / (this.widthPx * tileHeightPx)));
    const bits = _image.getBitsPerSample();
    this._isShort = bits <= (_image.getSampleFormat() === 3 ? 32 : 16);
    const bands = _image.getSamplesPerPixel();
    // Bands stored pixel by pixel are decoded together anyhow.
    this._together = _image.planarConfiguration === 1 && bands <= MOST_BANDS_TOGETHER ? bands : 1;
  }

  get isStriped(): boolean {
    return !this._image.isTiled;
  }

  /** How many blocks there are. */
  get blocks(): number {
    const across = Math.ceil(this.widthPx / this.blockWidthPx);
    return across * Math.ceil(this.heightPx / this.blockHeightPx);
  }

  async read(sample: number, window: IWindow): Promise<Float64Array> {
    const widthPx = window.x1 - window.x0;
    const values = new Float64Array(widthPx * (window.y1 - window.y0));
    const blocks: Promise<void>[] = [];
    const firstX = Math.floor(window.x0 / this.blockWidthPx);
    const firstY = Math.floor(window.y0 / this.blockHeightPx);
    for (let by = firstY; by * this.blockHeightPx < window.y1; by++) {
      for (let bx = firstX; bx * this.blockWidthPx < window.x1; bx++) {
        const area = this._areaOf(bx, by);
        blocks.push(
          this._block(bx, by, sample).then(block => {
            const x0 = Math.max(window.x0, area.x0);
            const x1 = Math.min(window.x1, area.x1);
            const areaWidthPx = area.x1 - area.x0;
            for (let y = Math.max(window.y0, area.y0); y < Math.min(window.y1, area.y1); y++) {
              const from = (y - area.y0) * areaWidthPx - area.x0;
              values.set(
                block.subarray(from + x0, from + x1),
                (y - window.y0) * widthPx + x0 - window.x0
              );
            }
          })
        );
      }
    }
    await Promise.all(blocks);
    return values;
  }

  /** Values of one band in single rows, without keeping the blocks that hold them. */
  async readRows(sample: number, rows: readonly number[]): Promise<Float64Array[]> {
    return Promise.all(
      rows.map(async row => {
        const area = { x0: 0, y0: row, x1: this.widthPx, y1: row + 1 };
        const [values] = await this._decoded(area, [sample]);
        const line = new Float64Array(this.widthPx);
        this._copy(values, line, 0);
        return line;
      })
    );
  }

  private _areaOf(bx: number, by: number): IWindow {
    return {
      x0: bx * this.blockWidthPx,
      y0: by * this.blockHeightPx,
      x1: Math.min((bx + 1) * this.blockWidthPx, this.widthPx),
      y1: Math.min((by + 1) * this.blockHeightPx, this.heightPx)
    };
  }

  private async _block(bx: number, by: number, sample: number): Promise<BlockValues> {
    const first = this._together > 1 ? 0 : sample;
    const samples = Array.from({ length: this._together }, (_, index) => first + index);
    const area = this._areaOf(bx, by);
    const sizePx = (area.x1 - area.x0) * (area.y1 - area.y0);
    const all = await this._cache.get(`${this._key}/${bx}/${by}/${first}`, async () => {
      const bands = await this._decoded(area, samples);
      const size = sizePx * samples.length;
      const values = this._isShort ? new Float32Array(size) : new Float64Array(size);
      samples.forEach((_, index) => this._copy(bands[index], values, index * sizePx));
      return values;
    });
    return all.subarray((sample - first) * sizePx, (sample - first + 1) * sizePx);
  }

  private async _decoded(area: IWindow, samples: number[]): Promise<ArrayLike<number>[]> {
    try {
      return (await this._image.readRasters({
        window: [area.x0, area.y0, area.x1, area.y1],
        samples,
        interleave: false,
        pool: decodePool
      })) as ArrayLike<number>[];
    } catch (error) {
      if (error instanceof MapError) {
        throw error;
      }
      throw new BlockDamaged(this._file, area.x0, area.y0, { cause: error });
    }
  }

  /** Copies stored values; no-data becomes NaN. */
  private _copy(stored: ArrayLike<number>, into: BlockValues, at: number): void {
    for (let index = 0; index < stored.length; index++) {
      const value = stored[index];
      into[at + index] = this._isNoData(value) ? NaN : value;
    }
  }

  private readonly _isShort: boolean;
  private readonly _together: number;
}
