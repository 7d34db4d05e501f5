/*
 * Positions of pixels on a map; what the steps mean is written beside the twins of these functions in
 * ../geocode.
 */

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
 * Projects float32 longitudes and latitudes by a fit, to columns and rows in float64 (`x`, `y`) and
 * in float32 (`roughX`, `roughY`). `count` is taken up to an even number.
 */
export function project(
  lon: usize,
  lat: usize,
  count: u32,
  x: usize,
  y: usize,
  roughX: usize,
  roughY: usize,
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
    let column = f64x2.add(f64x2.mul(easting, c(fit + SCALE_X)), c(fit + SHIFT_X));
    let row = f64x2.add(f64x2.mul(northing, c(fit + SCALE_Y)), c(fit + SHIFT_Y));
    column = v128.bitselect(column, nan, has);
    row = v128.bitselect(row, nan, has);
    v128.store(x + 8 * i, column);
    v128.store(y + 8 * i, row);
    v128.store64_lane(roughX + 4 * i, f32x4.demote_f64x2_zero(column), 0);
    v128.store64_lane(roughY + 4 * i, f32x4.demote_f64x2_zero(row), 0);
  }
}

/**
 * Widens the boxes of the blocks of a line by its longitudes and latitudes; pixels without a position
 * do not count. Each block has `blockSamples` quads, so one pixel more.
 *
 * @param boxes - Four float32 a block: west, east, south, north.
 */
export function widenBlocks(
  lon: usize,
  lat: usize,
  count: u32,
  blockSamples: u32,
  boxes: usize
): void {
  const nan = f32x4.splat(NaN);
  const zero = f32x4.splat(0);
  const mostLat = f32x4.splat(90);
  const mostLon = f32x4.splat(540);
  for (let first: u32 = 0; first + 1 < count; first += blockSamples) {
    const end = min(first + blockSamples + 1, count);
    let west = v128.load32_splat(boxes);
    let east = v128.load32_splat(boxes + 4);
    let south = v128.load32_splat(boxes + 8);
    let north = v128.load32_splat(boxes + 12);
    for (let i = first; i < end; i += 4) {
      // The last step goes over pixels again rather than beyond the block.
      const at: usize = 4 * <usize>(i + 4 <= end || end - first < 4 ? i : end - 4);
      let lonDeg = v128.load(lon + at);
      let latDeg = v128.load(lat + at);
      let has = v128.and(
        f32x4.le(f32x4.abs(latDeg), mostLat),
        f32x4.le(f32x4.abs(lonDeg), mostLon)
      );
      has = v128.andnot(has, v128.and(f32x4.eq(latDeg, zero), f32x4.eq(lonDeg, zero)));
      if (end - first < 4) {
        has = v128.and(has, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(<i32>(end - first))));
      }
      lonDeg = v128.bitselect(lonDeg, nan, has);
      latDeg = v128.bitselect(latDeg, nan, has);
      west = f32x4.pmin(west, lonDeg);
      east = f32x4.pmax(east, lonDeg);
      south = f32x4.pmin(south, latDeg);
      north = f32x4.pmax(north, latDeg);
    }
    store<f32>(boxes, least(west));
    store<f32>(boxes + 4, -least(f32x4.neg(east)));
    store<f32>(boxes + 8, least(south));
    store<f32>(boxes + 12, -least(f32x4.neg(north)));
    boxes += 16;
  }
}

// @ts-ignore: decorator
@inline
function least(v: v128): f32 {
  const pairs = f32x4.pmin(v, i32x4.shuffle(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.pmin(pairs, i32x4.shuffle(pairs, pairs, 1, 0, 3, 2)), 0);
}
