import { ArchiveError, type IndexedBurst, type SlcArchive } from '../../archive';
import {
  earthFixedM,
  epochOf,
  type GeodeticPoint,
  OrbitInterpolator,
  SarError,
  secondsAfter,
  zeroDoppler
} from '../../sar';

/** How the satellite passed a burst on one day. */
export interface Pass {
  /** `S1A`. */
  readonly mission: string;
  readonly orbit: OrbitInterpolator;
  /** A time near the passage of the burst, seconds after the orbit's epoch. */
  readonly nearS: number;
  readonly source: 'annotation' | 'precise' | 'restituted';
}

/** A pass, or why it is not known and what to do. */
export type PassOrProblem = Pass | string;

/** What is known of an acquisition before its orbit is. */
export interface KnownAcquisition {
  readonly date: string;
  /** A product of the burst on this day. */
  readonly product: IndexedBurst | null;
  /** Azimuth time by a catalogue, UTC. */
  readonly time: string | null;
}

const SOURCES = { POEORB: 'precise', RESORB: 'restituted' } as const;
const MISSIONS = ['S1A', 'S1B', 'S1C', 'S1D'];
/** A burst lasts three seconds. */
const BURST_S = 3.2;
/** Farthest that the passage of a burst's middle may be from the time of its first line. */
const MOST_APART_S = 10;
/** Slant ranges of IW: 790 to 970 km. */
const SLANT_RANGES_M = [700e3, 1100e3] as const;
/** A passage has some 20 state vectors. */
const MOST_KEPT = 2000;

/** Orbits of the passes over bursts; what was read once is kept in memory. */
export class PassOrbits {
  private readonly kept = new Map<string, Pass>();

  constructor(private readonly slc: SlcArchive) {}

  /**
   * The best orbit of an acquisition: a precise or restituted file, else the annotation's own.
   *
   * @param point - Ground of the burst.
   */
  async of(known: KnownAcquisition, point: GeodeticPoint): Promise<PassOrProblem> {
    const { date, product } = known;
    const time = product?.azimuthTime ?? known.time;
    const { folder } = this.slc.orbits;
    if (time === null || Number.isNaN(secondsAfter(epochOf(time), time))) {
      return (
        `When the burst of ${date} was sensed is not known here. Search for bursts in the ` +
        `catalogue, or put its product into ${this.slc.folder}.`
      );
    }
    const problems: string[] = [];
    const missions = product ? [product.mission] : MISSIONS;
    for (const mission of missions) {
      const pass = await this.ofFiles(mission, time, problems);
      if (pass !== null && isPassOver(pass, point)) {
        return pass;
      }
    }
    if (product !== null) {
      try {
        const pass = await this.annotated(product);
        if (isPassOver(pass, point)) {
          return pass;
        }
        problems.push(`The orbit in ${product.product} does not reach the burst.`);
      } catch (error) {
        if (!(error instanceof ArchiveError || error instanceof SarError)) {
          throw error;
        }
        problems.push(error.message);
      }
    }
    const put =
      `There is no orbit of ${date}. Put a precise orbit file (POEORB, *.EOF) that is valid at ` +
      `${time} into ${folder}` +
      (product ? '.' : `, or the product into ${this.slc.folder}.`);
    return [put, ...problems].join(' ');
  }

  private async ofFiles(mission: string, time: string, problems: string[]): Promise<Pass | null> {
    const epoch = epochOf(time);
    const nearS = secondsAfter(epoch, time);
    const files = await this.slc.orbits.stateAt(mission, epoch, nearS, nearS + BURST_S);
    if (files === '') {
      return null;
    }
    const key = `${mission} ${time} ${files}`;
    const kept = this.kept.get(key);
    if (kept) {
      return kept;
    }
    const read = await this.slc.orbits.ofFiles(mission, epoch, nearS, nearS + BURST_S);
    problems.push(...read.problems.map(({ message }) => message));
    if (read.found === null) {
      return null;
    }
    const { orbit, kind } = read.found;
    return this.keep(key, {
      mission,
      orbit: new OrbitInterpolator(orbit),
      nearS,
      source: SOURCES[kind]
    });
  }

  private async annotated(product: IndexedBurst): Promise<Pass> {
    const { mission, azimuthTime, annotation, product: path } = product;
    const key = `${path} ${annotation} ${await this.slc.stateOf(product)} ${azimuthTime}`;
    const kept = this.kept.get(key);
    if (kept) {
      return kept;
    }
    const orbit = new OrbitInterpolator(await this.slc.annotatedOrbit(product));
    const nearS = secondsAfter(orbit.orbit.epoch, azimuthTime);
    return this.keep(key, { mission, orbit, nearS, source: 'annotation' });
  }

  private keep(key: string, pass: Pass): Pass {
    if (this.kept.size >= MOST_KEPT) {
      this.kept.clear();
    }
    this.kept.set(key, pass);
    return pass;
  }
}

/** Whether the satellite sees the point at about that time: another of the fleet does not. */
function isPassOver({ orbit, nearS }: Pass, point: GeodeticPoint): boolean {
  try {
    const { timeS, slantRangeM } = zeroDoppler(orbit, earthFixedM(point), nearS);
    const [nearest, farthest] = SLANT_RANGES_M;
    const isInReach = slantRangeM >= nearest && slantRangeM <= farthest;
    return isInReach && Math.abs(timeS - nearS) <= MOST_APART_S;
  } catch (error) {
    if (error instanceof SarError) {
      return false;
    }
    throw error;
  }
}
