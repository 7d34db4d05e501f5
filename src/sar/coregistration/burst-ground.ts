import { BurstTiming } from '../burst/burst-timing';
import type { BurstReference } from '../burst/slc-source';
import { validSamples } from '../burst/valid-samples';
import { BurstMismatchError, ElevationCoverError } from '../errors';
import type { ElevationGrid, ElevationSource, GeographicBox } from '../geometry/elevation';
import { emptyGroundLine, GroundSolver } from '../geometry/ground-line';
import type { GroundLine } from '../geometry/ground-line';
import { PairModel } from '../geometry/pair-model';
import type { GridRange } from '../geometry/pair-model';
import { groundPoint } from '../geometry/range-doppler';

/** Lines and samples between the pixels at which the cover of the elevation is looked at. */
const COVER_LINES = 100;
const COVER_SAMPLES = 100;
/** Heights of the geolocation grid are those of a coarse model: relief goes beyond them. */
const BELOW_GRID_M = 300;
const ABOVE_GRID_M = 1000;
const BOX_MARGIN_DEG = 0.01;

/** The box that the pixels of a burst lie in, with room for relief, in degrees. */
export function burstBox(reference: BurstReference): GeographicBox {
  const timing = new BurstTiming(reference);
  const { geolocationGrid } = reference.annotation;
  const heights = geolocationGrid.map(point => point.heightM);
  const corners = [0, (timing.lines - 1) / 2, timing.lines - 1].flatMap(line =>
    [0, timing.samples / 2, timing.samples - 1].flatMap(sample =>
      [Math.min(...heights) - BELOW_GRID_M, Math.max(...heights) + ABOVE_GRID_M].map(heightM => {
        const radar = { timeS: timing.timeS(line), slantRangeM: timing.slantRangeM(sample) };
        const point = groundPoint(timing.orbit, radar, heightM, geolocationGrid[0]);
        const turns = Math.round((geolocationGrid[0].lonDeg - point.lonDeg) / 360);
        return [point.lonDeg + 360 * turns, point.latDeg];
      })
    )
  );
  const [lons, lats] = [0, 1].map(axis => corners.map(corner => corner[axis]));
  return {
    westDeg: Math.min(...lons) - BOX_MARGIN_DEG,
    southDeg: Math.min(...lats) - BOX_MARGIN_DEG,
    eastDeg: Math.max(...lons) + BOX_MARGIN_DEG,
    northDeg: Math.max(...lats) + BOX_MARGIN_DEG
  };
}

/** Lines of a burst on the ground and, with another burst, in that one. */
export class BurstGround {
  readonly timing: BurstTiming;
  readonly #model: PairModel;
  readonly #solver: GroundSolver;

  /**
   * @param elevation - Of the whole burst.
   * @param grid - Pixels that lines are asked for; those of the burst by default.
   * @throws BurstMismatchError when the other burst sees other ground.
   */
  constructor(
    readonly reference: BurstReference,
    other: BurstReference | null,
    readonly elevation: ElevationGrid,
    grid?: GridRange
  ) {
    this.timing = new BurstTiming(reference);
    const { lines, samples } = this.timing;
    const all = { firstLine: 0, lastLine: lines - 1, firstSample: 0, lastSample: samples - 1 };
    const start = reference.annotation.geolocationGrid[0];
    this.#model = new PairModel(
      this.timing,
      other && new BurstTiming(other),
      heightRange(elevation),
      grid ?? all,
      start
    );
    this.#solver = new GroundSolver(elevation, this.#model);
    if (other) {
      this.#checkOverlap(other);
    }
  }

  /**
   * Solves one line; see `GroundLine`.
   *
   * @param knownM - Heights of its pixels, where they are known; then positions are left alone.
   */
  line(
    line: number,
    firstSample: number,
    samples: number,
    out: GroundLine,
    knownM?: Float32Array
  ): void {
    this.#model.setLine(line);
    this.#solver.solve(firstSample, samples, out, knownM);
  }

  /**
   * Looks whether the elevation covers the burst's valid pixels.
   *
   * @param least - Fraction of them that must have a height.
   * @returns the fraction.
   * @throws ElevationCoverError naming a place without.
   */
  checkCover(least: number): number {
    const { annotation, burstIndex } = this.reference;
    const { lines, samples } = this.timing;
    const valid = validSamples(annotation.bursts[burstIndex]);
    const ground = emptyGroundLine(samples);
    let missing: { line: number; sample: number } | null = null;
    let covered = 0;
    let all = 0;
    for (let line = 0; line < lines; line += COVER_LINES) {
      this.line(line, 0, samples, ground);
      for (let s = Math.max(0, valid[2 * line]); s <= valid[2 * line + 1]; s += COVER_SAMPLES) {
        all++;
        if (ground.heightM[s] === ground.heightM[s]) {
          covered++;
        } else {
          missing ??= { line, sample: s };
        }
      }
    }
    if (missing && covered < least * all) {
      const radar = {
        timeS: this.timing.timeS(missing.line),
        slantRangeM: this.timing.slantRangeM(missing.sample)
      };
      const start = annotation.geolocationGrid[0];
      const place = groundPoint(this.timing.orbit, radar, start.heightM, start);
      throw new ElevationCoverError(this.elevation.source, place.latDeg, place.lonDeg);
    }
    return all === 0 ? 0 : covered / all;
  }

  #checkOverlap(other: BurstReference): void {
    const { lines, samples } = this.timing;
    const middle = Math.floor(samples / 2);
    this.#model.setLine(lines / 2);
    const [azimuth, range] = this.#model.offsetsAt(middle);
    if (!(Math.abs(azimuth) < lines / 2 && Math.abs(range) < samples / 2)) {
      throw new BurstMismatchError(
        this.reference.annotation.source,
        other.annotation.source,
        `its ground lies ${Math.round(azimuth)} lines and ${Math.round(range)} samples away`
      );
    }
  }
}

/** Reads the elevation of a burst. */
export async function readBurstElevation(
  reference: BurstReference,
  source: ElevationSource
): Promise<ElevationGrid> {
  return source.read(burstBox(reference));
}

function heightRange({ heightsM, source, firstLatDeg, firstLonDeg }: ElevationGrid): {
  lowestM: number;
  highestM: number;
} {
  let lowestM = Infinity;
  let highestM = -Infinity;
  for (const height of heightsM) {
    if (height < lowestM) {
      lowestM = height;
    }
    if (height > highestM) {
      highestM = height;
    }
  }
  if (lowestM > highestM) {
    throw new ElevationCoverError(source, firstLatDeg, firstLonDeg);
  }
  return { lowestM, highestM };
}
