/*
 * From positions of pixels to cells of a map grid; what the steps mean is written beside the twins
 * of these functions in ../geocode.
 */

/** Share of a quad by which a cell centre on its edge may lie outside through rounding. */
const EDGE: f64 = 1e-9;
const MOST_STEPS: i32 = 8;
const STEP_SHARE: f64 = 1e-6;
const LAST_STEP_SHARE: f64 = 1e-5;

/** Places in the table of a fit, in bytes. */
const LON0: usize = 0;
const LAT0: usize = 8;
const PER_LON: usize = 16;
const PER_LAT: usize = 24;
const EASTING: usize = 32;
const NORTHING: usize = 152;
const SCALE_X: usize = 272;
const SHIFT_X: usize = 280;
const SCALE_Y: usize = 288;
const SHIFT_Y: usize = 296;

// @ts-ignore: decorator
@inline
function c(at: usize): v128 {
  return v128.load64_splat(at);
}

// @ts-ignore: decorator
@inline
function step(sum: v128, factor: v128, at: usize): v128 {
  return f64x2.add(f64x2.mul(sum, factor), c(at));
}

/** A polynomial of total degree 4: coefficients of u^0 v^0 to v^4, then u^1 v^0 to v^3, and so on. */
// @ts-ignore: decorator
@inline
function quartic(k: usize, u: v128, v: v128): v128 {
  const r0 = step(step(step(step(c(k + 32), v, k + 24), v, k + 16), v, k + 8), v, k);
  const r1 = step(step(step(c(k + 64), v, k + 56), v, k + 48), v, k + 40);
  const r2 = step(step(c(k + 88), v, k + 80), v, k + 72);
  const r3 = step(c(k + 104), v, k + 96);
  let sum = f64x2.add(f64x2.mul(c(k + 112), u), r3);
  sum = f64x2.add(f64x2.mul(sum, u), r2);
  sum = f64x2.add(f64x2.mul(sum, u), r1);
  return f64x2.add(f64x2.mul(sum, u), r0);
}

/** Lanes all ones where a pixel has a position. */
// @ts-ignore: decorator
@inline
function positioned(lon: v128, lat: v128): v128 {
  const zero = f64x2.splat(0);
  const inLat = f64x2.le(f64x2.abs(lat), f64x2.splat(90));
  const inLon = f64x2.le(f64x2.abs(lon), f64x2.splat(540));
  const origin = v128.and(f64x2.eq(lat, zero), f64x2.eq(lon, zero));
  return v128.andnot(v128.and(inLat, inLon), origin);
}

/**
 * Projects float32 longitudes and latitudes by a fit, to float64 columns and rows. `count` is taken
 * up to an even number.
 */
export function project(
  lon: usize,
  lat: usize,
  count: u32,
  x: usize,
  y: usize,
  fit: usize
): void {
  const nan = f64x2.splat(NaN);
  for (let i: usize = 0; i < <usize>count; i += 2) {
    const lonDeg = f64x2.promote_low_f32x4(v128.load64_zero(lon + 4 * i));
    const latDeg = f64x2.promote_low_f32x4(v128.load64_zero(lat + 4 * i));
    const has = positioned(lonDeg, latDeg);
    const u = f64x2.mul(f64x2.sub(lonDeg, c(fit + LON0)), c(fit + PER_LON));
    const v = f64x2.mul(f64x2.sub(latDeg, c(fit + LAT0)), c(fit + PER_LAT));
    const easting = quartic(fit + EASTING, u, v);
    const northing = quartic(fit + NORTHING, u, v);
    const column = f64x2.add(f64x2.mul(easting, c(fit + SCALE_X)), c(fit + SHIFT_X));
    const row = f64x2.add(f64x2.mul(northing, c(fit + SCALE_Y)), c(fit + SHIFT_Y));
    v128.store(x + 8 * i, v128.bitselect(column, nan, has));
    v128.store(y + 8 * i, v128.bitselect(row, nan, has));
  }
}

/** Widens the box at `box` (least and greatest x, then y) by `count` positions that may be NaN. */
export function widenBox(x: usize, y: usize, count: u32, box: usize): void {
  let minX = v128.load64_splat(box);
  let maxX = v128.load64_splat(box + 8);
  let minY = v128.load64_splat(box + 16);
  let maxY = v128.load64_splat(box + 24);
  const even = <usize>count & ~1;
  for (let i: usize = 0; i < even; i += 2) {
    // These take the first of the two when the second is NaN.
    const xs = v128.load(x + 8 * i);
    const ys = v128.load(y + 8 * i);
    minX = f64x2.pmin(minX, xs);
    maxX = f64x2.pmax(maxX, xs);
    minY = f64x2.pmin(minY, ys);
    maxY = f64x2.pmax(maxY, ys);
  }
  if (even < <usize>count) {
    const xs = v128.load64_splat(x + 8 * even);
    const ys = v128.load64_splat(y + 8 * even);
    minX = f64x2.pmin(minX, xs);
    maxX = f64x2.pmax(maxX, xs);
    minY = f64x2.pmin(minY, ys);
    maxY = f64x2.pmax(maxY, ys);
  }
  store<f64>(box, min(f64x2.extract_lane(minX, 0), f64x2.extract_lane(minX, 1)));
  store<f64>(box + 8, max(f64x2.extract_lane(maxX, 0), f64x2.extract_lane(maxX, 1)));
  store<f64>(box + 16, min(f64x2.extract_lane(minY, 0), f64x2.extract_lane(minY, 1)));
  store<f64>(box + 24, max(f64x2.extract_lane(maxY, 0), f64x2.extract_lane(maxY, 1)));
}

/** Widens a box as `widenBox` does by float32 positions, of which those without one do not count. */
export function widenLonLat(lon: usize, lat: usize, count: u32, box: usize): void {
  let minX = v128.load64_splat(box);
  let maxX = v128.load64_splat(box + 8);
  let minY = v128.load64_splat(box + 16);
  let maxY = v128.load64_splat(box + 24);
  const nan = f64x2.splat(NaN);
  for (let i: usize = 0; i < <usize>count; i += 2) {
    let lonDeg = f64x2.promote_low_f32x4(v128.load64_zero(lon + 4 * i));
    let latDeg = f64x2.promote_low_f32x4(v128.load64_zero(lat + 4 * i));
    let has = positioned(lonDeg, latDeg);
    if (i + 1 == <usize>count) {
      has = v128.and(has, i64x2(-1, 0));
    }
    lonDeg = v128.bitselect(lonDeg, nan, has);
    latDeg = v128.bitselect(latDeg, nan, has);
    minX = f64x2.pmin(minX, lonDeg);
    maxX = f64x2.pmax(maxX, lonDeg);
    minY = f64x2.pmin(minY, latDeg);
    maxY = f64x2.pmax(maxY, latDeg);
  }
  store<f64>(box, min(f64x2.extract_lane(minX, 0), f64x2.extract_lane(minX, 1)));
  store<f64>(box + 8, max(f64x2.extract_lane(maxX, 0), f64x2.extract_lane(maxX, 1)));
  store<f64>(box + 16, min(f64x2.extract_lane(minY, 0), f64x2.extract_lane(minY, 1)));
  store<f64>(box + 24, max(f64x2.extract_lane(maxY, 0), f64x2.extract_lane(maxY, 1)));
}

/** Hits of the last call of `findHits`. */
export let hitCount: u32 = 0;

/**
 * Finds the cells whose centres lie in the quads of two lines, from quad `first` on, until all are
 * done or fewer than `capacity` places are left for the next quad.
 *
 * @param window - Four int32: first column, end column, first row, end row.
 * @param cells - Receives int32 cell numbers in the window, `samples` the int32 numbers of the quads,
 *   `us` and `vs` the float64 places in them.
 * @returns The quad to go on with.
 */
export function findHits(
  ax: usize,
  ay: usize,
  bx: usize,
  by: usize,
  count: u32,
  first: u32,
  window: usize,
  cells: usize,
  samples: usize,
  us: usize,
  vs: usize,
  capacity: u32
): u32 {
  const firstColumn = load<i32>(window);
  const endColumn = load<i32>(window + 4);
  const firstRow = load<i32>(window + 8);
  const endRow = load<i32>(window + 12);
  const width = endColumn - firstColumn;
  const edge = f64x2.splat(EDGE);
  const leastX = f64x2.splat(<f64>firstColumn);
  const mostX = f64x2.splat(<f64>(endColumn - 1));
  const leastY = f64x2.splat(<f64>firstRow);
  const mostY = f64x2.splat(<f64>(endRow - 1));
  let hits: u32 = 0;
  let i = first;
  for (; i + 1 < count; ) {
    // Two quads at once; the positions of one more sample than there is are never used.
    const at = <usize>i * 8;
    const ax0 = v128.load(ax + at);
    const bx0 = v128.load(bx + at);
    const ax1 = v128.load(ax + at + 8);
    const bx1 = v128.load(bx + at + 8);
    const ay0 = v128.load(ay + at);
    const by0 = v128.load(by + at);
    const ay1 = v128.load(ay + at + 8);
    const by1 = v128.load(by + at + 8);
    // The pseudo-minimum is one instruction, but may drop NaN; the sum does not.
    const left = f64x2.ceil(
      f64x2.sub(f64x2.pmin(f64x2.pmin(ax0, bx0), f64x2.pmin(ax1, bx1)), edge)
    );
    const right = f64x2.floor(
      f64x2.add(f64x2.pmax(f64x2.pmax(ax0, bx0), f64x2.pmax(ax1, bx1)), edge)
    );
    const top = f64x2.ceil(
      f64x2.sub(f64x2.pmin(f64x2.pmin(ay0, by0), f64x2.pmin(ay1, by1)), edge)
    );
    const bottom = f64x2.floor(
      f64x2.add(f64x2.pmax(f64x2.pmax(ay0, by0), f64x2.pmax(ay1, by1)), edge)
    );
    const sum = f64x2.add(
      f64x2.add(f64x2.add(ax0, bx0), f64x2.add(ax1, bx1)),
      f64x2.add(f64x2.add(ay0, by0), f64x2.add(ay1, by1))
    );
    const inside = v128.and(
      v128.and(
        f64x2.le(f64x2.pmax(left, leastX), f64x2.pmin(right, mostX)),
        f64x2.le(f64x2.pmax(top, leastY), f64x2.pmin(bottom, mostY))
      ),
      f64x2.eq(sum, sum)
    );
    let mask = i64x2.bitmask(inside);
    if (i + 2 >= count) {
      mask &= 1;
    }
    if (mask == 0) {
      i += 2;
      continue;
    }
    if ((mask & 1) == 0) {
      i++;
      // The second quad comes first in the next pass.
      continue;
    }
    const startColumn = <i32>max(f64x2.extract_lane(left, 0), <f64>firstColumn);
    const lastColumn = <i32>min(f64x2.extract_lane(right, 0), <f64>(endColumn - 1));
    const startRow = <i32>max(f64x2.extract_lane(top, 0), <f64>firstRow);
    const lastRow = <i32>min(f64x2.extract_lane(bottom, 0), <f64>(endRow - 1));
    const most = <u64>(lastColumn - startColumn + 1) * <u64>(lastRow - startRow + 1);
    if (most > <u64>(capacity - hits)) {
      break;
    }
    const qx = f64x2.extract_lane(ax0, 0);
    const qy = f64x2.extract_lane(ay0, 0);
    const ex = f64x2.extract_lane(ax1, 0) - qx;
    const ey = f64x2.extract_lane(ay1, 0) - qy;
    const fx = f64x2.extract_lane(bx0, 0) - qx;
    const fy = f64x2.extract_lane(by0, 0) - qy;
    const gx = f64x2.extract_lane(bx1, 0) - f64x2.extract_lane(bx0, 0) - ex;
    const gy = f64x2.extract_lane(by1, 0) - f64x2.extract_lane(by0, 0) - ey;
    for (let row = startRow; row <= lastRow; row++) {
      for (let column = startColumn; column <= lastColumn; column++) {
        const px = qx - <f64>column;
        const py = qy - <f64>row;
        let u: f64 = 0.5;
        let v: f64 = 0.5;
        let change: f64 = 1;
        let near = true;
        for (let n = 0; n < MOST_STEPS && change > STEP_SHARE; n++) {
          const rx = px + u * ex + v * (fx + u * gx);
          const ry = py + u * ey + v * (fy + u * gy);
          const ux = ex + v * gx;
          const uy = ey + v * gy;
          const vx = fx + u * gx;
          const vy = fy + u * gy;
          const determinant = ux * vy - uy * vx;
          const inverse = 1 / determinant;
          const du = (rx * vy - ry * vx) * inverse;
          const dv = (ux * ry - uy * rx) * inverse;
          u -= du;
          v -= dv;
          change = abs(du) + abs(dv);
          if (!(u > -2 && u < 3 && v > -2 && v < 3)) {
            near = false;
            break;
          }
        }
        if (
          near &&
          u >= -EDGE &&
          u <= 1 + EDGE &&
          v >= -EDGE &&
          v <= 1 + EDGE &&
          change <= LAST_STEP_SHARE
        ) {
          store<i32>(cells + 4 * hits, (row - firstRow) * width + column - firstColumn);
          store<u32>(samples + 4 * hits, i);
          store<f64>(us + 8 * hits, u);
          store<f64>(vs + 8 * hits, v);
          hits++;
        }
      }
    }
    i++;
  }
  hitCount = hits;
  return i;
}
