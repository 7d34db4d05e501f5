import TileLayer from 'ol/layer/Tile';
import ImageTileSource from 'ol/source/ImageTile';
import TileGrid from 'ol/tilegrid/TileGrid';

import type { IAffine, IBandView, IRaster } from '../raster';
import { colour, sampleTile } from './paint';
import type { IPlane, ISeat } from './plane';
import { groundStepM } from './plane';
import { shadeRelief } from './relief';
import type { IStretch } from './stretch';
import type { ITileMapping } from './tile-mapping';
import { affineMapping, warpMapping } from './tile-mapping';

/** A band of a raster, in its place. */
export interface IDrawnBand {
  readonly raster: IRaster;
  readonly seat: ISeat;
  readonly view: IBandView;
}

/** What a layer shows, and how. */
export interface IPainting extends IDrawnBand {
  readonly stretch: IStretch;
  /** Colour table, see `rampColours`. */
  readonly colours: Uint8ClampedArray;
  /** Draw the shade of the slopes that the values are heights of, in place of the values. */
  readonly isRelief: boolean;
  /** Subtracted from every value before it is coloured. */
  readonly zero: number;
  /** Pixels where this band is below `atLeast`, or has no data, are clear. */
  readonly mask: (IDrawnBand & { readonly atLeast: number }) | null;
}

/** Side of a tile in pixels. */
export const TILE_PX = 256;

/** Tiles whose finest level has about one pixel for each pixel of the raster. */
export function tileGridOf({ extent, pixel }: ISeat): TileGrid {
  const side = Math.max(extent[2] - extent[0], extent[3] - extent[1]);
  const resolutions = [pixel];
  while (resolutions[0] * TILE_PX < side) {
    resolutions.unshift(resolutions[0] * 2);
  }
  return new TileGrid({ extent, origin: [extent[0], extent[3]], resolutions, tileSize: TILE_PX });
}

/** Which pixels of a raster lie below the tile at `[z, x, y]` of a grid, and `aroundPx` around it. */
export function tileMapping(
  grid: TileGrid,
  seat: ISeat,
  z: number,
  x: number,
  y: number,
  aroundPx = 0
): ITileMapping {
  const resolution = grid.getResolution(z);
  const [left, top] = grid.getOrigin(z);
  const planeX = left + (x * TILE_PX - aroundPx) * resolution;
  const planeY = top - (y * TILE_PX - aroundPx) * resolution;
  const sidePx = TILE_PX + 2 * aroundPx;
  if (seat.affine) {
    const back = seat.affine;
    const toRaster: IAffine = {
      a: back.a * resolution,
      b: -back.b * resolution,
      c: back.a * planeX + back.b * planeY + back.c,
      d: back.d * resolution,
      e: -back.e * resolution,
      f: back.d * planeX + back.e * planeY + back.f
    };
    return affineMapping(toRaster, sidePx);
  }
  return warpMapping(
    (column, row) => seat.toRaster(planeX + column * resolution, planeY - row * resolution),
    sidePx
  );
}

/**
 * A raster as a layer of tiles, painted pixel by pixel on canvases: no-data is clear, nothing is
 * smoothed, and no WebGL context is taken, of which a browser has few. Tiles outside the raster are
 * not asked for.
 */
export class RasterLayer extends TileLayer<ImageTileSource> {
  constructor(
    private readonly _plane: IPlane,
    private _painting: IPainting,
    /** Called when a part of the file cannot be read. */
    private readonly _onError: (error: unknown) => void
  ) {
    super();
    this._sit();
    _painting.raster.whenRefined.add(this._again);
  }

  protected override disposeInternal(): void {
    this._painting.raster.whenRefined.delete(this._again);
    super.disposeInternal();
  }

  get painting(): IPainting {
    return this._painting;
  }

  /** Paints anew; tiles that are shown stay until their successors are ready. */
  repaint(painting: IPainting): void {
    const isMoved = painting.seat.extent.some(
      (side, index) => side !== this._painting.seat.extent[index]
    );
    this._painting.raster.whenRefined.delete(this._again);
    painting.raster.whenRefined.add(this._again);
    this._painting = painting;
    if (isMoved || painting.seat.pixel !== this._pixel) {
      this._sit();
      return;
    }
    this._again();
  }

  private _sit(): void {
    const tileGrid = tileGridOf(this._painting.seat);
    this._pixel = this._painting.seat.pixel;
    this.setExtent(this._painting.seat.extent);
    this.setSource(
      new ImageTileSource({
        loader: (z, x, y) => this._paint(tileGrid, z, x, y),
        projection: this._plane.projection,
        tileGrid,
        interpolate: false,
        transition: 0,
        wrapX: false
      })
    );
  }

  private async _paint(
    grid: TileGrid,
    z: number,
    x: number,
    y: number
  ): Promise<HTMLCanvasElement> {
    const canvas = document.createElement('canvas');
    canvas.width = TILE_PX;
    canvas.height = TILE_PX;
    const { raster, seat, view, stretch, colours, zero, mask, isRelief } = this._painting;
    try {
      const [values, masking] = await Promise.all([
        isRelief
          ? this._shade(grid, z, x, y)
          : sampleTile(raster, view, tileMapping(grid, seat, z, x, y)),
        mask && sampleTile(mask.raster, mask.view, tileMapping(grid, mask.seat, z, x, y))
      ]);
      if (values) {
        if (mask) {
          hideBelow(values, masking, mask.atLeast);
        }
        const shifted = isRelief
          ? { low: 0, high: 1 }
          : { low: stretch.low + zero, high: stretch.high + zero };
        const pixels = new ImageData(TILE_PX, TILE_PX);
        colour(values, shifted, colours, pixels.data);
        canvas.getContext('2d')!.putImageData(pixels, 0, 0);
      }
    } catch (error) {
      this._onError(error);
    }
    return canvas;
  }

  /** The shades of a tile; null: it lies outside the raster. */
  private async _shade(
    grid: TileGrid,
    z: number,
    x: number,
    y: number
  ): Promise<Float64Array | null> {
    const { raster, seat, view } = this._painting;
    const heights = await sampleTile(raster, view, tileMapping(grid, seat, z, x, y, 1));
    const resolution = grid.getResolution(z);
    const [left, top] = grid.getOrigin(z);
    const middle = [
      left + (x + 0.5) * TILE_PX * resolution,
      top - (y + 0.5) * TILE_PX * resolution
    ] as const;
    return (
      heights && shadeRelief(heights, TILE_PX + 2, groundStepM(this._plane, middle, resolution))
    );
  }

  private readonly _again = (): void => {
    const source = this.getSource() as ImageTileSource & { setKey(key: string): void };
    // A bare number may be the key that the source gave itself: its first tiles would come back.
    source.setKey(`painted ${++this._generation}`);
  };

  private _generation = 0;
  private _pixel = 0;
}

/** Marks values as no-data where the masking ones are below a bound, or are not there at all. */
export function hideBelow(
  values: Float64Array,
  masking: Float64Array | null,
  atLeast: number
): void {
  for (let index = 0; index < values.length; index++) {
    if (!(masking && masking[index] >= atLeast)) {
      values[index] = NaN;
    }
  }
}
