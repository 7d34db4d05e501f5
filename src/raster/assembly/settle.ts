/*
 * Looks for the quads of single cells; what the steps mean is written beside the twin of these
 * functions, in ../geocode/plain-walk.ts.
 */

import { EDGE, isInside, place, placeU, placeV } from './quad-place';

/** Quads that are tried for a cell before the block is given up. */
const MOST_QUADS: i32 = 24;
/** Quads beyond the edge of the block that are clearly outside, more by distance along the edge. */
const OUTSIDE: f64 = 2.5;
const SLANT: f64 = 0.5;
/** Further than this from a block, in quads, no place is told apart. */
const FAR: f64 = 1e6;

/** How many cells `walk` and `settle` have found. */
export let found: usize = 0;
/** Where the cell that was settled last lies in the block, in quads. */
export let settledSample: f64 = 0;
export let settledLine: f64 = 0;

export function beginHits(): void {
  found = 0;
}

/** Keeps those of two cells whose bits are set; `request` is that of `walk`. */
// @ts-ignore: decorator
@inline
export function keepTwo(
  request: usize,
  which: i32,
  cell: i32,
  quadOne: usize,
  quadTwo: usize,
  u: v128,
  v: v128
): void {
  const first: usize = load<u32>(request, 48);
  const cells: usize = load<u32>(request, 52);
  const offsets: usize = load<u32>(request, 56);
  const us: usize = load<u32>(request, 60);
  const vs: usize = load<u32>(request, 64);
  // Written always, and written over by the next where it does not count.
  let hit = found;
  store<i32>(cells + 4 * hit, cell);
  store<u32>(offsets + 4 * hit, first + quadOne);
  v128.store64_lane(us + 8 * hit, u, 0);
  v128.store64_lane(vs + 8 * hit, v, 0);
  hit += which & 1;
  store<i32>(cells + 4 * hit, cell + 1);
  store<u32>(offsets + 4 * hit, first + quadTwo);
  v128.store64_lane(us + 8 * hit, u, 1);
  v128.store64_lane(vs + 8 * hit, v, 1);
  found = hit + (which >> 1);
}

function keep(request: usize, cell: i32, quad: usize): void {
  const at = 4 * found;
  store<i32>(load<u32>(request, 52) + at, cell);
  store<u32>(load<u32>(request, 56) + at, load<u32>(request, 48) + quad);
  store<f64>(load<u32>(request, 60) + 2 * at, placeU);
  store<f64>(load<u32>(request, 64) + 2 * at, placeV);
  found++;
}

// @ts-ignore: decorator
@inline
function clamp(value: f64, most: i32): i32 {
  return <i32>max(0, min(floor(value), <f64>most));
}

/**
 * Looks for the quads of a cell of a block, from the place on where it is expected, keeps them, and
 * sets where the cell lies.
 *
 * @param request - That of `walk`.
 * @returns 1 when it lies in the block, 0 when not, -1 when that cannot be told.
 */
export function settle(
  request: usize,
  sign: f64,
  cell: i32,
  px: f64,
  py: f64,
  sample: f64,
  lineAt: f64
): i32 {
  const lon: usize = load<u32>(request);
  const lat: usize = load<u32>(request, 4);
  const stride = load<i32>(request, 8);
  const mostSample = load<i32>(request, 12) - 1;
  const mostLine = load<i32>(request, 16) - 1;
  const down: usize = 4 * stride;
  let i = clamp(sample, mostSample);
  let j = clamp(lineAt, mostLine);
  for (let tries: i32 = 1; ; tries++) {
    const at: usize = 4 * <usize>(j * stride + i);
    place(lon + at, lat + at, 4, down, sign, px, py);
    settledSample = <f64>i + placeU;
    settledLine = <f64>j + placeV;
    if (isInside(placeU, placeV)) {
      break;
    }
    if (!(abs(settledSample) < FAR && abs(settledLine) < FAR)) {
      return -1;
    }
    const nextI = clamp(settledSample, mostSample);
    const nextJ = clamp(settledLine, mostLine);
    const beyondU = abs(settledSample - 0.5 - <f64>nextI);
    const beyondV = abs(settledLine - 0.5 - <f64>nextJ);
    if (
      (nextI == i && nextJ == j) ||
      (nextI == i && beyondU > OUTSIDE + SLANT * abs(placeV - 0.5)) ||
      (nextJ == j && beyondV > OUTSIDE + SLANT * abs(placeU - 0.5))
    ) {
      return 0;
    }
    i = nextI;
    j = nextJ;
    if (tries == MOST_QUADS) {
      return -1;
    }
  }
  if (placeU > EDGE && placeU < 1 - EDGE && placeV > EDGE && placeV < 1 - EDGE) {
    keep(request, cell, 4 * <usize>(j * stride + i));
    return 1;
  }
  // A centre on an edge belongs to the quads on both sides, in their order.
  for (let nearJ = max(j - 1, 0); nearJ <= min(j + 1, mostLine); nearJ++) {
    for (let nearI = max(i - 1, 0); nearI <= min(i + 1, mostSample); nearI++) {
      const at: usize = 4 * <usize>(nearJ * stride + nearI);
      place(lon + at, lat + at, 4, down, sign, px, py);
      if (isInside(placeU, placeV)) {
        keep(request, cell, at);
      }
    }
  }
  return 1;
}
