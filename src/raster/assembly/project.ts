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
