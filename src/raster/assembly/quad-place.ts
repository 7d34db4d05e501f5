/*
 * Places of points in quads of pixels; how a quad is solved is written beside the twin of these
 * functions, in ../geocode/plain-walk.ts.
 */

/** Share of a quad by which a cell centre on its edge may lie outside through rounding. */
export const EDGE: f64 = 1e-9;
/** Quads beyond which a quad is continued as a parallelogram outside. */
const NEAR: f64 = 6;

/** What `place` found: 0 to 1 along the line, and from the upper to the lower line. */
export let placeU: f64 = 0;
export let placeV: f64 = 0;
/** What `placeTwo` found, a lane each: it holds for places in quads where lanes of `isReal` are all ones. */
export let placesU: v128 = i64x2.splat(0);
export let placesV: v128 = i64x2.splat(0);
export let isReal: v128 = i64x2.splat(0);
let alongEs: v128 = i64x2.splat(0);
let alongFs: v128 = i64x2.splat(0);
let areas: v128 = i64x2.splat(0);

/**
 * The place of a point in a quad, whose first pixel lies at `a` and `b` of longitudes and latitudes; the
 * others are `right` and `down` bytes on. Sets `placeU` and `placeV`.
 */
// @ts-ignore: decorator
@inline
export function place(
  a: usize,
  b: usize,
  right: usize,
  down: usize,
  sign: f64,
  px: f64,
  py: f64
): void {
  const ax = <f64>load<f32>(a);
  const ay = <f64>load<f32>(b);
  const bx = <f64>load<f32>(a + right);
  const by = <f64>load<f32>(b + right);
  const cx = <f64>load<f32>(a + down);
  const cy = <f64>load<f32>(b + down);
  const dx = <f64>load<f32>(a + right + down);
  const dy = <f64>load<f32>(b + right + down);
  const hx = px - ax;
  const hy = py - ay;
  const ex = bx - ax;
  const ey = by - ay;
  const fx = cx - ax;
  const fy = cy - ay;
  const gx = dx - cx - ex;
  const gy = dy - cy - ey;
  const area = ex * fy - ey * fx;
  const alongE = ex * hy - ey * hx;
  const alongF = hx * fy - hy * fx;
  const bend = hx * gy - hy * gx;
  const ahead = area + bend;
  const squared = ahead * ahead + 2 * alongE * (2 * (gx * fy - gy * fx));
  const root = sign * sqrt(max(squared, 0));
  placeU = (2 * alongF) / (area - bend + root);
  placeV = (2 * alongE) / (ahead + root);
  const reach = NEAR * abs(area);
  if (
    (abs(alongE) > reach || abs(alongF) > reach) &&
    !(squared >= 0 && isInside(placeU, placeV))
  ) {
    placeU = alongF / area;
    placeV = alongE / area;
  }
}

// @ts-ignore: decorator
@inline
export function isInside(u: f64, v: f64): bool {
  return u >= -EDGE && u <= 1 + EDGE && v >= -EDGE && v <= 1 + EDGE;
}

// @ts-ignore: decorator
@inline
function cross(ax: v128, ay: v128, bx: v128, by: v128): v128 {
  return f64x2.sub(f64x2.mul(ax, by), f64x2.mul(ay, bx));
}

/** The same for two points, each in a quad of its own. */
// @ts-ignore: decorator
@inline
export function placeTwo(
  ax: v128,
  ay: v128,
  bx: v128,
  by: v128,
  cx: v128,
  cy: v128,
  dx: v128,
  dy: v128,
  sign: v128,
  px: v128,
  py: v128
): void {
  const hx = f64x2.sub(px, ax);
  const hy = f64x2.sub(py, ay);
  const ex = f64x2.sub(bx, ax);
  const ey = f64x2.sub(by, ay);
  const fx = f64x2.sub(cx, ax);
  const fy = f64x2.sub(cy, ay);
  const gx = f64x2.sub(f64x2.sub(dx, cx), ex);
  const gy = f64x2.sub(f64x2.sub(dy, cy), ey);
  const area = cross(ex, ey, fx, fy);
  const alongE = cross(ex, ey, hx, hy);
  const alongF = cross(hx, hy, fx, fy);
  const bend = cross(hx, hy, gx, gy);
  const k2 = cross(gx, gy, fx, fy);
  const ahead = f64x2.add(area, bend);
  const twiceE = f64x2.add(alongE, alongE);
  const squared = f64x2.add(f64x2.mul(ahead, ahead), f64x2.mul(twiceE, f64x2.add(k2, k2)));
  const zero = f64x2.splat(0);
  const root = f64x2.mul(sign, f64x2.sqrt(f64x2.pmax(squared, zero)));
  placesU = f64x2.div(f64x2.add(alongF, alongF), f64x2.add(f64x2.sub(area, bend), root));
  placesV = f64x2.div(twiceE, f64x2.add(ahead, root));
  isReal = f64x2.ge(squared, zero);
  alongEs = alongE;
  alongFs = alongF;
  areas = area;
}

/** Puts right what `placeTwo` found outside of quads, where these are continued as parallelograms. */
// @ts-ignore: decorator
@inline
export function placeFar(): void {
  const reach = f64x2.mul(f64x2.splat(NEAR), f64x2.abs(areas));
  const isFar = f64x2.gt(f64x2.pmax(f64x2.abs(alongEs), f64x2.abs(alongFs)), reach);
  placesU = v128.bitselect(f64x2.div(alongFs, areas), placesU, isFar);
  placesV = v128.bitselect(f64x2.div(alongEs, areas), placesV, isFar);
}
