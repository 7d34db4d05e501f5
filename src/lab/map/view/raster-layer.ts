import TileLayer from 'ol/layer/Tile';
import ImageTileSource from 'ol/source/ImageTile';
import TileGrid from 'ol/tilegrid/TileGrid';

import type { IAffine, IBandView, IRaster } from '../raster';
import { invert } from '../raster';
import { colour, sampleTile } from './paint';
import type { IPlane } from './plane';
import type { IStretch } from './stretch';

/** How a raster is painted. */
export interface IPainting {
  readonly view: IBandView;
  readonly stretch: IStretch;
  readonly colours: Uint8ClampedArray;
}

const TILE_PX = 256;

/** Tiles whose finest level has one pixel for each pixel of the raster. */
export function tileGridOf(plane: IPlane): TileGrid {
  const { toPlane: map, extent } = plane;
  const finest = Math.min(Math.hypot(map.a, map.d), Math.hypot(map.b, map.e));
  const side = Math.max(extent[2] - extent[0], extent[3] - extent[1]);
  const resolutions = [finest];
  while (resolutions[0] * TILE_PX < side) {
    resolutions.unshift(resolutions[0] * 2);
  }
  return new TileGrid({
    extent,
    origin: [extent[0], extent[3]],
    resolutions,
    tileSize: TILE_PX
  });
}

/** From a tile's pixels to the raster's, for the tile at `[z, x, y]`. */
export function tileToRaster(
  grid: TileGrid,
  plane: IPlane,
  z: number,
  x: number,
  y: number
): IAffine {
  const back = invert(plane.toPlane)!;
  const resolution = grid.getResolution(z);
  const [left, top] = grid.getOrigin(z);
  const planeX = left + x * TILE_PX * resolution;
  const planeY = top - y * TILE_PX * resolution;
  return {
    a: back.a * resolution,
    b: -back.b * resolution,
    c: back.a * planeX + back.b * planeY + back.c,
    d: back.d * resolution,
    e: -back.e * resolution,
    f: back.d * planeX + back.e * planeY + back.f
  };
}

/**
 * The raster as a layer of tiles, painted pixel by pixel on canvases: no-data is clear, nothing is
 * smoothed, and no WebGL context is taken, of which a browser has few.
 */
export class RasterLayer extends TileLayer<ImageTileSource> {
  constructor(
    private readonly _raster: IRaster,
    private readonly _plane: IPlane,
    private _painting: IPainting,
    /** Called when a part of the file cannot be read. */
    private readonly _onError: (error: unknown) => void
  ) {
    super();
    const tileGrid = tileGridOf(_plane);
    this.setSource(
      new ImageTileSource({
        loader: (z, x, y) => this._paint(tileGrid, z, x, y),
        projection: _plane.projection,
        tileGrid,
        interpolate: false,
        transition: 0,
        wrapX: false
      })
    );
  }

  /** Paints anew; tiles that are shown stay until their successors are ready. */
  repaint(painting: IPainting): void {
    this._painting = painting;
    const source = this.getSource() as ImageTileSource & { setKey(key: string): void };
    source.setKey(String(++this._generation));
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
    const { view, stretch, colours } = this._painting;
    const toRaster = tileToRaster(grid, this._plane, z, x, y);
    try {
      const values = await sampleTile(this._raster, view, { toRaster, sidePx: TILE_PX });
      if (values) {
        const pixels = new ImageData(TILE_PX, TILE_PX);
        colour(values, stretch, colours, pixels.data);
        canvas.getContext('2d')!.putImageData(pixels, 0, 0);
      }
    } catch (error) {
      this._onError(error);
    }
    return canvas;
  }

  private _generation = 0;
}
