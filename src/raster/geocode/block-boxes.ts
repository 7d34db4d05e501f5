import type { Projection } from '../crs/projection';
import type { Bounds, Plane } from '../plane';
import type { QuadBlocks } from './blocks';
import type { ScannedLines } from './lon-lat-scan';
import { mapBoxes, type MapBox } from './map-box';
import { pixelProjector, type PixelProjector } from './pixel-projector';

/**
 * Puts the map boxes of blocks, a row at a time. The box of a block is that of its box of longitudes
 * and latitudes, a little too large; only blocks that could widen the bounds of all are projected, so
 * that these bounds are exact.
 */
export class BlockBoxes {
  #projector: PixelProjector | null = null;
  /** The box of longitudes and latitudes that it is for. */
  #fitted: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  /** Whether fits hold on boxes that are larger than the rows. */
  #canGrow = true;

  constructor(
    readonly blocks: QuadBlocks,
    readonly target: Projection
  ) {}

  put(row: number, scanned: ScannedLines, lat: Plane): void {
    const { blocks } = this;
    const projector = this.#projectorFor(scanned.bounds);
    blocks.putSigns(row, scanned.signs);
    const boxOf = projector.fit && mapBoxes(projector.fit);
    const open: { readonly block: number; readonly box: MapBox | null }[] = [];
    for (let block = 0; block < blocks.across; block++) {
      const box = boxOf && boxOf(scanned.boxes, 4 * block);
      if (box === null || !blocks.putInner(row, block, box)) {
        open.push({ block, box });
      }
    }
    // Most of them lie within the ones that reach furthest, which so come first.
    for (const side of [0, 1, 2, 3]) {
      const reachOf = ({ box }: { box: MapBox | null }) =>
        box === null ? 0 : (side % 2 === 0 ? -1 : 1) * box[side];
      open.sort((a, b) => reachOf(b) - reachOf(a));
      const first = open.shift();
      if (first !== undefined) {
        this.#widen(row, first.block, scanned.lon, lat, projector);
      }
    }
    for (const { block, box } of open) {
      if (box === null || !blocks.putInner(row, block, box)) {
        this.#widen(row, block, scanned.lon, lat, projector);
      }
    }
  }

  #widen(row: number, block: number, lon: Plane, lat: Plane, projector: PixelProjector): void {
    const { blocks } = this;
    const { x, width, height } = blocks.pixels(row, block, block);
    // Without folds a block lies within its outermost pixels.
    const isCalm = blocks.sign(row, block) !== 0;
    const pixels = isCalm ? 2 * (width + height) : width * height;
    const [lons, lats, mapX, mapY] = [0, 1, 2, 3].map(() => new Float64Array(pixels));
    let count = 0;
    for (let line = 0; line < height; line++) {
      const isInner = isCalm && line > 0 && line + 1 < height;
      for (let i = 0; i < width; i += isInner ? width - 1 : 1) {
        const pixel = line * blocks.sarWidth + x + i;
        lons[count] = lon[pixel];
        lats[count++] = lat[pixel];
      }
    }
    projector.project(lons, lats, 0, count, mapX, mapY);
    blocks.widen(row, block, mapX, mapY, count);
  }

  /** A projector for a box, the one of the row before where that holds. */
  #projectorFor(bounds: Bounds): PixelProjector {
    const isFitted = bounds.every((bound, side) =>
      side < 2 ? bound >= this.#fitted[side] : bound <= this.#fitted[side]
    );
    if (this.#projector === null || !isFitted) {
      if (this.#canGrow) {
        this.#fitted = grown(bounds);
        this.#projector = pixelProjector(this.target, this.#fitted);
        this.#canGrow = this.#projector.fit !== null;
      }
      if (!this.#canGrow) {
        this.#fitted = bounds;
        this.#projector = pixelProjector(this.target, bounds);
      }
    }
    return this.#projector!;
  }
}

/** A box that is larger by its height on all sides, so that a fit on it holds for the rows to come. */
function grown([west, south, east, north]: Bounds): Bounds {
  const more = north - south;
  return [west - more, Math.max(south - more, -90), east + more, Math.min(north + more, 90)];
}
