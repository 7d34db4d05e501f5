import { ArchiveError, stackBands, StackNotFoundError } from '../../archive';
import type { StackSelection } from '../../archive';
import { ProcessError } from '../../engine';
import type { Arguments, Call, DataCube } from '../../engine';
import { integerArgument, invalid, optionalTexts, show, textArgument } from '../arguments';
import { RasterError } from '../../raster';
import { SarError } from '../../sar';
import type { ProcessServices } from '../services';
import { coregisterStack } from './coregistration/coregister-stack';
import { fetchBursts } from './fetching/fetch-bursts';
import type { CoregistrationRequest, ProductArchives } from './coregistration/coregister-stack';
import { stackCube } from './stack-cube';

/** Share of the work that fetching counts as, where something is fetched. */
const FETCHING = 0.5;

const DAY = /^(\d{4})-?(\d{2})-?(\d{2})(T.*)?$/;

/** Reads the arguments of a preprocessing; `polarizations` in upper case. */
export function stackRequest(
  args: Arguments,
  primaryName: string,
  polarizations: readonly string[],
  call: Call
): CoregistrationRequest {
  const extent = args.temporal_extent;
  if (!Array.isArray(extent) || extent.length !== 2) {
    throw invalid(
      call,
      'temporal_extent',
      `expected [first day, last day], but got ${show(extent)}.`
    );
  }
  const startDate = dayArgument(extent[0], 'temporal_extent', call);
  const endDate = dayArgument(extent[1], 'temporal_extent', call);
  const primaryDate = dayArgument(textArgument(args, primaryName, call), primaryName, call);
  if (endDate < startDate) {
    throw invalid(call, 'temporal_extent', `its end ${endDate} is before its start ${startDate}.`);
  }
  return {
    burstId: integerArgument(args, 'burst_id', call),
    subSwath: textArgument(args, 'sub_swath', call),
    primaryDate,
    startDate,
    endDate,
    polarizations,
    removesTopographicPhase: args.remove_topographic_phase === true
  };
}

/** Reads `polarization`, one or several; in upper case, each once. */
export function polarizationsArgument(args: Arguments, call: Call): string[] {
  const name = 'polarization';
  const given = typeof args[name] === 'string' ? [args[name]] : optionalTexts(args, name, call);
  if (given === null) {
    throw invalid(call, name, 'expected one or both of VV and VH.');
  }
  return [...new Set(given.map(polarization => polarization.toUpperCase()))];
}

/** A day, given as 2024-08-09, as 20240809 or as a time; YYYY-MM-DD. */
export function dayArgument(value: unknown, name: string, call: Call): string {
  const parts = typeof value === 'string' ? DAY.exec(value) : null;
  const found = parts?.slice(1, 4).join('-');
  if (found === undefined || Number.isNaN(Date.parse(found))) {
    throw invalid(call, name, `${JSON.stringify(value)} is no day such as 2024-08-09.`);
  }
  return found;
}

/**
 * The coregistered stack that answers a preprocessing request: one that was laid into the data
 * folder already coregistered, or one that is coregistered now from the products there; where there
 * are none of the burst, from those of the simulated sample scene.
 *
 * @throws ProcessError `NoDataAvailable` that says what is missing and where to put it.
 */
export async function coregisteredStack(
  request: CoregistrationRequest,
  call: Call<ProcessServices>
): Promise<DataCube> {
  const { services } = call.context;
  const { stack, acquisitions } = await found(call, async () => {
    const laid = await laidStack(request, call);
    if (laid !== null && !(laid instanceof StackNotFoundError)) {
      return laid;
    }
    const fetched = await fetchBursts(request, call, share =>
      call.context.progress(FETCHING * share)
    );
    const archives = await archivesFor(request, laid, call);
    return coregisterStack(request, archives, fetched > 0 ? laterPart(call, FETCHING) : call);
  });
  const note = stack.simulated ? ' Its values are SIMULATED.' : '';
  const dates = acquisitions.map(({ date }) => date).join(', ');
  call.context.log('info', `Acquisitions: ${dates}.${note}`, call.nodeId ?? undefined);
  return stackCube(stack, acquisitions, stackBands(request.polarizations), services);
}

/**
 * A stack that lies there already coregistered; why there is none, or null where none can be.
 */
async function laidStack(
  request: CoregistrationRequest,
  call: Call<ProcessServices>
): Promise<StackSelection | StackNotFoundError | null> {
  if (request.removesTopographicPhase) {
    return null;
  }
  try {
    const selection = await call.context.services.stacks.find(request);
    const { id, burstId, subSwath, primaryDate } = selection.stack;
    call.context.log(
      'info',
      `Answering from the already coregistered stack "${id}" (burst ${burstId} ${subSwath}, primary ${primaryDate}); nothing is coregistered here.`,
      call.nodeId ?? undefined
    );
    return selection;
  } catch (error) {
    if (error instanceof ArchiveError) {
      return error instanceof StackNotFoundError ? error : null;
    }
    throw error;
  }
}

/**
 * The archives whose products shall be coregistered.
 *
 * @param noStack - Why no stack answers, told with what else is missing.
 * @throws StackNotFoundError, BurstNotFoundError when there is no product of the burst.
 */
async function archivesFor(
  request: CoregistrationRequest,
  noStack: StackNotFoundError | null,
  call: Call<ProcessServices>
): Promise<ProductArchives> {
  const { services } = call.context;
  const { slc, elevation } = services;
  const { burstId } = request;
  const burst = { burstId, subSwath: request.subSwath.toUpperCase() };
  const products = await slc.bursts(burst);
  if (products.length > 0) {
    return services;
  }
  const sample = await services.sampleScene();
  const simulated = (await sample?.slc.bursts(burst)) ?? [];
  const answers = (await sample?.slc.find(request).catch(() => null)) ?? null;
  if (sample && answers !== null) {
    call.context.log(
      'info',
      `There is no product of burst ${burstId} ${burst.subSwath} in ${slc.folder}: the SIMULATED sample scene answers.`,
      call.nodeId ?? undefined
    );
    return sample;
  }
  const listed = (words: string[]) => [...new Set(words)].sort().join(', ');
  const dates = listed(simulated.map(({ date }) => date));
  const polarizations = listed(simulated.map(({ polarization }) => polarization));
  const ofSample = dates && ` The simulated sample scene has it in ${polarizations} on ${dates}.`;
  if (noStack === null) {
    return slc.find(request).then(
      () => services,
      (error: Error) => {
        error.message += ofSample;
        throw error;
      }
    );
  }
  throw new StackNotFoundError(
    noStack.missing,
    `${noStack.message} Nor is there a product to coregister: SAFE folders or zips of that burst go into ${slc.folder}, elevation into ${elevation.folder}.${ofSample}`
  );
}

/** The call, whose progress counts as what comes after a share of the work. */
function laterPart(call: Call<ProcessServices>, from: number): Call<ProcessServices> {
  const { services, cancellation } = call.context;
  return {
    ...call,
    context: {
      services,
      cancellation,
      log: (...line) => call.context.log(...line),
      progress: share => call.context.progress(from + (1 - from) * share),
      addResult: asset => call.context.addResult(asset)
    }
  };
}

/** Gives what the data folder lacks or holds wrongly openEO's code. */
async function found<T>(call: Call<ProcessServices>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (
      cause instanceof ArchiveError ||
      cause instanceof SarError ||
      cause instanceof RasterError
    ) {
      call.context.cancellation.throwIfCancelled();
      throw new ProcessError('NoDataAvailable', cause.message, { cause });
    }
    throw cause;
  }
}
