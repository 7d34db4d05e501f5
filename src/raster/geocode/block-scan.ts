import { kernels, type Kernels } from '../kernels/kernels';
import type { Plane, Window } from '../plane';
import { hasPosition } from './pixel-projector';

/** How many times smaller or larger than the mean the quads of a calm block may be. */
const CALM_FACTOR = 4;
/** Samples of the narrowest block that can be calm: the kernels take four quads at once. */
const CALM_SAMPLES = 4;
/** What the kernels keep of a block: vectors of four lanes, here by the first of each. */
const [WEST, EAST, SOUTH, NORTH, LEAST, MOST, SUM] = [0, 4, 8, 12, 16, 20, 24];
const STATE_LENGTH = 28;
/** Pixels whose loads may go beyond a line. */
const SPARE = 8;

/** Lines in radar geometry with the positions of their pixels in degrees, row-major. */
export interface Positions {
  readonly lon: Plane;
  readonly lat: Plane;
  /** Pixels of a line. */
  readonly stride: number;
}

/** What lines that are one row of blocks tell of these. */
export interface BlockScan {
  /**
   * West, east, south and north, four numbers a block; the wrong way round where no pixel has a
   * position.
   */
  readonly boxes: Float64Array;
  /**
   * For each block that is calm, which has no folds and gaps and quads of similar size, the sign of
   * their areas in longitude and latitude: -1 where lines run the other way. 0 for other blocks.
   */
  readonly signs: Int8Array;
}

/**
 * Looks at all pixels of a row of blocks. A block has `blockSamples` quads a line, so one pixel more;
 * the last one may have fewer.
 */
export function scanBlocks(positions: Positions, blockSamples: number): BlockScan {
  const wasm = kernels();
  return wasm !== null && areSingles(positions)
    ? kernelScan(wasm, positions, blockSamples)
    : plainScan(positions, blockSamples);
}

/** The twin, for any planes. */
export function plainScan(positions: Positions, blockSamples: number): BlockScan {
  const blocks = blocksOf(positions, blockSamples);
  const boxes = new Float64Array(4 * blocks.length);
  blocks.forEach((block, k) => putBox(boxes, k, positions, block));
  return { boxes, signs: Int8Array.from(blocks, block => plainSign(positions, block)) };
}

function kernelScan(wasm: Kernels, positions: Positions, blockSamples: number): BlockScan {
  const { lon, lat, stride } = positions;
  const blocks = blocksOf(positions, blockSamples);
  const line = 4 * (stride + SPARE);
  const [statesAt, ...at] = wasm.reserve(
    4 * STATE_LENGTH * blocks.length,
    ...[line, line, line, line]
  );
  const states = wasm.float32(statesAt, STATE_LENGTH * blocks.length);
  const lines = at.map(place => wasm.float32(place, stride));
  for (let k = 0; k < states.length; k += STATE_LENGTH) {
    for (const least of [WEST, SOUTH, LEAST]) {
      states.fill(Infinity, k + least, k + least + 4);
      states.fill(-Infinity, k + least + 4, k + least + 8);
    }
    states.fill(0, k + SUM, k + SUM + 4);
  }
  // The line before stays where it is while the next one comes.
  for (let start = 0, own = 0; start < lon.length; start += stride, own = 2 - own) {
    const upper = start === 0 ? own : 2 - own;
    lines[own].set(lon.subarray(start, start + stride));
    lines[own + 1].set(lat.subarray(start, start + stride));
    wasm.run.scanLine(
      at[upper],
      at[upper + 1],
      at[own],
      at[own + 1],
      stride,
      blockSamples,
      statesAt
    );
  }
  const boxes = new Float64Array(4 * blocks.length);
  const signs = new Int8Array(blocks.length);
  blocks.forEach((block, k) => {
    const at = STATE_LENGTH * k;
    const [least, most] = [leastOf(states, at + LEAST), mostOf(states, at + MOST)];
    const isWhole = !Number.isNaN(sumOf(states, at + SUM));
    signs[k] = isWhole ? calmSign(positions, block, least, most) : 0;
    if (signs[k] === 0) {
      // The kernels take every pixel for one that has a position.
      putBox(boxes, k, positions, block);
    } else {
      boxes[4 * k] = leastOf(states, at + WEST);
      boxes[4 * k + 1] = mostOf(states, at + EAST);
      boxes[4 * k + 2] = leastOf(states, at + SOUTH);
      boxes[4 * k + 3] = mostOf(states, at + NORTH);
    }
  });
  return { boxes, signs };
}

function leastOf(lanes: Float32Array, at: number): number {
  return Math.min(lanes[at], lanes[at + 1], lanes[at + 2], lanes[at + 3]);
}

function mostOf(lanes: Float32Array, at: number): number {
  return Math.max(lanes[at], lanes[at + 1], lanes[at + 2], lanes[at + 3]);
}

function sumOf(lanes: Float32Array, at: number): number {
  return lanes[at] + lanes[at + 1] + lanes[at + 2] + lanes[at + 3];
}

function areSingles({ lon, lat }: Positions): boolean {
  return lon instanceof Float32Array && lat instanceof Float32Array;
}

/** The quads of each block. */
function blocksOf({ lon, stride }: Positions, blockSamples: number): Window[] {
  const height = lon.length / stride - 1;
  return Array.from({ length: Math.ceil((stride - 1) / blockSamples) }, (_, block) => {
    const x = block * blockSamples;
    return { x, y: 0, width: Math.min(blockSamples, stride - 1 - x), height };
  });
}

function putBox(
  boxes: Float64Array,
  k: number,
  { lon, lat, stride }: Positions,
  { x, width, height }: Window
): void {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let line = 0; line <= height; line++) {
    const first = line * stride + x;
    for (let i = first; i <= first + width; i++) {
      if (hasPosition(lon[i], lat[i])) {
        west = lon[i] < west ? lon[i] : west;
        east = lon[i] > east ? lon[i] : east;
        south = lat[i] < south ? lat[i] : south;
        north = lat[i] > north ? lat[i] : north;
      }
    }
  }
  boxes.set([west, east, south, north], 4 * k);
}

/**
 * The sign of a block whose quads have areas between two numbers, in square degrees, at each of their
 * corners: what a calm block may have, its own corners tell.
 */
function calmSign(
  { lon, lat, stride }: Positions,
  { x, width, height }: Window,
  least: number,
  most: number
): -1 | 0 | 1 {
  const [a, c] = [x, x + height * stride];
  const [b, d] = [a + width, c + width];
  if (
    width < CALM_SAMPLES ||
    !hasPosition(lon[a], lat[a]) ||
    !hasPosition(lon[b], lat[b]) ||
    !hasPosition(lon[c], lat[c]) ||
    !hasPosition(lon[d], lat[d])
  ) {
    return 0;
  }
  const doubled = (lon[d] - lon[a]) * (lat[c] - lat[b]) - (lat[d] - lat[a]) * (lon[c] - lon[b]);
  const mean = doubled / 2 / (width * height);
  const [small, large] = [mean / CALM_FACTOR, mean * CALM_FACTOR].map(Math.fround);
  const isCalm = mean > 0 ? least >= small && most <= large : least >= large && most <= small;
  return isCalm && mean !== 0 ? (mean > 0 ? 1 : -1) : 0;
}

function plainSign(positions: Positions, block: Window): -1 | 0 | 1 {
  if (!areSingles(positions)) {
    return 0;
  }
  const { lon, lat, stride } = positions;
  const edge = (from: number, to: number) => [
    Math.fround(lon[to] - lon[from]),
    Math.fround(lat[to] - lat[from])
  ];
  let [least, most] = [Infinity, -Infinity];
  for (let line = 0; line < block.height; line++) {
    for (let sample = block.x; sample < block.x + block.width; sample++) {
      const a = line * stride + sample;
      const c = a + stride;
      const across = [edge(a, a + 1), edge(c, c + 1)];
      const down = [edge(a, c), edge(a + 1, c + 1)];
      for (const [ex, ey] of across) {
        for (const [fx, fy] of down) {
          const area = Math.fround(Math.fround(ex * fy) - Math.fround(ey * fx));
          if (Number.isNaN(area)) {
            return 0;
          }
          [least, most] = [Math.min(least, area), Math.max(most, area)];
        }
      }
    }
  }
  return calmSign(positions, block, least, most);
}
