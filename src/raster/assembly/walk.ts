/*
 * From the cells of a map grid to the quads of pixels that hold them, in longitude and latitude; what
 * the steps mean is written beside the twins of these functions, in ../geocode/plain-walk.ts.
 */

/** Share of a quad by which a cell centre on its edge may lie outside through rounding. */
const EDGE: f64 = 1e-9;
/** Quads that are tried for a cell before the block is given up. */
const MOST_QUADS: i32 = 24;
/** Quads beyond which a quad is continued as a parallelogram. */
const NEAR: f64 = 6;
/** Quads beyond the edge of the block that are clearly outside, more by distance along the edge. */
const OUTSIDE: f64 = 2.5;
const SLANT: f64 = 0.5;
/** Every so many pixels at the edge of a block are looked at, and what is added to their reach. */
const EDGE_STEP: i32 = 4;
const REACH_SHARE: f64 = 0.03;
const REACH_QUADS: f64 = 2;
/** Further than this from a block, in quads, no place is told apart. */
const FAR: f64 = 1e6;

let placeU: f64 = 0;
let placeV: f64 = 0;
let leastU: f64 = 0;
let mostU: f64 = 0;
let leastV: f64 = 0;
let mostV: f64 = 0;

// @ts-ignore: decorator
@inline
function cross(ax: v128, ay: v128, bx: v128, by: v128): v128 {
  return f32x4.sub(f32x4.mul(ax, by), f32x4.mul(ay, bx));
}

/**
 * Whether the area of every quad of a block, at each of its corners, lies between two numbers.
 *
 * @param lon - Place of the first pixel of the block, as is `lat`; lines are `stride` pixels long.
 */
export function isCalm(
  lon: usize,
  lat: usize,
  stride: u32,
  samples: u32,
  lines: u32,
  least: f32,
  most: f32
): bool {
  if (samples < 4) {
    return false;
  }
  const step: usize = 4 * stride;
  let low = f32x4.splat(f32.MAX_VALUE);
  let high = f32x4.splat(-f32.MAX_VALUE);
  let sum = f32x4.splat(0);
  for (let line: u32 = 0; line < lines; line++) {
    for (let next: u32 = 0; next < samples; next += 4) {
      const i: usize = 4 * <usize>(next + 4 <= samples ? next : samples - 4);
      const a = lon + i;
      const b = lat + i;
      const ax0 = v128.load(a);
      const ay0 = v128.load(b);
      const ax1 = v128.load(a, 4);
      const ay1 = v128.load(b, 4);
      const bx0 = v128.load(a + step);
      const by0 = v128.load(b + step);
      const bx1 = v128.load(a + step, 4);
      const by1 = v128.load(b + step, 4);
      const ex = f32x4.sub(ax1, ax0);
      const ey = f32x4.sub(ay1, ay0);
      const fx = f32x4.sub(bx0, ax0);
      const fy = f32x4.sub(by0, ay0);
      const gx = f32x4.sub(bx1, bx0);
      const gy = f32x4.sub(by1, by0);
      const hx = f32x4.sub(bx1, ax1);
      const hy = f32x4.sub(by1, ay1);
      const first = cross(ex, ey, fx, fy);
      const second = cross(ex, ey, hx, hy);
      const third = cross(gx, gy, fx, fy);
      const fourth = cross(gx, gy, hx, hy);
      low = f32x4.pmin(f32x4.pmin(low, first), f32x4.pmin(f32x4.pmin(second, third), fourth));
      high = f32x4.pmax(f32x4.pmax(high, first), f32x4.pmax(f32x4.pmax(second, third), fourth));
      // The pseudo-minimum may drop NaN; the sum does not.
      sum = f32x4.add(sum, f32x4.add(first, fourth));
    }
    lon += step;
    lat += step;
  }
  const within = v128.and(
    f32x4.ge(low, f32x4.splat(least)),
    f32x4.le(high, f32x4.splat(most))
  );
  return i32x4.all_true(v128.and(within, f32x4.eq(sum, sum)));
}

/** Solves a quad, given by its corners, for a point: sets `placeU` and `placeV`. */
// @ts-ignore: decorator
@inline
function solve(
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
  const k0 = hx * ey - hy * ex;
  const k3 = hx * fy - hy * fx;
  if (abs(k0) > NEAR * abs(area) || abs(k3) > NEAR * abs(area)) {
    placeU = k3 / area;
    placeV = -k0 / area;
    return;
  }
  const k2 = gx * fy - gy * fx;
  const k1 = area + (hx * gy - hy * gx);
  const root = sqrt(max(k1 * k1 - 4 * k0 * k2, 0));
  const v = (-2 * k0) / (k1 + sign * root);
  const ux = ex + v * gx;
  const uy = ey + v * gy;
  placeU = ((hx - v * fx) * ux + (hy - v * fy) * uy) / (ux * ux + uy * uy);
  placeV = v;
}

// @ts-ignore: decorator
@inline
function solveAt(
  a: usize,
  b: usize,
  right: usize,
  down: usize,
  sign: f64,
  point: v128
): void {
  solve(a, b, right, down, sign, f64x2.extract_lane(point, 0), f64x2.extract_lane(point, 1));
}

// @ts-ignore: decorator
@inline
function inside(u: f64, v: f64): bool {
  return u >= -EDGE && u <= 1 + EDGE && v >= -EDGE && v <= 1 + EDGE;
}

// @ts-ignore: decorator
@inline
function clamp(value: f64, most: i32): i32 {
  return <i32>max(0, min(floor(value), <f64>most));
}

/**
 * How far the pixels at the edge of a block reach, where the block is taken for one quad: sets
 * `least` and `most` of both places in it. It spares cells that lie outside for sure; the twin looks
 * at all of them.
 */
function reachOf(
  lon: usize,
  lat: usize,
  stride: usize,
  across: i32,
  down: i32,
  sign: f64
): void {
  const line: usize = 4 * stride;
  leastU = leastV = 0;
  mostU = mostV = 1;
  const around = 2 * (across + down);
  for (let n = 0; n < around; n += EDGE_STEP) {
    const k = n % (across + down);
    const i = k < across ? k : n < across + down ? across : 0;
    const j = k < across ? (n < across + down ? 0 : down) : k - across;
    const at: usize = 4 * (<usize>j * stride + <usize>i);
    const x = <f64>load<f32>(lon + at);
    const y = <f64>load<f32>(lat + at);
    solve(lon, lat, 4 * across, <usize>down * line, sign, x, y);
    leastU = min(leastU, placeU);
    mostU = max(mostU, placeU);
    leastV = min(leastV, placeV);
    mostV = max(mostV, placeV);
  }
  const marginU = REACH_SHARE + REACH_QUADS / <f64>across;
  const marginV = REACH_SHARE + REACH_QUADS / <f64>down;
  leastU -= marginU;
  mostU += marginU;
  leastV -= marginV;
  mostV += marginV;
}

/** One step of Horner's rule. */
// @ts-ignore: decorator
@inline
function step(sum: v128, factor: v128, next: v128): v128 {
  return f64x2.add(f64x2.mul(sum, factor), next);
}

/** What the rows of a polynomial of degree 6 in two variables are for a value of the second. */
// @ts-ignore: decorator
@inline
function power(k: usize, y: v128): v128 {
  let sum = step(v128.load(k, 96), y, v128.load(k, 80));
  sum = step(sum, y, v128.load(k, 64));
  sum = step(sum, y, v128.load(k, 48));
  sum = step(sum, y, v128.load(k, 32));
  sum = step(sum, y, v128.load(k, 16));
  return step(sum, y, v128.load(k));
}

// @ts-ignore: decorator
@inline
function along(
  r0: v128,
  r1: v128,
  r2: v128,
  r3: v128,
  r4: v128,
  r5: v128,
  r6: v128,
  x: v128
): v128 {
  return step(step(step(step(step(step(r6, x, r5), x, r4), x, r3), x, r2), x, r1), x, r0);
}

/**
 * Finds the cells of some rows of a grid whose centres lie in the quads of a calm block.
 *
 * @param request - Int32: 0 and 4 places of longitude and latitude of the first pixel of the block, 8
 *   pixels of a line, 12 and 16 quads of the block across and down, 20 and 24 first and end column,
 *   28 and 32 first and end row, 36 and 40 column and row of the first cell of the window, 44 its
 *   width, 48 the number of the first pixel, 52 and 56 places for the int32 numbers of cells and of
 *   pixels at the upper left of quads, 60 and 64 places for the float64 places in the quads.
 * @param table - Float64: 0 and 8 scale and shift of columns, 16 and 24 those of rows, 32 sign of the
 *   area of quads; from 48 on 49 pairs of coefficients of longitude and latitude, those of x^0 y^0
 *   to y^6, then of x^1 and so on.
 * @returns How many were found; -1 when a cell could not be told.
 */
export function walk(request: usize, table: usize): i32 {
  const lon: usize = load<u32>(request);
  const lat: usize = load<u32>(request, 4);
  const stride = load<i32>(request, 8);
  const across = load<i32>(request, 12);
  const down = load<i32>(request, 16);
  const firstColumn = load<i32>(request, 20);
  const endColumn = load<i32>(request, 24);
  const endRow = load<i32>(request, 32);
  const windowX = load<i32>(request, 36);
  const windowY = load<i32>(request, 40);
  const windowWidth = load<i32>(request, 44);
  const firstPixel = load<i32>(request, 48);
  const cells: usize = load<u32>(request, 52);
  const pixels: usize = load<u32>(request, 56);
  const us: usize = load<u32>(request, 60);
  const vs: usize = load<u32>(request, 64);
  const sign = load<f64>(table, 32);
  const line: usize = 4 * stride;
  const perColumn = load<f64>(table);
  const shiftColumn = load<f64>(table, 8);
  const k = table + 48;
  let hits: usize = 0;
  reachOf(lon, lat, stride, across, down, sign);
  for (let row = load<i32>(request, 28); row < endRow; row++) {
    const y = f64x2.splat(<f64>row * load<f64>(table, 16) + load<f64>(table, 24));
    const r0 = power(k, y);
    const r1 = power(k + 112, y);
    const r2 = power(k + 224, y);
    const r3 = power(k + 336, y);
    const r4 = power(k + 448, y);
    const r5 = power(k + 560, y);
    const r6 = power(k + 672, y);
    // The row in the block, as if that were one large quad; then each cell from the one before it.
    const columns = <f64>(endColumn - firstColumn);
    let x = f64x2.splat(<f64>endColumn * perColumn + shiftColumn);
    let point = along(r0, r1, r2, r3, r4, r5, r6, x);
    solveAt(lon, lat, 4 * across, <usize>down * line, sign, point);
    const endU = placeU;
    const endV = placeV;
    x = f64x2.splat(<f64>firstColumn * perColumn + shiftColumn);
    point = along(r0, r1, r2, r3, r4, r5, r6, x);
    solveAt(lon, lat, 4 * across, <usize>down * line, sign, point);
    const stepU = (endU - placeU) / columns;
    const stepV = (endV - placeV) / columns;
    const toLeastU = (leastU - placeU) / stepU;
    const toMostU = (mostU - placeU) / stepU;
    const toLeastV = (leastV - placeV) / stepV;
    const toMostV = (mostV - placeV) / stepV;
    const skipped = max(0, floor(max(min(toLeastU, toMostU), min(toLeastV, toMostV))));
    const start = firstColumn + <i32>min(skipped, columns);
    const stop =
      firstColumn +
      <i32>max(0, min(columns, ceil(min(max(toLeastU, toMostU), max(toLeastV, toMostV))) + 1));
    const perCellSample = stepU * <f64>across;
    const perCellLine = stepV * <f64>down;
    let sample = placeU * <f64>across + <f64>(start - firstColumn) * perCellSample;
    let lineAt = placeV * <f64>down + <f64>(start - firstColumn) * perCellLine;
    for (let column = start; column < stop; column++) {
      x = f64x2.splat(<f64>column * perColumn + shiftColumn);
      point = along(r0, r1, r2, r3, r4, r5, r6, x);
      const px = f64x2.extract_lane(point, 0);
      const py = f64x2.extract_lane(point, 1);
      let i = clamp(sample, across - 1);
      let j = clamp(lineAt, down - 1);
      let found = false;
      let tries: i32 = 0;
      while (true) {
        const at: usize = 4 * <usize>(j * stride + i);
        solve(lon + at, lat + at, 4, line, sign, px, py);
        sample = <f64>i + placeU;
        lineAt = <f64>j + placeV;
        if (inside(placeU, placeV)) {
          found = true;
          break;
        }
        if (!(abs(sample) < FAR && abs(lineAt) < FAR)) {
          return -1;
        }
        const nextI = clamp(sample, across - 1);
        const nextJ = clamp(lineAt, down - 1);
        const beyondU = abs(sample - 0.5 - <f64>nextI);
        const beyondV = abs(lineAt - 0.5 - <f64>nextJ);
        if (
          (nextI == i && nextJ == j) ||
          (nextI == i && beyondU > OUTSIDE + SLANT * abs(placeV - 0.5)) ||
          (nextJ == j && beyondV > OUTSIDE + SLANT * abs(placeU - 0.5))
        ) {
          break;
        }
        i = nextI;
        j = nextJ;
        if (++tries == MOST_QUADS) {
          return -1;
        }
      }
      if (found) {
        if ((column == start && start > firstColumn) || (column + 1 == stop && stop < endColumn)) {
          // There may be more on this side than the reach of the block made expected.
          return -1;
        }
        const cell = (row - windowY) * windowWidth + column - windowX;
        const u = placeU;
        const v = placeV;
        if (u <= EDGE || u >= 1 - EDGE || v <= EDGE || v >= 1 - EDGE) {
          // A centre on an edge belongs to the quads on both sides, in their order.
          for (let nearJ = max(j - 1, 0); nearJ <= min(j + 1, down - 1); nearJ++) {
            for (let nearI = max(i - 1, 0); nearI <= min(i + 1, across - 1); nearI++) {
              const at: usize = 4 * <usize>(nearJ * stride + nearI);
              solve(lon + at, lat + at, 4, line, sign, px, py);
              if (inside(placeU, placeV)) {
                store<i32>(cells + 4 * hits, cell);
                store<i32>(pixels + 4 * hits, firstPixel + nearJ * stride + nearI);
                store<f64>(us + 8 * hits, placeU);
                store<f64>(vs + 8 * hits, placeV);
                hits++;
              }
            }
          }
        } else {
          store<i32>(cells + 4 * hits, cell);
          store<i32>(pixels + 4 * hits, firstPixel + j * stride + i);
          store<f64>(us + 8 * hits, u);
          store<f64>(vs + 8 * hits, v);
          hits++;
        }
      }
      sample += perCellSample;
      lineAt += perCellLine;
    }
  }
  return <i32>hits;
}
