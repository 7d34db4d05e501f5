/*
 * From the cells of a map grid to the quads of pixels that hold them, in longitude and latitude; what
 * the steps mean is written beside the twins of these functions, in ../geocode/plain-walk.ts.
 */

import { blockPlace, layBlock, leastPlace, mostPlace, pairOf } from './block-place';
import { cellPosition, coefficientAt, positionAlong } from './cell-position';
import { firsts, pairsAt, seconds } from './pairs';
import { isReal, placeFar, placesU, placesV, placeTwo } from './quad-place';
import { beginHits, found, keepTwo, settle, settledLine, settledSample } from './settle';

/** Where the table has the coefficients. */
const COEFFICIENTS: usize = 48;
/** Shares of a quad by which a place has to be off its edge here; nearer ones are settled. */
const CLEAR: f64 = 1e-8;
/**
 * Vectors that engines would make anew wherever they are written out: the middle of a quad; the square
 * of what is clearly inside, from there; what whole numbers below 2^32 stand in the low bits of when it
 * is added to them.
 */
const VECTORS: usize = memory.data<f64>([
  0.5, 0.5,
  (0.5 - CLEAR) * (0.5 - CLEAR), (0.5 - CLEAR) * (0.5 - CLEAR),
  4503599627370496, 4503599627370496
], 16);
/** Quads that are tried for two cells before they are settled one by one, less one. */
const MOST_TRIES: i32 = 2;
/** Quads from the middle of the nearest quad within which a place may be called outside here. */
const NEARBY: f64 = 1000;

// @ts-ignore: decorator
@inline
function clampTwo(value: v128, highest: v128): v128 {
  // NaN becomes 0.
  return f64x2.pmin(highest, f64x2.pmax(f64x2.splat(0), f64x2.floor(value)));
}

/** Puts longitudes and latitudes of cells of a row, from `start` to `stop` and one more. */
function putPositions(
  table: usize,
  row: i32,
  firstColumn: i32,
  start: i32,
  stop: i32,
  xs: usize,
  ys: usize
): void {
  const k = table + COEFFICIENTS;
  const perColumn = load<f64>(table);
  const shiftColumn = load<f64>(table, 8);
  const y = f64x2.splat(<f64>row * load<f64>(table, 16) + load<f64>(table, 24));
  const r0 = coefficientAt(k, y);
  const r1 = coefficientAt(k + 112, y);
  const r2 = coefficientAt(k + 224, y);
  const r3 = coefficientAt(k + 336, y);
  const r4 = coefficientAt(k + 448, y);
  const r5 = coefficientAt(k + 560, y);
  const r6 = coefficientAt(k + 672, y);
  for (let at = start; at < stop; at += 2) {
    const column = <f64>(firstColumn + at);
    const xOne = f64x2.splat(column * perColumn + shiftColumn);
    const xTwo = f64x2.splat((column + 1) * perColumn + shiftColumn);
    const one = positionAlong(r0, r1, r2, r3, r4, r5, r6, xOne);
    const two = positionAlong(r0, r1, r2, r3, r4, r5, r6, xTwo);
    v128.store(xs + 8 * at, i64x2.shuffle(one, two, 0, 2));
    v128.store(ys + 8 * at, i64x2.shuffle(one, two, 1, 3));
  }
}

/** How far two places are from the middle of their quads, along the line or across, squared. */
// @ts-ignore: decorator
@inline
function fromMiddle(u: v128, v: v128): v128 {
  const half = v128.load(VECTORS);
  const onU = f64x2.sub(u, half);
  const onV = f64x2.sub(v, half);
  return f64x2.pmax(f64x2.mul(onU, onU), f64x2.mul(onV, onV));
}

/** Columns that places are kept of, from the row above. */
let knownStart: i32 = 0;
let knownStop: i32 = 0;

/** Goes on with the places that are kept to the columns from `start` to `stop`. */
function knowColumns(
  samples: usize,
  lines: usize,
  start: i32,
  stop: i32,
  perCellSample: f64,
  perCellLine: f64
): void {
  for (; knownStart > start; knownStart--) {
    const at: usize = 8 * knownStart;
    store<f64>(samples + at - 8, load<f64>(samples + at) - perCellSample);
    store<f64>(lines + at - 8, load<f64>(lines + at) - perCellLine);
  }
  for (; knownStop < stop; knownStop++) {
    const at: usize = 8 * knownStop;
    store<f64>(samples + at, load<f64>(samples + at - 8) + perCellSample);
    store<f64>(lines + at, load<f64>(lines + at - 8) + perCellLine);
  }
  knownStart = start;
  knownStop = stop;
}

/**
 * Finds the cells of some rows of a grid whose centres lie in the quads of a calm block. Two cells
 * are taken at once, where the row above lets them be expected; those that are not there or lie near
 * an edge are settled one by one.
 *
 * @param request - Int32: 0 and 4 places of longitude and latitude of the first pixel of the block, 8
 *   pixels of a line, 12 and 16 quads of the block across and down, 20 and 24 first and end column, 28
 *   and 32 first and end row, 36 and 40 column and row of the first cell of the window, 44 its width,
 *   48 bytes from the first pixel in memory to that of the block; places for what is found: 52 and 56
 *   for the int32 numbers of cells and bytes to the pixels at the upper left of quads, 60 and 64 for
 *   the float64 places in the quads; 68, 72, 76 and 80 room for a float64 a column and one more.
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
  const columns = load<i32>(request, 24) - firstColumn;
  const firstRow = load<i32>(request, 28);
  const endRow = load<i32>(request, 32);
  const samples: usize = load<u32>(request, 68);
  const lines: usize = load<u32>(request, 72);
  const xs: usize = load<u32>(request, 76);
  const ys: usize = load<u32>(request, 80);
  const line: usize = 4 * stride;
  const sign = load<f64>(table, 32);
  const signs = f64x2.splat(sign);
  const perColumn = load<f64>(table);
  const shiftColumn = load<f64>(table, 8);
  const perRow = load<f64>(table, 16);
  const shiftRow = load<f64>(table, 24);
  const k = table + COEFFICIENTS;
  const strides = f64x2.splat(<f64>stride);
  const lastSamples = f64x2.splat(<f64>(across - 1));
  const lastLines = f64x2.splat(<f64>(down - 1));
  const size = pairOf(<f64>across, <f64>down);
  beginHits();
  layBlock(lon, lat, line, across, down);
  // Places in the block go on evenly from column to column and from row to row.
  const x = <f64>firstColumn * perColumn + shiftColumn;
  const y = <f64>firstRow * perRow + shiftRow;
  const corner = blockPlace(cellPosition(k, x, y));
  const onColumn = f64x2.div(
    f64x2.sub(blockPlace(cellPosition(k, x + <f64>columns * perColumn, y)), corner),
    f64x2.splat(<f64>columns)
  );
  const rows = <f64>(endRow - firstRow);
  const onRow = f64x2.div(
    f64x2.sub(blockPlace(cellPosition(k, x, y + rows * perRow)), corner),
    f64x2.splat(rows)
  );
  const perCell = f64x2.mul(onColumn, size);
  const onRowSample = f64x2.splat(f64x2.extract_lane(f64x2.mul(onRow, size), 0));
  const onRowLine = f64x2.splat(f64x2.extract_lane(f64x2.mul(onRow, size), 1));
  knownStop = -1;
  for (let row = firstRow; row < endRow; row++) {
    const rowPlace = f64x2.add(corner, f64x2.mul(f64x2.splat(<f64>(row - firstRow)), onRow));
    const toLeast = f64x2.div(f64x2.sub(leastPlace, rowPlace), onColumn);
    const toMost = f64x2.div(f64x2.sub(mostPlace, rowPlace), onColumn);
    const from = f64x2.pmin(toLeast, toMost);
    const to = f64x2.pmax(toLeast, toMost);
    const first = floor(max(f64x2.extract_lane(from, 0), f64x2.extract_lane(from, 1)));
    const last = ceil(min(f64x2.extract_lane(to, 0), f64x2.extract_lane(to, 1)));
    const start = <i32>max(0, min(first, <f64>columns));
    const stop = <i32>max(0, min(last + 1, <f64>columns));
    if (start >= stop) {
      // The places that are kept are those of the row above.
      knownStop = -1;
      continue;
    }
    if (knownStop < 0) {
      const place = f64x2.mul(
        f64x2.add(rowPlace, f64x2.mul(f64x2.splat(<f64>start), onColumn)),
        size
      );
      const at: usize = 8 * start;
      store<f64>(samples + at, f64x2.extract_lane(place, 0) - f64x2.extract_lane(onRowSample, 0));
      store<f64>(lines + at, f64x2.extract_lane(place, 1) - f64x2.extract_lane(onRowLine, 0));
      knownStart = start;
      knownStop = start + 1;
    }
    knowColumns(
      samples,
      lines,
      start,
      stop,
      f64x2.extract_lane(perCell, 0),
      f64x2.extract_lane(perCell, 1)
    );
    putPositions(table, row, firstColumn, start, stop, xs, ys);
    const rowCell =
      (row - load<i32>(request, 40)) * load<i32>(request, 44) + firstColumn - load<i32>(request, 36);
    for (let at = start; at < stop; at += 2) {
      const sampleAt = samples + 8 * at;
      const lineAt = lines + 8 * at;
      const sample = f64x2.add(v128.load(sampleAt), onRowSample);
      const expectedLine = f64x2.add(v128.load(lineAt), onRowLine);
      const px = v128.load(xs + 8 * at);
      const py = v128.load(ys + 8 * at);
      const used = at + 1 < stop ? 3 : 1;
      let i = clampTwo(sample, lastSamples);
      let j = clampTwo(expectedLine, lastLines);
      let which: i32 = 0;
      for (let tries: i32 = 0; ; tries++) {
        const quads = f64x2.add(f64x2.add(f64x2.mul(j, strides), i), v128.load(VECTORS, 32));
        const oneAt: usize = 4 * i32x4.extract_lane(quads, 0);
        const twoAt: usize = 4 * i32x4.extract_lane(quads, 2);
        const upperX = pairsAt(lon + oneAt, lon + twoAt);
        const upperY = pairsAt(lat + oneAt, lat + twoAt);
        const lowerX = pairsAt(lon + line + oneAt, lon + line + twoAt);
        const lowerY = pairsAt(lat + line + oneAt, lat + line + twoAt);
        placeTwo(
          firsts(upperX), firsts(upperY), seconds(upperX), seconds(upperY),
          firsts(lowerX), firsts(lowerY), seconds(lowerX), seconds(lowerY),
          signs, px, py
        );
        const isClear = f64x2.lt(fromMiddle(placesU, placesV), v128.load(VECTORS, 16));
        const inside = v128.and(isClear, isReal);
        which = i64x2.bitmask(inside) & used;
        let isSettled = which == used;
        const quadI = i;
        const quadJ = j;
        if (!isSettled) {
          placeFar();
          i = clampTwo(f64x2.add(i, placesU), lastSamples);
          j = clampTwo(f64x2.add(j, placesV), lastLines);
          // A place beyond the block, told by the quad at its edge, is outside.
          const away = fromMiddle(placesU, placesV);
          const outside = v128.and(
            v128.and(f64x2.eq(i, quadI), f64x2.eq(j, quadJ)),
            v128.and(
              f64x2.gt(away, f64x2.splat((0.5 + CLEAR) * (0.5 + CLEAR))),
              f64x2.lt(away, f64x2.splat(NEARBY * NEARBY))
            )
          );
          isSettled = ((which | i64x2.bitmask(outside)) & used) == used;
        }
        const inSample = f64x2.add(quadI, placesU);
        const inLine = f64x2.add(quadJ, placesV);
        if (isSettled) {
          keepTwo(request, which, rowCell + at, oneAt, twoAt, placesU, placesV);
          v128.store(sampleAt, inSample);
          v128.store(lineAt, inLine);
          break;
        }
        if (tries == MOST_TRIES) {
          which = settle(
            request, sign, rowCell + at,
            f64x2.extract_lane(px, 0), f64x2.extract_lane(py, 0),
            f64x2.extract_lane(inSample, 0), f64x2.extract_lane(inLine, 0)
          );
          store<f64>(sampleAt, settledSample);
          store<f64>(lineAt, settledLine);
          if (used == 3) {
            which |= 2 * settle(
              request, sign, rowCell + at + 1,
              f64x2.extract_lane(px, 1), f64x2.extract_lane(py, 1),
              f64x2.extract_lane(inSample, 1), f64x2.extract_lane(inLine, 1)
            );
            store<f64>(sampleAt, settledSample, 8);
            store<f64>(lineAt, settledLine, 8);
          }
          break;
        }
      }
      if (which < 0) {
        return -1;
      }
      // Where there is one at an end, there may be more beyond than the reach of the block let expect.
      if (which != 0) {
        const end = used == 3 ? 2 : 1;
        if (
          (at == start && start > 0 && (which & 1) != 0) ||
          (at + 2 >= stop && stop < columns && (which & end) != 0)
        ) {
          return -1;
        }
      }
    }
  }
  return <i32>found;
}
