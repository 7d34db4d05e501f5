import { FetchError } from '../../../archive';
import type { RemoteArchive, StackRequest, WantedBurst } from '../../../archive';
import type { Call, LogLevel } from '../../../engine';
import type { ProcessServices } from '../../services';
import { withSignal } from './abort-signal';

/** Answers for the login: nothing else comes either. */
const LOGIN_STATUSES: readonly (number | null)[] = [401, 403];

/**
 * Fetches those products of a request that the remote archive has and the data folder has not.
 * What does not come is named in the log and left out; what comes stays for later jobs.
 *
 * @param progress - Told the share of the bytes that are here.
 * @returns how many products came.
 */
export async function fetchBursts(
  request: StackRequest,
  call: Call<ProcessServices>,
  progress: (share: number) => void
): Promise<number> {
  const { remote } = call.context.services;
  if (remote === undefined) {
    return 0;
  }
  const log = (level: LogLevel, message: string): void =>
    call.context.log(level, message, call.nodeId ?? undefined);
  return withSignal(call.context.cancellation, async signal => {
    const missing = await missingBursts(request, remote, call, signal).catch((error: unknown) => {
      tell(error, log);
      return [];
    });
    if (missing.length === 0) {
      return 0;
    }
    const { burstId, subSwath } = missing[0];
    log(
      'info',
      `Of burst ${burstId} ${subSwath}, ${missing.map(nameOf).join(', ')} ` +
        `${missing.length === 1 ? 'is' : 'are'} fetched from the ${remote.name}.`
    );
    let fetched = 0;
    for (const [k, wanted] of missing.entries()) {
      const place = `${nameOf(wanted)} (${k + 1} of ${missing.length})`;
      const startedMs = performance.now();
      let bytesHere = 0;
      try {
        await remote.fetchBurst(wanted, {
          signal,
          progress: (bytes, allBytes) => {
            bytesHere = bytes;
            progress((k + (allBytes ? bytes / allBytes : 0)) / missing.length);
          }
        });
        fetched++;
        const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
        log('info', `Fetched ${place}: ${(bytesHere / 1e6).toFixed(1)} MB in ${seconds} s.`);
      } catch (error) {
        const failure = tell(error, log);
        if (LOGIN_STATUSES.includes(failure.status)) {
          break;
        }
      }
      progress((k + 1) / missing.length);
    }
    return fetched;
  });
}

/** What the remote archive has of a request and the data folder has not, in order of time. */
async function missingBursts(
  request: StackRequest,
  remote: RemoteArchive,
  call: Call<ProcessServices>,
  signal: AbortSignal
): Promise<WantedBurst[]> {
  if (!(await remote.isOpen())) {
    return [];
  }
  const { burstId, startDate, endDate, primaryDate } = request;
  const subSwath = request.subSwath.toUpperCase();
  const isOutside = primaryDate < startDate || primaryDate > endDate;
  const spans = [[startDate, endDate], ...(isOutside ? [[primaryDate, primaryDate]] : [])];
  const listed: WantedBurst[] = [];
  for (const polarization of request.polarizations) {
    for (const [from, to] of spans) {
      const search = { burstId, subSwath, polarization, startDate: from, endDate: to };
      listed.push(...(await remote.list(search, signal)));
    }
  }
  const here = new Set(
    (await call.context.services.slc.bursts({ burstId, subSwath }))
      .filter(({ hasMeasurement }) => hasMeasurement)
      .map(nameOf)
  );
  const missing = listed.filter(wanted => !here.has(nameOf(wanted)));
  return [...new Map(missing.map(wanted => [nameOf(wanted), wanted])).values()].sort((a, b) =>
    a.date < b.date ? -1 : 1
  );
}

function nameOf({ date, polarization }: Pick<WantedBurst, 'date' | 'polarization'>): string {
  return `${date} ${polarization}`;
}

/** Writes into the log what could not be fetched: the run goes on with what is here. */
function tell(error: unknown, log: (level: LogLevel, message: string) => void): FetchError {
  if (!(error instanceof FetchError)) {
    throw error;
  }
  log('warning', error.message);
  return error;
}
