import { holds, type ElevationTile } from './elevation-tile';
import type { LonLatBox } from './tile-names';

/** Longitude and latitude in degrees. */
export type LonLat = readonly [lon: number, lat: number];

/** Corners of an outline as longitude and latitude in degrees, in order, not closed. */
export type LonLatRing = readonly LonLat[];

/** Places across the outline's box that are looked at: every 2 km of a burst. */
const ACROSS = 48;
/** Places along each edge of the outline. */
const ALONG = 16;

/** What no tile holds of an outline. */
export interface Uncovered {
  readonly box: LonLatBox;
  /** Of the outline's area, more than 0 to 1. */
  readonly share: number;
}

/** The part of the outline that no tile holds; null when everything is held. */
export function uncovered(ring: LonLatRing, tiles: readonly ElevationTile[]): Uncovered | null {
  const places = placesWithin(ring);
  const missing = places.filter(([lon, lat]) => !tiles.some(tile => holds(tile, lon, lat)));
  return missing.length === 0
    ? null
    : { box: boxOf(missing), share: missing.length / places.length };
}

export function boxOf(places: readonly LonLat[]): LonLatBox {
  const lons = places.map(([lon]) => lon);
  const lats = places.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

function placesWithin(ring: LonLatRing): LonLat[] {
  const [west, south, east, north] = boxOf(ring);
  const places: LonLat[] = [];
  ring.forEach(([lon, lat], i) => {
    const [nextLon, nextLat] = ring[(i + 1) % ring.length];
    for (let k = 0; k < ALONG; k++) {
      const share = k / ALONG;
      places.push([lon + share * (nextLon - lon), lat + share * (nextLat - lat)]);
    }
  });
  for (let i = 1; i < ACROSS; i++) {
    for (let j = 1; j < ACROSS; j++) {
      const lon = west + (i / ACROSS) * (east - west);
      const lat = south + (j / ACROSS) * (north - south);
      if (isWithin(ring, lon, lat)) {
        places.push([lon, lat]);
      }
    }
  }
  return places;
}

export function boxesTouch(a: LonLatBox, b: LonLatBox): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}

/** Whether an outline and a box have ground in common. */
export function touches(ring: LonLatRing, box: LonLatBox): boolean {
  return ringsTouch(ring, cornersOf(box));
}

/** Whether two outlines have ground in common. */
export function ringsTouch(a: LonLatRing, b: LonLatRing): boolean {
  const [boxA, boxB] = [boxOf(a), boxOf(b)];
  return (
    boxesTouch(boxA, boxB) &&
    (a.some(([lon, lat]) => isWithin(b, lon, lat)) ||
      b.some(([lon, lat]) => isWithin(a, lon, lat)) ||
      a.some((p, i) => b.some((r, j) => cross(p, a[(i + 1) % a.length], r, b[(j + 1) % b.length]))))
  );
}

/** From the south-west, counter-clockwise. */
export function cornersOf([west, south, east, north]: LonLatBox): LonLatRing {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north]
  ];
}

/** Whether two edges cross. */
function cross(a: LonLat, b: LonLat, c: LonLat, d: LonLat): boolean {
  const side = (p: LonLat, q: LonLat, r: LonLat) =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}

/** Even-odd rule. */
export function isWithin(ring: LonLatRing, lon: number, lat: number): boolean {
  let inside = false;
  ring.forEach(([lon1, lat1], i) => {
    const [lon2, lat2] = ring[(i + 1) % ring.length];
    if (lat1 > lat !== lat2 > lat && lon < lon1 + ((lat - lat1) / (lat2 - lat1)) * (lon2 - lon1)) {
      inside = !inside;
    }
  });
  return inside;
}
