/*
 * From positions of pixels to the cells of a grid; the twin is in ../geocode/quad-hits.ts.
 */

/** Share of a quad by which a cell centre on its edge may lie outside through rounding. */
const EDGE: f64 = 1e-9;
const MOST_STEPS: i32 = 8;
const STEP_SHARE: f64 = 1e-6;
const LAST_STEP_SHARE: f64 = 1e-5;

/** Hits of the last call of `findHits`. */
export let hitCount: u32 = 0;

// @ts-ignore: decorator
@inline
function lesser(a: f64, b: f64): f64 {
  return a < b ? a : b;
}

// @ts-ignore: decorator
@inline
function greater(a: f64, b: f64): f64 {
  return a > b ? a : b;
}

// @ts-ignore: decorator
@inline
function rough(line: usize, i: u32): v128 {
  return v128.load(line + 4 * <usize>i);
}

/**
 * Four quads at once: which of them may hold the centre of a cell of the window. Rounding to float32
 * keeps the order of numbers and does not change whole ones below 2^24, so no cell gets lost; the
 * margin is for centres that lie outside by rounding.
 */
// @ts-ignore: decorator
@inline
function candidates(
  ax: usize,
  ay: usize,
  bx: usize,
  by: usize,
  i: u32,
  leastX: v128,
  mostX: v128,
  leastY: v128,
  mostY: v128
): i32 {
  const margin = f32x4.splat(1e-3);
  const ax0 = rough(ax, i);
  const ax1 = rough(ax, i + 1);
  const bx0 = rough(bx, i);
  const bx1 = rough(bx, i + 1);
  const ay0 = rough(ay, i);
  const ay1 = rough(ay, i + 1);
  const by0 = rough(by, i);
  const by1 = rough(by, i + 1);
  // The pseudo-minimum is one instruction, but may drop NaN; the sum does not.
  const left = f32x4.pmin(f32x4.pmin(ax0, bx0), f32x4.pmin(ax1, bx1));
  const right = f32x4.pmax(f32x4.pmax(ax0, bx0), f32x4.pmax(ax1, bx1));
  const top = f32x4.pmin(f32x4.pmin(ay0, by0), f32x4.pmin(ay1, by1));
  const bottom = f32x4.pmax(f32x4.pmax(ay0, by0), f32x4.pmax(ay1, by1));
  const sum = f32x4.add(
    f32x4.add(f32x4.add(ax0, bx0), f32x4.add(ax1, bx1)),
    f32x4.add(f32x4.add(ay0, by0), f32x4.add(ay1, by1))
  );
  const firstX = f32x4.pmax(f32x4.ceil(f32x4.sub(left, margin)), leastX);
  const lastX = f32x4.pmin(f32x4.floor(f32x4.add(right, margin)), mostX);
  const firstY = f32x4.pmax(f32x4.ceil(f32x4.sub(top, margin)), leastY);
  const lastY = f32x4.pmin(f32x4.floor(f32x4.add(bottom, margin)), mostY);
  const inside = v128.and(f32x4.le(firstX, lastX), f32x4.le(firstY, lastY));
  return i32x4.bitmask(v128.and(inside, f32x4.eq(sum, sum)));
}

/**
 * Finds the cells whose centres lie in the quads of two lines, from quad `first` on, until all are
 * done or fewer than `capacity` places are left for the next quad.
 *
 * @param lines - Eight int32, places of x and y of the upper and the lower line in float64, then the
 *   same in float32; four int32, first column, end column, first row, end row, all below 2^24.
 * @param cells - Receives int32 cell numbers in the window, `samples` the int32 numbers of the quads,
 *   `us` and `vs` the float64 places in them.
 * @returns The quad to go on with.
 */
export function findHits(
  lines: usize,
  count: u32,
  first: u32,
  cells: usize,
  samples: usize,
  us: usize,
  vs: usize,
  capacity: u32
): u32 {
  const ax: usize = load<u32>(lines);
  const ay: usize = load<u32>(lines + 4);
  const bx: usize = load<u32>(lines + 8);
  const by: usize = load<u32>(lines + 12);
  const roughAx: usize = load<u32>(lines + 16);
  const roughAy: usize = load<u32>(lines + 20);
  const roughBx: usize = load<u32>(lines + 24);
  const roughBy: usize = load<u32>(lines + 28);
  const firstColumn = load<i32>(lines + 32);
  const endColumn = load<i32>(lines + 36);
  const firstRow = load<i32>(lines + 40);
  const endRow = load<i32>(lines + 44);
  const width = endColumn - firstColumn;
  const leastX = f32x4.splat(<f32>firstColumn);
  const mostX = f32x4.splat(<f32>(endColumn - 1));
  const leastY = f32x4.splat(<f32>firstRow);
  const mostY = f32x4.splat(<f32>(endRow - 1));
  let hits: u32 = 0;
  for (let four = first; four + 1 < count; four += 4) {
    let mask = candidates(
      roughAx, roughAy, roughBx, roughBy, four, leastX, mostX, leastY, mostY
    );
    // The positions behind the last sample are no positions.
    const left = count - 1 - four;
    if (left < 4) {
      mask &= (1 << left) - 1;
    }
    for (; mask != 0; mask &= mask - 1) {
      const i = four + ctz(mask);
      const at = 8 * <usize>i;
      const qx = load<f64>(ax + at);
      const qy = load<f64>(ay + at);
      const ax1 = load<f64>(ax + at + 8);
      const ay1 = load<f64>(ay + at + 8);
      const bx0 = load<f64>(bx + at);
      const by0 = load<f64>(by + at);
      const bx1 = load<f64>(bx + at + 8);
      const by1 = load<f64>(by + at + 8);
      const startColumn = greater(
        ceil(lesser(lesser(qx, ax1), lesser(bx0, bx1)) - EDGE),
        <f64>firstColumn
      );
      const lastColumn = lesser(
        floor(greater(greater(qx, ax1), greater(bx0, bx1)) + EDGE),
        <f64>(endColumn - 1)
      );
      const startRow = greater(
        ceil(lesser(lesser(qy, ay1), lesser(by0, by1)) - EDGE),
        <f64>firstRow
      );
      const lastRow = lesser(
        floor(greater(greater(qy, ay1), greater(by0, by1)) + EDGE),
        <f64>(endRow - 1)
      );
      if (!(startColumn <= lastColumn && startRow <= lastRow)) {
        continue;
      }
      const most = (lastColumn - startColumn + 1) * (lastRow - startRow + 1);
      if (most > <f64>(capacity - hits)) {
        hitCount = hits;
        return i;
      }
      const ex = ax1 - qx;
      const ey = ay1 - qy;
      const fx = bx0 - qx;
      const fy = by0 - qy;
      const gx = bx1 - bx0 - ex;
      const gy = by1 - by0 - ey;
      // The first step begins in the middle of the quad, whatever the cell.
      const ux0 = ex + 0.5 * gx;
      const uy0 = ey + 0.5 * gy;
      const vx0 = fx + 0.5 * gx;
      const vy0 = fy + 0.5 * gy;
      const inverse0 = 1 / (ux0 * vy0 - uy0 * vx0);
      // How far the quad is from a parallelogram. Where that is little, a place that is clearly
      // outside after one step stays so: what is left to go is of the order of bend * du * dv.
      const bend =
        lesser(
          greater(abs(gx * vy0 - gy * vx0), abs(ux0 * gy - uy0 * gx)) * abs(inverse0),
          1
        );
      for (let row = startRow; row <= lastRow; row++) {
        for (let column = startColumn; column <= lastColumn; column++) {
          const px = qx - column;
          const py = qy - row;
          const rx0 = px + 0.5 * ex + 0.5 * (fx + 0.5 * gx);
          const ry0 = py + 0.5 * ey + 0.5 * (fy + 0.5 * gy);
          const du0 = (rx0 * vy0 - ry0 * vx0) * inverse0;
          const dv0 = (ux0 * ry0 - uy0 * rx0) * inverse0;
          const away = greater(abs(du0), abs(dv0));
          if (bend < 0.02 && away < 2 && away > 0.5 + 4 * bend * away * away + 1e-6) {
            continue;
          }
          let u = 0.5 - du0;
          let v = 0.5 - dv0;
          let change = abs(du0) + abs(dv0);
          let near = u > -2 && u < 3 && v > -2 && v < 3;
          for (let n = 1; near && n < MOST_STEPS && change > STEP_SHARE; n++) {
            const rx = px + u * ex + v * (fx + u * gx);
            const ry = py + u * ey + v * (fy + u * gy);
            const ux = ex + v * gx;
            const uy = ey + v * gy;
            const vx = fx + u * gx;
            const vy = fy + u * gy;
            const inverse = 1 / (ux * vy - uy * vx);
            const du = (rx * vy - ry * vx) * inverse;
            const dv = (ux * ry - uy * rx) * inverse;
            u -= du;
            v -= dv;
            change = abs(du) + abs(dv);
            near = u > -2 && u < 3 && v > -2 && v < 3;
          }
          if (
            near &&
            u >= -EDGE &&
            u <= 1 + EDGE &&
            v >= -EDGE &&
            v <= 1 + EDGE &&
            change <= LAST_STEP_SHARE
          ) {
            const cell = (<i32>row - firstRow) * width + <i32>column - firstColumn;
            store<i32>(cells + 4 * hits, cell);
            store<u32>(samples + 4 * hits, i);
            store<f64>(us + 8 * hits, u);
            store<f64>(vs + 8 * hits, v);
            hits++;
          }
        }
      }
    }
  }
  hitCount = hits;
  return count;
}
