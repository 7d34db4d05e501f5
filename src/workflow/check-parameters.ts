import { dayNumber } from './calendar';
import { checkField, problem } from './field-checks';
import type { ParameterProblem } from './field-checks';
import { isRecord } from './json-value';
import { isGeographic, isUtm } from './map-grid';
import { pairsProblem } from './pair-checks';
import { datesOfPairs } from './pairs';
import type { Pair } from './pairs';
import { PARAMETER_FIELDS } from './parameter-specs';
import type { ParameterField } from './parameter-specs';

type Members = Readonly<Record<string, unknown>>;
type CrossCheck = (values: Members) => ParameterProblem | null;

/** Days between passes over a burst: two satellites share a track. */
const REPEAT_DAYS = 6;

const CROSS_CHECKS: readonly CrossCheck[] = [
  datesInOrder,
  primaryWithin,
  pairPossible,
  repeatCycle,
  pairsWithin,
  pairsOnTrack,
  windowNotOne,
  windowOdd('windowRangeSamples'),
  windowOdd('windowAzimuthLines'),
  resolutionFitsCrs
];

/**
 * Checks parameters as they come from a form or a notebook.
 *
 * An even coherence window is a warning: `apply_kernel` wants a kernel of uneven size, and the
 * graph pads the window into one, but an even window has no centre there, so that the map moves by
 * half a sample or line (about 2 m in range, 7 m in azimuth). Processed coherence products use
 * such windows (10 x 2, 22 x 7), so they stay possible.
 *
 * A primary date outside of the two dates is a warning too: preprocessing adds that acquisition.
 *
 * @param parameters - Anything; members that `InsarParameters` does not have are not read.
 * @returns Problems in the order of `PARAMETER_SPECS`, empty when all is well.
 */
export function checkParameters(parameters: unknown): ParameterProblem[] {
  const values: Members = isRecord(parameters) ? parameters : {};
  const found = PARAMETER_FIELDS.map(field => checkField(field, values[field]));
  const wrong = new Set(found.flatMap(single => (single ? [single.field] : [])));
  for (const check of CROSS_CHECKS) {
    const crossing = check(values);
    found.push(crossing && !wrong.has(crossing.field) ? crossing : null);
  }
  return found
    .filter(single => single !== null)
    .sort((a, b) => PARAMETER_FIELDS.indexOf(a.field) - PARAMETER_FIELDS.indexOf(b.field));
}

/** The day number of a field's value, or null when it is not a day: then its own check speaks. */
function dayOfField(values: Members, field: ParameterField): number | null {
  const value = values[field];
  return typeof value === 'string' ? dayNumber(value) : null;
}

function datesInOrder(values: Members): ParameterProblem | null {
  const [start, end] = [dayOfField(values, 'startDate'), dayOfField(values, 'endDate')];
  return start !== null && end !== null && end < start
    ? problem(
        'error',
        'endDate',
        `${values.endDate} is before the first date ${values.startDate}; exchange them.`
      )
    : null;
}

function primaryWithin(values: Members): ParameterProblem | null {
  const [start, end] = [dayOfField(values, 'startDate'), dayOfField(values, 'endDate')];
  const primary = dayOfField(values, 'primaryDate');
  if (start === null || end === null || primary === null || end < start) {
    return null;
  }
  return primary < start || primary > end
    ? problem(
        'warning',
        'primaryDate',
        `${values.primaryDate} is outside of the two dates; its acquisition is added to the stack.`
      )
    : null;
}

function pairPossible(values: Members): ParameterProblem | null {
  const [start, end] = [dayOfField(values, 'startDate'), dayOfField(values, 'endDate')];
  const primary = dayOfField(values, 'primaryDate');
  const baseline = values.temporalBaselineDays;
  if (values.pairs !== null || typeof baseline !== 'number') {
    return null;
  }
  if (start === null || end === null || end < start) {
    return null;
  }
  const span = Math.max(end, primary ?? end) - Math.min(start, primary ?? start);
  return span < baseline
    ? problem(
        'error',
        'temporalBaselineDays',
        `no two acquisitions can be ${baseline} days apart, since the dates span ${span} days; take a shorter baseline or later last date.`
      )
    : null;
}

function repeatCycle(values: Members): ParameterProblem | null {
  const baseline = values.temporalBaselineDays;
  return values.pairs === null && typeof baseline === 'number' && baseline % REPEAT_DAYS !== 0
    ? problem(
        'warning',
        'temporalBaselineDays',
        'Sentinel-1 repeats every 6 or 12 days; there may be no pair unless it is a multiple of 6.'
      )
    : null;
}

/** The chosen pairs; null for a fixed temporal baseline, and where their own check speaks. */
function chosenPairs({ pairs }: Members): readonly Pair[] | null {
  return pairs !== null && pairsProblem(pairs) === null ? (pairs as readonly Pair[]) : null;
}

function pairsWithin(values: Members): ParameterProblem | null {
  const [start, end] = [dayOfField(values, 'startDate'), dayOfField(values, 'endDate')];
  if (start === null || end === null || end < start) {
    return null;
  }
  const outside = datesOfPairs(chosenPairs(values) ?? []).filter(date => {
    const day = dayNumber(date) ?? NaN;
    return (day < start || day > end) && date !== values.primaryDate;
  });
  return outside.length > 0
    ? problem(
        'error',
        'pairs',
        `${listed(outside)} outside of the dates ${values.startDate} to ${values.endDate}; change these, or the pairs.`
      )
    : null;
}

/** Dates of another track are likely those of a burst that was chosen before. */
function pairsOnTrack(values: Members): ParameterProblem | null {
  const primary = dayOfField(values, 'primaryDate');
  const off = datesOfPairs(chosenPairs(values) ?? []).filter(
    date => primary !== null && ((dayNumber(date) ?? NaN) - primary) % REPEAT_DAYS !== 0
  );
  return off.length > 0
    ? problem(
        'warning',
        'pairs',
        `${listed(off)} no multiple of 6 days from the primary date, so likely not on its track; choose the pairs of this burst.`
      )
    : null;
}

/** Days as the subject of a sentence: the first one, how many more, and the verb. */
function listed(dates: readonly string[]): string {
  const more = dates.length - 1;
  return more === 0 ? `${dates[0]} is` : `${dates[0]} and ${more} more are`;
}

function windowNotOne(values: Members): ParameterProblem | null {
  return values.windowRangeSamples === 1 && values.windowAzimuthLines === 1
    ? problem(
        'error',
        'windowRangeSamples',
        'the coherence of a window of one sample is always 1; take more samples or lines.'
      )
    : null;
}

function windowOdd(field: 'windowRangeSamples' | 'windowAzimuthLines'): CrossCheck {
  return values => {
    const value = values[field];
    const unit = field === 'windowRangeSamples' ? 'sample' : 'line';
    return typeof value === 'number' && value % 2 === 0
      ? problem(
          'warning',
          field,
          `an even window has no centre, which moves the map by half a ${unit}; take ${value + 1} to avoid it.`
        )
      : null;
  };
}

function resolutionFitsCrs(values: Members): ParameterProblem | null {
  const { epsg, resolution } = values;
  if (typeof resolution !== 'number' || !(epsg === null || typeof epsg === 'number')) {
    return null;
  }
  if (epsg !== null && isGeographic(epsg)) {
    return resolution > 1
      ? problem(
          'error',
          'resolution',
          `EPSG:${epsg} counts in degrees; expected at most 1, such as 0.0002 (about 20 m).`
        )
      : null;
  }
  return resolution < 1 && (epsg === null || isUtm(epsg) || epsg === 3857)
    ? problem(
        'warning',
        'resolution',
        'the map CRS counts in metres; cells below 1 m are far finer than a burst and make a huge file.'
      )
    : null;
}
