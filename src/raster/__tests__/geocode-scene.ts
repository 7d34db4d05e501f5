import type { Bounds, Plane, Window } from '..';
import { hasPosition } from '../geocode/pixel-projector';
import { randoms } from './support';

export const METRES_PER_DEGREE = 111_320;

/** A raster in radar geometry, whole in memory. */
export interface Scene {
  width: number;
  height: number;
  lat: Float32Array;
  lon: Float32Array;
}

/**
 * Lines 14 m apart of samples 4 m apart, turned by `turn`, with relief that shifts samples along the
 * line: more than 4 m of it from one sample to the next is layover.
 */
export function scene(
  width: number,
  height: number,
  centre: [lon: number, lat: number],
  { turn = 0.2, reliefM = 0, gaps = 0, mirrored = false } = {}
): Scene {
  const random = randoms(width + height);
  const lat = new Float32Array(width * height);
  const lon = new Float32Array(width * height);
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  const narrow = Math.cos((centre[1] * Math.PI) / 180);
  for (let i = 0; i < lat.length; i++) {
    const [line, sample] = [Math.floor(i / width), i % width];
    const range = 4 * (sample - width / 2) + reliefM * Math.sin(sample / 5) * Math.sin(line / 9);
    const azimuth = (mirrored ? -14 : 14) * (line - height / 2);
    lon[i] = centre[0] + (range * c - azimuth * s) / (METRES_PER_DEGREE * narrow);
    lat[i] = centre[1] + (range * s + azimuth * c) / METRES_PER_DEGREE;
    if (random() < gaps) {
      [lat[i], lon[i]] = [
        [NaN, NaN],
        [0, 0],
        [-9999, -9999]
      ][Math.floor(3 * random())];
    }
  }
  return { width, height, lat, lon };
}

/** West, south, east and north of the pixels that have a position. */
export function boundsOf({ lat, lon }: Scene): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  lat.forEach((latDeg, i) => {
    if (hasPosition(lon[i], latDeg)) {
      west = Math.min(west, lon[i]);
      east = Math.max(east, lon[i]);
      south = Math.min(south, latDeg);
      north = Math.max(north, latDeg);
    }
  });
  return [west, south, east, north];
}

/** Reads windows of a scene, and of planes like it. */
export function readerOf({ width, lat, lon }: Scene) {
  const cut = (plane: Plane, w: Window) =>
    Float32Array.from({ length: w.width * w.height }, (_, i) => {
      return plane[(w.y + Math.floor(i / w.width)) * width + w.x + (i % w.width)];
    });
  return {
    cut,
    readLatLon: async (w: Window) => ({ lat: cut(lat, w), lon: cut(lon, w) })
  };
}
