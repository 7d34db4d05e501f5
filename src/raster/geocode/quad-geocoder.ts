import type { Projection } from '../crs/projection';
import { RasterRequestError } from '../errors';
import type { Grid } from '../grid/grid';
import { unionWindow, type Bounds, type Plane, type Window } from '../plane';
import type { QuadBlocks } from './blocks';
import type { Geocoder, LatLonReader, SarReader } from './geocoder';
import { lineSweep } from './line-sweep';
import { pixelProjector, type GridScale, type PixelProjector } from './pixel-projector';
import type { Hits } from './quad-hits';
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
  readonly #project: PixelProjector;

  constructor(readonly parts: GeocoderParts) {
    this.epsg = parts.target.epsg;
    this.mapBounds = parts.mapBounds;
    this.lonLatBounds = parts.lonLatBounds;
    // One fit for all windows, so that a window gives the same cells whatever is around it.
    this.#project = pixelProjector(parts.target, parts.lonLatBounds);
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
      this.#fill(grid, window, read, lon, position.lat, values, planes);
      sparePositions.put([position.lat, position.lon]);
      spareValues.put(values);
      progress?.((done + 1) / reads.length);
    }
    return planes ?? Array.from({ length: planeCount }, () => new Float32Array(cells).fill(NaN));
  }

  #fill(
    grid: Grid,
    window: Window,
    read: Window,
    lon: Plane,
    lat: Plane,
    values: readonly Plane[],
    planes: readonly Plane[]
  ): void {
    const samples = read.width;
    const sweep = lineSweep(this.#project, scaleOf(grid), samples, lon, lat);
    for (let line = 0; line < read.height; line++) {
      sweep.project(lon, lat, line * samples);
      if (line > 0) {
        const upper = (line - 1) * samples;
        sweep.eachHits(window, hits =>
          values.forEach((plane, k) => setHits(hits, plane, upper, upper + samples, planes[k]))
        );
      }
    }
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

function scaleOf({ x0, y0, resolutionX, resolutionY }: Grid): GridScale {
  const scaleX = 1 / resolutionX;
  const scaleY = -1 / resolutionY;
  return { scaleX, shiftX: -x0 * scaleX - 0.5, scaleY, shiftY: -y0 * scaleY - 0.5 };
}

/**
 * Gives each cell that was hit the bilinear value at its place in the quad; NaN at any corner leaves
 * it as it was. The two lines begin at `upper` and `lower` of the plane.
 */
function setHits(hits: Hits, plane: Plane, upper: number, lower: number, target: Plane): void {
  const { count, cells, samples, u, v } = hits;
  for (let hit = 0; hit < count; hit++) {
    const i = samples[hit];
    const a = plane[upper + i] + u[hit] * (plane[upper + i + 1] - plane[upper + i]);
    const b = plane[lower + i] + u[hit] * (plane[lower + i + 1] - plane[lower + i]);
    const value = a + v[hit] * (b - a);
    if (value === value) {
      target[cells[hit]] = value;
    }
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
