import type { BurstTiming } from '../burst/burst-timing';
import { chebyshevFit, chebyshevNodes, chebyshevValues, cubicFromChebyshev } from './chebyshev';
import { earthFixedM } from './ellipsoid';
import type { GeodeticPoint } from './ellipsoid';
import { groundPoint, zeroDoppler } from './range-doppler';

const LINES = 8;
const SAMPLES = 12;
const HEIGHTS = 4;
/** Latitude, longitude, azimuth offset, range offset. */
export const QUANTITIES = 4;
/** Numbers a node of a line holds: a cubic in height of each quantity. */
export const NODE_SIZE = QUANTITIES * HEIGHTS;
/**
 * Between nodes the cubics are interpolated linearly: over 16 samples the ground track bends by
 * less than 2 mm.
 */
export const NODE_STEP = 16;

/** What the range of heights of a scene is, in metres above the ellipsoid. */
export interface HeightRange {
  readonly lowestM: number;
  readonly highestM: number;
}

/** The pixels of the reference grid that a model is for. Lines and samples may be negative. */
export interface GridRange {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly firstSample: number;
  readonly lastSample: number;
}

/**
 * Where pixels of one burst lie on the ground and in another burst, as smooth functions of line,
 * sample and height: range-Doppler geometry solved at 8 x 12 x 4 Chebyshev nodes and interpolated
 * between them. It differs from the solution at each pixel by micrometres and costs no Newton.
 */
export class PairModel {
  readonly middleHeightM: number;
  readonly halfHeightM: number;
  readonly nodes: number;
  /** Cubics in u = (height - middle) / half of the line that `setLine` chose. */
  readonly line: Float64Array;
  readonly #coefficients: Float64Array;
  readonly #grid: GridRange;
  readonly #atLine = new Float64Array(LINES);
  readonly #perSample: Float64Array;
  readonly #contracted = new Float64Array(SAMPLES * NODE_SIZE);

  /**
   * @param other - The burst that offsets lead to; offsets are zero without it.
   * @param start - A ground point of the burst.
   */
  constructor(
    reference: BurstTiming,
    other: BurstTiming | null,
    heights: HeightRange,
    grid: GridRange,
    start: Pick<GeodeticPoint, 'latDeg' | 'lonDeg'>
  ) {
    this.#grid = grid;
    this.middleHeightM = (heights.lowestM + heights.highestM) / 2;
    this.halfHeightM = Math.max(1, (heights.highestM - heights.lowestM) / 2);
    const values = this.#solve(reference, other, start);
    this.#coefficients = fitCube(values);
    this.nodes = Math.ceil((grid.lastSample - grid.firstSample) / NODE_STEP) + 2;
    this.line = new Float64Array(this.nodes * NODE_SIZE);
    this.#perSample = new Float64Array(this.nodes * SAMPLES);
    const scratch = new Float64Array(SAMPLES);
    for (let node = 0; node < this.nodes; node++) {
      chebyshevValues(
        scaled(grid.firstSample + node * NODE_STEP, grid.firstSample, grid.lastSample),
        scratch
      );
      this.#perSample.set(scratch, node * SAMPLES);
    }
  }

  get firstSample(): number {
    return this.#grid.firstSample;
  }

  /** Fills `line` with the cubics at every 16th sample of a line. */
  setLine(line: number): void {
    chebyshevValues(scaled(line, this.#grid.firstLine, this.#grid.lastLine), this.#atLine);
    const contracted = this.#contracted.fill(0);
    const size = SAMPLES * NODE_SIZE;
    for (let l = 0; l < LINES; l++) {
      const weight = this.#atLine[l];
      for (let i = 0; i < size; i++) {
        contracted[i] += weight * this.#coefficients[l * size + i];
      }
    }
    const sum = new Float64Array(NODE_SIZE);
    for (let node = 0; node < this.nodes; node++) {
      sum.fill(0);
      for (let s = 0; s < SAMPLES; s++) {
        const weight = this.#perSample[node * SAMPLES + s];
        for (let i = 0; i < NODE_SIZE; i++) {
          sum[i] += weight * contracted[s * NODE_SIZE + i];
        }
      }
      for (let i = 0; i < NODE_SIZE; i += HEIGHTS) {
        const cubic = cubicFromChebyshev(sum[i], sum[i + 1], sum[i + 2], sum[i + 3]);
        this.line.set(cubic, node * NODE_SIZE + i);
      }
    }
  }

  /** Azimuth and range offset at a sample of the line, at the middle height. */
  offsetsAt(sample: number): [azimuth: number, range: number] {
    const node = Math.floor((sample - this.#grid.firstSample) / NODE_STEP);
    const at = node * NODE_SIZE + 2 * HEIGHTS;
    return [this.line[at], this.line[at + HEIGHTS]];
  }

  #solve(
    reference: BurstTiming,
    other: BurstTiming | null,
    start: Pick<GeodeticPoint, 'latDeg' | 'lonDeg'>
  ): Float64Array {
    const { firstLine, lastLine, firstSample, lastSample } = this.#grid;
    const values = new Float64Array(LINES * SAMPLES * NODE_SIZE);
    const heightNodes = chebyshevNodes(HEIGHTS);
    let near = start;
    chebyshevNodes(LINES).forEach((atLine, l) => {
      const line = unscaled(atLine, firstLine, lastLine);
      chebyshevNodes(SAMPLES).forEach((atSample, s) => {
        const sample = unscaled(atSample, firstSample, lastSample);
        const radar = { timeS: reference.timeS(line), slantRangeM: reference.slantRangeM(sample) };
        heightNodes.forEach((atHeight, h) => {
          const heightM = this.middleHeightM + atHeight * this.halfHeightM;
          const point = groundPoint(reference.orbit, radar, heightM, near);
          near = point;
          const at = (l * SAMPLES + s) * NODE_SIZE + h;
          values[at] = point.latDeg;
          // Around the date line longitudes go on beyond 180.
          values[at + HEIGHTS] =
            point.lonDeg + 360 * Math.round((start.lonDeg - point.lonDeg) / 360);
          if (other) {
            const there = zeroDoppler(other.orbit, earthFixedM(point), other.timeS(line));
            values[at + 2 * HEIGHTS] = other.line(there.timeS) - line;
            values[at + 3 * HEIGHTS] = other.sample(there.slantRangeM) - sample;
          }
        });
      });
    });
    return values;
  }
}

function scaled(value: number, first: number, last: number): number {
  return (2 * value - first - last) / (last - first);
}

function unscaled(x: number, first: number, last: number): number {
  return (first + last + x * (last - first)) / 2;
}

/** Chebyshev coefficients along line, sample and height of values laid out as `PairModel` does. */
function fitCube(values: Float64Array): Float64Array {
  const alongLines = fitAxis(values, 1, LINES, SAMPLES * NODE_SIZE);
  const alongSamples = fitAxis(alongLines, LINES, SAMPLES, NODE_SIZE);
  return fitAxis(alongSamples, LINES * SAMPLES * QUANTITIES, HEIGHTS, 1);
}

/** Fits the middle axis of an `outer * count * inner` block. */
function fitAxis(values: Float64Array, outer: number, count: number, inner: number): Float64Array {
  const fit = chebyshevFit(count);
  const result = new Float64Array(values.length);
  for (let o = 0; o < outer; o++) {
    for (let order = 0; order < count; order++) {
      for (let node = 0; node < count; node++) {
        const weight = fit[order * count + node];
        for (let i = 0; i < inner; i++) {
          result[(o * count + order) * inner + i] +=
            weight * values[(o * count + node) * inner + i];
        }
      }
    }
  }
  return result;
}
