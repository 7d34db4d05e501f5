import { kernels } from '../kernels/kernels';
import type { Bounds, Plane } from '../plane';
import { hasPosition } from './pixel-projector';

/** Gathers the box of all longitudes and latitudes, longitudes without the jump at 180 degrees. */
export class LonLatScan {
  bounds: Bounds | null = null;
  /** The first longitude that was met; all others are taken within 180 degrees of it. */
  #referenceLon = NaN;
  #jumps = false;

  /** The box of these pixels, null when none has a position. */
  add(fileLon: Plane, lat: Plane): { lon: Plane; bounds: Bounds | null } {
    if (Number.isNaN(this.#referenceLon)) {
      const first = lat.findIndex((latDeg, i) => hasPosition(fileLon[i], latDeg));
      this.#referenceLon = first < 0 ? NaN : fileLon[first];
    }
    const inFile = lonLatBox(fileLon, lat);
    if (inFile === null) {
      return { lon: fileLon, bounds: null };
    }
    const jumps = this.#isFar(inFile[0]) || this.#isFar(inFile[2]);
    this.#jumps ||= jumps;
    const lon = jumps ? this.continuous(fileLon) : fileLon;
    const [west, south, east, north] = jumps ? lonLatBox(lon, lat)! : inFile;
    const [w, s, e, n] = this.bounds ?? [west, south, east, north];
    this.bounds = [Math.min(w, west), Math.min(s, south), Math.max(e, east), Math.max(n, north)];
    return { lon, bounds: [west, south, east, north] };
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

/** West, south, east, north of the pixels that have a position; null when none has. */
function lonLatBox(lon: Plane, lat: Plane): Bounds | null {
  const wasm = kernels();
  const [west, east, south, north] =
    wasm !== null && lon instanceof Float32Array && lat instanceof Float32Array
      ? boxByKernel(wasm, lon, lat)
      : plainBox(lon, lat);
  return west <= east ? [west, south, east, north] : null;
}

type Wasm = NonNullable<ReturnType<typeof kernels>>;
type Box = [west: number, east: number, south: number, north: number];

export function boxByKernel(wasm: Wasm, lon: Float32Array, lat: Float32Array): Box {
  const [lonAt, latAt, boxAt] = wasm.reserve(4 * lon.length + 4, 4 * lon.length + 4, 32);
  wasm.float32(lonAt, lon.length).set(lon);
  wasm.float32(latAt, lon.length).set(lat);
  const box = new Float64Array(wasm.run.memory.buffer, boxAt, 4);
  box.set([Infinity, -Infinity, Infinity, -Infinity]);
  wasm.run.widenLonLat(lonAt, latAt, lon.length, boxAt);
  return [...box] as Box;
}

export function plainBox(lon: Plane, lat: Plane): Box {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < lat.length; i++) {
    const lonDeg = lon[i];
    const latDeg = lat[i];
    if (hasPosition(lonDeg, latDeg)) {
      west = lonDeg < west ? lonDeg : west;
      east = lonDeg > east ? lonDeg : east;
      south = latDeg < south ? latDeg : south;
      north = latDeg > north ? latDeg : north;
    }
  }
  return [west, east, south, north];
}
