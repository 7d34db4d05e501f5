/*
 * A block of quads as one parallelogram: about where a position lies in it, and how far it reaches.
 */

/** What is added to the reach of a block: a share of it, and quads. */
const REACH_SHARE: f64 = 0.01;
const REACH_QUADS: f64 = 1;

let middle: v128 = i64x2.splat(0);
/** What the place grows by with longitude and with latitude. */
let perLon: v128 = i64x2.splat(0);
let perLat: v128 = i64x2.splat(0);

/** Pairs of what the pixels of the block reach, along the line and across, with a margin. */
export let leastPlace: v128 = i64x2.splat(0);
export let mostPlace: v128 = i64x2.splat(0);

// @ts-ignore: decorator
@inline
export function pairOf(first: f64, second: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(first), 1, second);
}

/** The longitude and latitude of a pixel. */
// @ts-ignore: decorator
@inline
function pixelAt(lon: usize, lat: usize): v128 {
  return pairOf(<f64>load<f32>(lon), <f64>load<f32>(lat));
}

/** The place of a longitude and latitude: 0 to 1 along the line and across, within the parallelogram. */
// @ts-ignore: decorator
@inline
export function blockPlace(position: v128): v128 {
  const way = f64x2.sub(position, middle);
  return f64x2.add(
    f64x2.splat(0.5),
    f64x2.add(
      f64x2.mul(i64x2.shuffle(way, way, 0, 0), perLon),
      f64x2.mul(i64x2.shuffle(way, way, 1, 1), perLat)
    )
  );
}

// @ts-ignore: decorator
@inline
function reach(lon: usize, lat: usize): void {
  const place = blockPlace(pixelAt(lon, lat));
  leastPlace = f64x2.pmin(leastPlace, place);
  mostPlace = f64x2.pmax(mostPlace, place);
}

/**
 * Lays the parallelogram, and sees how far the pixels at the edge reach: a block without folds has all
 * others in between.
 *
 * @param lon - Place of the first pixel, as is `lat`; lines are `line` bytes long.
 */
export function layBlock(lon: usize, lat: usize, line: usize, across: i32, down: i32): void {
  const right: usize = 4 * across;
  const below: usize = <usize>down * line;
  const a = pixelAt(lon, lat);
  const b = pixelAt(lon + right, lat + right);
  const c = pixelAt(lon + below, lat + below);
  const d = pixelAt(lon + right + below, lat + right + below);
  const half = f64x2.splat(0.5);
  middle = f64x2.mul(f64x2.splat(0.25), f64x2.add(f64x2.add(a, b), f64x2.add(c, d)));
  const e = f64x2.mul(half, f64x2.sub(f64x2.add(b, d), f64x2.add(a, c)));
  const f = f64x2.mul(half, f64x2.sub(f64x2.add(c, d), f64x2.add(a, b)));
  const ex = f64x2.extract_lane(e, 0);
  const ey = f64x2.extract_lane(e, 1);
  const fx = f64x2.extract_lane(f, 0);
  const fy = f64x2.extract_lane(f, 1);
  const perArea = 1 / (ex * fy - ey * fx);
  perLon = pairOf(fy * perArea, -ey * perArea);
  perLat = pairOf(-fx * perArea, ex * perArea);
  leastPlace = f64x2.splat(0);
  mostPlace = f64x2.splat(1);
  for (let at: usize = 0; at <= right; at += 4) {
    reach(lon + at, lat + at);
    reach(lon + below + at, lat + below + at);
  }
  for (let at = line; at < below; at += line) {
    reach(lon + at, lat + at);
    reach(lon + right + at, lat + right + at);
  }
  const margin = f64x2.add(
    f64x2.splat(REACH_SHARE),
    f64x2.div(f64x2.splat(REACH_QUADS), pairOf(<f64>across, <f64>down))
  );
  leastPlace = f64x2.sub(leastPlace, margin);
  mostPlace = f64x2.add(mostPlace, margin);
}
