import { type BaselineRequest, SUB_SWATHS } from '../../workflow';
import { InvalidRequestError } from '../errors';
import { dayField, idField, ringField, wordField } from '../request-body';

/** Two centuries of acquisitions. */
const MOST_DATES = 5000;

/** Reads which baselines are asked for. @throws InvalidRequestError */
export function baselineRequest(body: Record<string, unknown>): BaselineRequest {
  const { dates, times = {}, footprint = null } = body;
  if (!Array.isArray(dates) || dates.length > MOST_DATES) {
    throw new InvalidRequestError('dates', `expected a list of ${MOST_DATES} days at most`);
  }
  if (typeof times !== 'object' || times === null || Array.isArray(times)) {
    throw new InvalidRequestError('times', 'expected an azimuth time for each day');
  }
  const given = Object.entries(times as Record<string, unknown>).map(([date, time]) => {
    if (typeof time !== 'string') {
      throw new InvalidRequestError(`times.${date}`, 'expected a time in UTC');
    }
    return [dayField(date, 'times'), time] as const;
  });
  return {
    burstId: idField(body.burstId, 'burstId'),
    subSwath: wordField(body.subSwath, 'subSwath', SUB_SWATHS),
    dates: dates.map((date, i) => dayField(date, `dates[${i}]`)),
    referenceDate: dayField(body.referenceDate, 'referenceDate'),
    times: Object.fromEntries(given),
    footprint: footprint === null ? null : ringField(footprint, 'footprint')
  };
}
