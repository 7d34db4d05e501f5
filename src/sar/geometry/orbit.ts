import { OrbitDataError, OrbitReachError } from '../errors';

/** Where the satellite was and how it moved at one time, in the Earth-fixed frame. */
export interface StateVector {
  /** Seconds after the orbit's epoch. */
  readonly timeS: number;
  readonly positionM: readonly [x: number, y: number, z: number];
  readonly velocityMS: readonly [x: number, y: number, z: number];
}

/** State vectors of one satellite in rising order of time (10 s apart in ESA's products). */
export interface Orbit {
  /** File the vectors are from, for messages. */
  readonly source: string;
  /** What times count from: the epoch of the annotation that the orbit is used with. */
  readonly epoch: string;
  readonly vectors: readonly StateVector[];
}

/** Position, velocity and acceleration: x, y, z of each, in m, m/s and m/s^2. */
export type OrbitState = Float64Array;

/**
 * Interpolates an orbit: a cubic Hermite through position and velocity of the two state vectors
 * around the time, with its analytic derivatives. Against an eighth-degree Lagrange polynomial the
 * position differs by less than a millimetre at vectors 10 s apart.
 */
export class OrbitInterpolator {
  readonly #times: Float64Array;
  readonly #values: Float64Array;
  #interval = 0;

  /** @throws OrbitDataError for fewer than two vectors or times that do not rise. */
  constructor(readonly orbit: Orbit) {
    const { vectors, source } = orbit;
    if (vectors.length < 2) {
      throw new OrbitDataError(source, `an orbit needs 2 state vectors, not ${vectors.length}`);
    }
    this.#times = Float64Array.from(vectors, v => v.timeS);
    this.#values = new Float64Array(6 * vectors.length);
    vectors.forEach((vector, i) => {
      this.#values.set(vector.positionM, 6 * i);
      this.#values.set(vector.velocityMS, 6 * i + 3);
      if (i > 0 && !(vector.timeS > vectors[i - 1].timeS)) {
        throw new OrbitDataError(source, `state vector ${i + 1} is not later than the one before`);
      }
    });
    if (!this.#values.every(Number.isFinite)) {
      throw new OrbitDataError(source, 'a state vector holds something that is not a number');
    }
  }

  get firstS(): number {
    return this.#times[0];
  }

  get lastS(): number {
    return this.#times[this.#times.length - 1];
  }

  /**
   * @param state - Nine numbers that are overwritten: position, velocity, acceleration.
   * @throws OrbitReachError outside the vectors; nothing is extrapolated.
   */
  at(timeS: number, state: OrbitState): void {
    const times = this.#times;
    if (!(timeS >= this.firstS && timeS <= this.lastS)) {
      const { source, epoch } = this.orbit;
      throw new OrbitReachError(source, epoch, timeS, this.firstS, this.lastS);
    }
    let i = this.#interval;
    while (i > 0 && timeS < times[i]) {
      i--;
    }
    while (i < times.length - 2 && timeS > times[i + 1]) {
      i++;
    }
    this.#interval = i;
    const step = times[i + 1] - times[i];
    const u = (timeS - times[i]) / step;
    const values = this.#values;
    for (let axis = 0; axis < 3; axis++) {
      const a = 6 * i + axis;
      const p0 = values[a];
      const m0 = values[a + 3] * step;
      // Differences from the first vector keep the digits that 7e6 m would cost.
      const rise = values[a + 6] - p0;
      const m1 = values[a + 9] * step;
      const quadratic = 3 * rise - 2 * m0 - m1;
      const cubic = m0 + m1 - 2 * rise;
      state[axis] = p0 + u * (m0 + u * (quadratic + u * cubic));
      state[axis + 3] = (m0 + u * (2 * quadratic + 3 * u * cubic)) / step;
      state[axis + 6] = (2 * quadratic + 6 * u * cubic) / (step * step);
    }
  }
}
