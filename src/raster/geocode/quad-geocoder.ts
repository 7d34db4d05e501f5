import type { Projection } from '../crs/projection';
import { RasterRequestError } from '../errors';
import type { Grid } from '../grid/grid';
import { unionWindow, type Bounds, type Plane, type Window } from '../plane';
import type { QuadBlocks } from './blocks';
import type { Geocoder, LatLonReader, SarReader } from './geocoder';
import { cellFit, type CellFit } from './cell-fit';
import { CellFiller } from './fill-cells';
import { pixelProjector, type PixelProjector } from './pixel-projector';
import { SparePlanes } from './spare-planes';

/** Block boxes and pixels come from different fits, each within 0.1 mm of the projection. */
const MARGIN_M = 1e-3;
/** How much larger than its block rows a joined read may be. */
const WASTE = 1.4;

export interface GeocoderParts {
  readonly readLatLon: LatLonReader;
  readonly blocks: QuadBlocks;
  readonly target: Projection;
  readonly mapBounds: Bounds;
  readonly lonLatBounds: Bounds;
  readonly continuousLon: (lon: Plane) => Plane;
  readonly maxReadPixels: number;
  readonly check?: () => void;
}

/** The geocoder that `buildGeocoder` makes. */
export class QuadGeocoder implements Geocoder {
  readonly epsg: number;
  readonly mapBounds: Bounds;
  readonly lonLatBounds: Bounds;
  /** Only there once pixels are projected. */
  #projector: PixelProjector | null = null;
  readonly #fit: CellFit | null;

  constructor(readonly parts: GeocoderParts) {
    this.epsg = parts.target.epsg;
    this.mapBounds = parts.mapBounds;
    this.lonLatBounds = parts.lonLatBounds;
    // One fit for all windows, so that a window gives the same cells whatever is around it.
    this.#fit = cellFit(parts.target, parts.mapBounds, parts.lonLatBounds);
  }

  sarWindow(grid: Grid, window: Window): Window | null {
    return this.#blockRows(grid, window).reduce<Window | null>(
      (all, row) => (all ? unionWindow(all, row) : row),
      null
    );
  }

  async geocode(
    grid: Grid,
    window: Window,
    planeCount: number,
    readSar: SarReader,
    progress?: (share: number) => void
  ): Promise<Plane[]> {
    const cells = window.width * window.height;
    let planes: Plane[] | null = null;
    let filler: CellFiller | null = null;
    const [sparePositions, spareValues] = [new SparePlanes(), new SparePlanes()];
    const reads = this.#joined(this.#blockRows(grid, window));
    for (const [done, read] of reads.entries()) {
      this.parts.check?.();
      const pixels = read.width * read.height;
      const [position, values] = await Promise.all([
        this.parts.readLatLon(read, sparePositions.take(pixels)),
        readSar(read, spareValues.take(pixels))
      ]);
      checkPlanes(values, planeCount, read);
      planes ??= values.map(plane =>
        (plane instanceof Float64Array ? new Float64Array(cells) : new Float32Array(cells)).fill(
          NaN
        )
      );
      const lon = this.parts.continuousLon(position.lon);
      filler ??= new CellFiller({
        grid,
        window,
        planes,
        blocks: this.parts.blocks,
        projector: () => this.#projectorOfAll(),
        fit: this.#fit
      });
      filler.fill({ read, lon, lat: position.lat, values });
      sparePositions.put([position.lat, position.lon]);
      spareValues.put(values);
      progress?.((done + 1) / reads.length);
    }
    return planes ?? Array.from({ length: planeCount }, () => new Float32Array(cells).fill(NaN));
  }

  #projectorOfAll(): PixelProjector {
    this.#projector ??= pixelProjector(this.parts.target, this.lonLatBounds);
    return this.#projector;
  }

  #blockRows(grid: Grid, { x, y, width, height }: Window): Window[] {
    if (grid.epsg !== this.epsg) {
      throw new RasterRequestError(
        `a grid in EPSG:${grid.epsg}`,
        `this geocoder was built for EPSG:${this.epsg}`
      );
    }
    const minX = grid.x0 + x * grid.resolutionX;
    const maxY = grid.y0 - y * grid.resolutionY;
    const bounds: Bounds = [
      minX,
      maxY - height * grid.resolutionY,
      minX + width * grid.resolutionX,
      maxY
    ];
    return this.parts.blocks.touching(bounds, this.parts.target.unit === 'metre' ? MARGIN_M : 0);
  }

  /**
   * Joins block rows into fewer reads, in line order. They are never split along the line, which
   * would change which quad comes last.
   */
  #joined(rows: readonly Window[]): Window[] {
    const reads: Window[] = [];
    let pixels = 0;
    for (const row of rows) {
      const last = reads[reads.length - 1];
      const rowPixels = row.width * row.height;
      if (last && last.y + last.height === row.y + 1) {
        const union = unionWindow(last, row);
        const unionPixels = union.width * union.height;
        if (
          unionPixels <= this.parts.maxReadPixels &&
          unionPixels <= WASTE * (pixels + rowPixels)
        ) {
          reads[reads.length - 1] = union;
          pixels += rowPixels;
          continue;
        }
      }
      reads.push(row);
      pixels = rowPixels;
    }
    return reads;
  }
}

function checkPlanes(planes: readonly Plane[], planeCount: number, read: Window): void {
  const cells = read.width * read.height;
  if (planes.length !== planeCount || planes.some(plane => plane.length !== cells)) {
    throw new RasterRequestError(
      'the raster in radar geometry',
      `${planeCount} planes of ${cells} pixels were asked for and ${planes.length} came`
    );
  }
}
