import { ArchiveError, stackBands, StackNotFoundError } from '../../archive';
import type { StackSelection } from '../../archive';
import { ProcessError } from '../../engine';
import type { Arguments, Call, DataCube } from '../../engine';
import { integerArgument, invalid, optionalTexts, show, textArgument } from '../arguments';
import { RasterError } from '../../raster';
import { SarError } from '../../sar';
import type { ProcessServices } from '../services';
import { coregisterStack } from './coregistration/coregister-stack';
import type { CoregistrationRequest } from './coregistration/coregister-stack';
import { stackCube } from './stack-cube';

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
 * folder already coregistered, or one that is coregistered now from the products there.
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
    return laid ?? (await coregisterStack(request, call));
  });
  const note = stack.simulated ? ' Its values are SIMULATED.' : '';
  const dates = acquisitions.map(({ date }) => date).join(', ');
  call.context.log('info', `Acquisitions: ${dates}.${note}`, call.nodeId ?? undefined);
  return stackCube(stack, acquisitions, stackBands(request.polarizations), services);
}

/**
 * A stack that lies there already coregistered; null where products shall be coregistered instead.
 *
 * @throws StackNotFoundError when there is no such stack and no product of the burst either.
 */
async function laidStack(
  request: CoregistrationRequest,
  call: Call<ProcessServices>
): Promise<StackSelection | null> {
  const { stacks, slc } = call.context.services;
  const { burstId, subSwath, removesTopographicPhase } = request;
  if (removesTopographicPhase) {
    return null;
  }
  try {
    const selection = await stacks.find(request);
    call.context.log(
      'info',
      `Answering from the already coregistered stack "${selection.stack.id}" (burst ${burstId} ${selection.stack.subSwath}, primary ${selection.stack.primaryDate}); nothing is coregistered here.`,
      call.nodeId ?? undefined
    );
    return selection;
  } catch (error) {
    const products = await slc.bursts({ burstId, subSwath: subSwath.toUpperCase() });
    if (!(error instanceof StackNotFoundError) || products.length > 0) {
      if (error instanceof ArchiveError) {
        return null;
      }
      throw error;
    }
    throw new StackNotFoundError(
      error.missing,
      `${error.message} Nor is there a product to coregister: SAFE folders or zips of that burst go into ${slc.folder}, elevation into ${call.context.services.elevation.folder}.`
    );
  }
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
