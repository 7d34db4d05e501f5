import type { ElevationGrid } from './elevation';
import { NODE_SIZE, NODE_STEP } from './pair-model';
import type { PairModel } from './pair-model';

/** Heights are solved to this; a millimetre of height moves no phase by more than 1e-3 rad. */
const HEIGHT_TOLERANCE_M = 1e-3;
const SECANT_STEPS = 8;
const BISECTION_STEPS = 40;

/** One line of pixels on the ground and in the other burst; NaN where there is no elevation. */
export interface GroundLine {
  readonly latDeg: Float64Array;
  readonly lonDeg: Float64Array;
  /** Above the ellipsoid. */
  readonly heightM: Float64Array;
  /** Line in the other burst less line in this one. */
  readonly azimuthOffset: Float64Array;
  /** Sample in the other burst less sample in this one. */
  readonly rangeOffset: Float64Array;
}

export function emptyGroundLine(samples: number): GroundLine {
  return {
    latDeg: new Float64Array(samples),
    lonDeg: new Float64Array(samples),
    heightM: new Float64Array(samples),
    azimuthOffset: new Float64Array(samples),
    rangeOffset: new Float64Array(samples)
  };
}

/**
 * Intersects a line's pixels with the elevation: of each pixel the height h with
 * DEM(latitude(h), longitude(h)) = h, by secants from the pixel before, and by halving the range
 * of heights where slopes steeper than the incidence make secants run away. In layover one of the
 * heights is taken.
 *
 * @param model - With the line set.
 * @param first - Sample of the first pixel.
 */
export class GroundSolver {
  readonly #heights: Float32Array;
  readonly #startU: number;

  constructor(
    readonly elevation: ElevationGrid,
    readonly model: PairModel
  ) {
    this.#heights = elevation.heightsM;
    this.#startU = 0;
  }

  /**
   * @param knownM - Heights of the pixels, where they have been solved before; NaN where there is
   *   no elevation. They are not looked for again, and latitude and longitude are left alone.
   */
  solve(first: number, samples: number, out: GroundLine, knownM?: Float32Array): void {
    const { model } = this;
    const cubic = new Float64Array(NODE_SIZE);
    const slope = new Float64Array(NODE_SIZE);
    const half = model.halfHeightM;
    let u = this.#startU;
    let node = -1;
    for (let i = 0; i < samples; i++) {
      const position = first + i - model.firstSample;
      const at = Math.floor(position / NODE_STEP);
      if (at !== node) {
        node = at;
        const start = node * NODE_SIZE;
        const along = position - node * NODE_STEP;
        for (let k = 0; k < NODE_SIZE; k++) {
          slope[k] = (model.line[start + NODE_SIZE + k] - model.line[start + k]) / NODE_STEP;
          cubic[k] = model.line[start + k] + along * slope[k];
        }
      }
      if (knownM === undefined) {
        u = this.#intersect(cubic, u);
        out.heightM[i] = model.middleHeightM + u * half;
        out.latDeg[i] = cubic[0] + u * (cubic[1] + u * (cubic[2] + u * cubic[3]));
        out.lonDeg[i] = cubic[4] + u * (cubic[5] + u * (cubic[6] + u * cubic[7]));
      } else {
        u = (knownM[i] - model.middleHeightM) / half;
        out.heightM[i] = knownM[i];
      }
      out.azimuthOffset[i] = cubic[8] + u * (cubic[9] + u * (cubic[10] + u * cubic[11]));
      out.rangeOffset[i] = cubic[12] + u * (cubic[13] + u * (cubic[14] + u * cubic[15]));
      if (u !== u) {
        u = this.#startU;
      }
      for (let k = 0; k < NODE_SIZE; k++) {
        cubic[k] += slope[k];
      }
    }
  }

  /** The scaled height of a pixel, NaN where the elevation has a void or ends. */
  #intersect(cubic: Float64Array, startU: number): number {
    const tolerance = HEIGHT_TOLERANCE_M / this.model.halfHeightM;
    let u0 = startU;
    let g0 = this.#above(cubic, u0);
    if (Math.abs(g0) < tolerance) {
      return u0;
    }
    let u1 = u0 + g0;
    for (let step = 0; step < SECANT_STEPS; step++) {
      const g1 = this.#above(cubic, u1);
      if (Math.abs(g1) < tolerance) {
        return u1;
      }
      const next = u1 - (g1 * (u1 - u0)) / (g1 - g0);
      u0 = u1;
      g0 = g1;
      u1 = next;
      if (!(Math.abs(u1) <= 1.5)) {
        break;
      }
    }
    return this.#halve(cubic, tolerance);
  }

  #halve(cubic: Float64Array, tolerance: number): number {
    let low = -1.001;
    let high = 1.001;
    for (let step = 0; step < BISECTION_STEPS; step++) {
      const middle = (low + high) / 2;
      const g = this.#above(cubic, middle);
      if (g !== g) {
        return NaN;
      }
      if (Math.abs(g) < tolerance || high - low < tolerance) {
        return middle;
      }
      if (g > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** How far the elevation lies above the scaled height where the pixel would be at that height. */
  #above(cubic: Float64Array, u: number): number {
    const { elevation, model } = this;
    const lat = cubic[0] + u * (cubic[1] + u * (cubic[2] + u * cubic[3]));
    const lon = cubic[4] + u * (cubic[5] + u * (cubic[6] + u * cubic[7]));
    const row = (lat - elevation.firstLatDeg) / elevation.latStepDeg;
    const column = (lon - elevation.firstLonDeg) / elevation.lonStepDeg;
    const { rows, columns } = elevation;
    if (!(row >= 0 && column >= 0 && row <= rows - 1 && column <= columns - 1)) {
      return NaN;
    }
    const r = Math.min(row | 0, rows - 2);
    const c = Math.min(column | 0, columns - 2);
    const y = row - r;
    const x = column - c;
    const heights = this.#heights;
    const at = r * columns + c;
    const top = heights[at] + x * (heights[at + 1] - heights[at]);
    const below = at + columns;
    const bottom = heights[below] + x * (heights[below + 1] - heights[below]);
    return (top + y * (bottom - top) - model.middleHeightM) / model.halfHeightM - u;
  }
}
