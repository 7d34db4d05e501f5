import type { Bounds, Plane } from '../plane';
import { scanBlocks, type BlockScan } from './block-scan';
import { hasPosition } from './pixel-projector';

/** A row of blocks with positions. */
export interface ScannedLines extends BlockScan {
  /** Longitudes without the jump at 180 degrees. */
  readonly lon: Plane;
  /** West, south, east, north of all of them. */
  readonly bounds: Bounds;
}

/** Gathers the box of all longitudes and latitudes, longitudes without the jump at 180 degrees. */
export class LonLatScan {
  bounds: Bounds | null = null;
  /** The first longitude that was met; all others are taken within 180 degrees of it. */
  #referenceLon = NaN;
  #jumps = false;

  /** Adds a row of blocks; null when none of their pixels has a position. */
  add(fileLon: Plane, lat: Plane, stride: number, blockSamples: number): ScannedLines | null {
    if (Number.isNaN(this.#referenceLon)) {
      const first = lat.findIndex((latDeg, i) => hasPosition(fileLon[i], latDeg));
      this.#referenceLon = first < 0 ? NaN : fileLon[first];
    }
    let lon = fileLon;
    let scan = scanBlocks({ lon, lat, stride }, blockSamples);
    let bounds = unionOf(scan.boxes);
    if (this.#isFar(bounds[0]) || this.#isFar(bounds[2])) {
      this.#jumps = true;
      lon = this.continuous(fileLon);
      scan = scanBlocks({ lon, lat, stride }, blockSamples);
      bounds = unionOf(scan.boxes);
    }
    const [west, south, east, north] = bounds;
    if (!(west <= east)) {
      return null;
    }
    const [w, s, e, n] = this.bounds ?? bounds;
    this.bounds = [Math.min(w, west), Math.min(s, south), Math.max(e, east), Math.max(n, north)];
    return { ...scan, lon, bounds };
  }

  /**
   * Longitudes within 180 degrees of the reference: the same array where they are already. They
   * belong to pixels that were added before.
   */
  continuous(lon: Plane): Plane {
    if (!this.#jumps || !lon.some(lonDeg => this.#isFar(lonDeg))) {
      return lon;
    }
    const result = lon.slice();
    for (let i = 0; i < result.length; i++) {
      const turns = Math.round((this.#referenceLon - result[i]) / 360);
      if (turns !== 0 && Math.abs(result[i]) <= 360) {
        result[i] += 360 * turns;
      }
    }
    return result;
  }

  #isFar(lonDeg: number): boolean {
    return Math.abs(lonDeg - this.#referenceLon) > 180 && Math.abs(lonDeg) <= 360;
  }
}

function unionOf(boxes: Float64Array): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < boxes.length; i += 4) {
    west = Math.min(west, boxes[i]);
    east = Math.max(east, boxes[i + 1]);
    south = Math.min(south, boxes[i + 2]);
    north = Math.max(north, boxes[i + 3]);
  }
  return [west, south, east, north];
}
