import {
  type Archives,
  type ElevationArchive,
  heightAt,
  type IndexedBurst,
  type SlcArchive
} from '../../archive';
import { baselineAt, type GeodeticPoint, wavelengthM } from '../../sar';
import type { BaselineAnswer, BaselineOfDate, BaselineRequest, LonLat } from '../../workflow';
import { type Pass, PassOrbits, type PassOrProblem } from './pass-orbits';

/** Centre frequency of Sentinel-1. */
const RADAR_FREQUENCY_HZ = 5.40500045433435e9;

/** What baselines are worked out from. */
export interface BaselineArchives {
  readonly slc: SlcArchive;
  readonly elevation: ElevationArchive;
  /** The simulated scene of a first run; null where there is none. */
  sampleScene(): Promise<Pick<Archives, 'slc' | 'elevation'> | null>;
}

/**
 * Baselines of a burst's acquisitions at the middle of its ground, from the orbits that the archive
 * has. Along a swath the perpendicular baseline changes by some per cent, and a wrong height of
 * 1000 m changes it by some centimetres: where the archive has no elevation the ground counts as
 * lying on the ellipsoid.
 */
export class Baselines {
  private readonly orbits = new Map<SlcArchive, PassOrbits>();

  constructor(private readonly archives: BaselineArchives) {}

  /** @param signal - Ends the work when nobody waits for it any more. */
  async of(request: BaselineRequest, signal: AbortSignal): Promise<BaselineAnswer> {
    const { burstId, subSwath, dates, referenceDate, times, footprint } = request;
    const { slc, elevation, products } = await this.archivesOf(burstId, subSwath);
    const point = await pointOf(elevation, footprint ?? products[0]?.outline ?? null);
    const orbits = this.orbits.get(slc) ?? new PassOrbits(slc);
    this.orbits.set(slc, orbits);
    const passOf = async (date: string): Promise<PassOrProblem> => {
      signal.throwIfAborted();
      const product = bestOf(products.filter(each => each.date === date));
      return point === null
        ? 'Where the burst lies is not known here. Search for bursts in the catalogue first.'
        : orbits.of({ date, product, time: times[date] ?? null }, point);
    };
    const reference = await passOf(referenceDate);
    const baselines: BaselineOfDate[] = [];
    for (const date of dates) {
      const pass = date === referenceDate ? reference : await passOf(date);
      baselines.push(baselineOf(date, pass, reference, point!));
    }
    return { referenceDate, baselines };
  }

  /** As in jobs, the sample scene answers where there is no product of the burst. */
  private async archivesOf(burstId: number, subSwath: string) {
    const { slc, elevation, sampleScene } = this.archives;
    const own = await slc.bursts({ burstId, subSwath });
    const sample = own.length === 0 ? await sampleScene() : null;
    const simulated = (await sample?.slc.bursts({ burstId, subSwath })) ?? [];
    return sample && simulated.length > 0
      ? { slc: sample.slc, elevation: sample.elevation, products: simulated }
      : { slc, elevation, products: own };
  }
}

/** The middle of an outline on the ground. */
async function pointOf(
  elevation: ElevationArchive,
  outline: readonly LonLat[] | null
): Promise<GeodeticPoint | null> {
  if (outline === null) {
    return null;
  }
  const [lonDeg, latDeg] = centreOf(outline);
  const heightM = await heightAt(elevation, lonDeg, latDeg);
  return { lonDeg, latDeg, heightM: heightM ?? 0 };
}

function baselineOf(
  date: string,
  pass: PassOrProblem,
  reference: PassOrProblem,
  point: GeodeticPoint
): BaselineOfDate {
  const unknown = { date, perpendicularBaselineM: null, parallelBaselineM: null };
  if (typeof pass === 'string') {
    return { ...unknown, satellite: null, orbit: null, problem: pass };
  }
  const known = { satellite: pass.mission.slice(2), orbit: pass.source };
  if (typeof reference === 'string') {
    return { ...unknown, ...known, problem: `Of the reference date: ${reference}` };
  }
  const { perpendicularM, parallelM } = between(reference, pass, point);
  return {
    date,
    ...known,
    perpendicularBaselineM: perpendicularM,
    parallelBaselineM: parallelM,
    problem: ''
  };
}

function between(reference: Pass, pass: Pass, point: GeodeticPoint) {
  const wavelength = wavelengthM({ radarFrequencyHz: RADAR_FREQUENCY_HZ });
  const { orbit, nearS } = reference;
  return baselineAt(orbit, pass.orbit, point, wavelength, nearS, pass.nearS);
}

/** Of several products of a day, one with an image; polarisations share their orbit. */
function bestOf(products: readonly IndexedBurst[]): IndexedBurst | null {
  return products.find(({ hasMeasurement }) => hasMeasurement) ?? products[0] ?? null;
}

/** Mean of the corners; a ring may be closed. */
function centreOf(outline: readonly LonLat[]): LonLat {
  const [first, last] = [outline[0], outline[outline.length - 1]];
  const isClosed = first[0] === last[0] && first[1] === last[1];
  const corners = isClosed ? outline.slice(0, -1) : outline;
  const mean = (axis: 0 | 1) =>
    corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;
  return [mean(0), mean(1)];
}
