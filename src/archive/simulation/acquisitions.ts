import { NOMINAL_BURST, normalSource } from '../../sar';
import { InvalidSimulationError } from '../errors';

/** Days from one pass over a place to the next. */
export const CYCLE_DAYS = 12;
const DAY = /^\d{4}-\d\d-\d\d$/;
const DAY_MS = 86_400_000;
/** Standard deviations, and the most that baselines are apart from zero. */
const BASELINE_M = 50;
const MOST_BASELINE_M = 100;
const LINE_SHIFT = 1.5;
const DOPPLER_HZ = 4;

/** How one date of a series differs from the nominal pass. */
export interface SimulatedDate {
  readonly date: string;
  /** Repeat cycles after the first date that the nominal burst knows; may be negative. */
  readonly cycle: number;
  /** Of the orbit to that of the first date. */
  readonly perpendicularM: number;
  /** By how many lines the burst begins later. */
  readonly lineShift: number;
  readonly dopplerCentroidHz: number;
}

/**
 * The acquisitions of some days, in order: baselines, timing and Doppler of each are drawn from the
 * seed and its day, so that a day is the same in every list that begins with the same one.
 *
 * @throws InvalidSimulationError for a day that is none, twice there, or without a pass.
 */
export function acquisitionsOf(dates: readonly string[], seed: number): SimulatedDate[] {
  const wrong = (reason: string) => new InvalidSimulationError('--dates', reason);
  if (dates.length < 2) {
    throw wrong('a pair needs two days at least, such as 2024-08-09,2024-08-21');
  }
  const sorted = [...dates].sort();
  return sorted.map((date, index) => {
    const time = Date.parse(`${date}T00:00:00Z`);
    const isDay =
      DAY.test(date) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
    if (!isDay) {
      throw wrong(`"${date}" is no day such as 2024-08-09`);
    }
    if (sorted.indexOf(date) !== index) {
      throw wrong(`${date} is there twice`);
    }
    const days = (time - Date.parse(`${NOMINAL_BURST.firstDate}T00:00:00Z`)) / DAY_MS;
    const cycle = days / CYCLE_DAYS;
    if (!Number.isInteger(cycle)) {
      const [before, after] = [Math.floor(cycle), Math.ceil(cycle)].map(each =>
        new Date(time + (each * CYCLE_DAYS - days) * DAY_MS).toISOString().slice(0, 10)
      );
      throw wrong(
        `the satellite does not pass on ${date}; it passes every ${CYCLE_DAYS} days, ` +
          `as on ${before} and ${after}`
      );
    }
    return { date, cycle, ...drawn(seed, cycle, index === 0) };
  });
}

function drawn(seed: number, cycle: number, isFirst: boolean) {
  if (isFirst) {
    return { perpendicularM: 0, lineShift: 0, dopplerCentroidHz: 0 };
  }
  const normal = normalSource(Math.imul(seed, 0x9e3779b1) ^ Math.imul(cycle, 0x85ebca6b));
  const baselineM = BASELINE_M * normal.next();
  return {
    perpendicularM: Math.max(-MOST_BASELINE_M, Math.min(MOST_BASELINE_M, baselineM)),
    lineShift: LINE_SHIFT * normal.next(),
    dopplerCentroidHz: DOPPLER_HZ * normal.next()
  };
}
