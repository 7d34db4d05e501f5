import { ArchiveError, stackBands } from '../../archive';
import type { StackRequest, StackSelection } from '../../archive';
import { ProcessError } from '../../engine';
import type { Arguments, Call, DataCube } from '../../engine';
import { integerArgument, invalid, optionalTexts, show, textArgument } from '../arguments';
import type { ProcessServices } from '../services';
import { stackCube } from './stack-cube';

const DAY = /^(\d{4}-\d{2}-\d{2})(T.*)?$/;

/** Reads the arguments of a preprocessing; `polarizations` in upper case. */
export function stackRequest(
  args: Arguments,
  primaryName: string,
  polarizations: readonly string[],
  call: Call
): StackRequest {
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
  if (primaryDate < startDate || primaryDate > endDate) {
    throw invalid(
      call,
      primaryName,
      `${primaryDate} lies outside the temporal extent, ${startDate} to ${endDate} (both included).`
    );
  }
  return {
    burstId: integerArgument(args, 'burst_id', call),
    subSwath: textArgument(args, 'sub_swath', call),
    primaryDate,
    startDate,
    endDate,
    polarizations
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

/** A day, given as such or as a time; YYYY-MM-DD. */
export function dayArgument(value: unknown, name: string, call: Call): string {
  const found = typeof value === 'string' ? DAY.exec(value)?.[1] : undefined;
  if (found === undefined || Number.isNaN(Date.parse(found))) {
    throw invalid(call, name, `${JSON.stringify(value)} is no day such as 2024-08-09.`);
  }
  return found;
}

/**
 * The coregistered stack that answers a preprocessing request.
 *
 * @throws ProcessError `NoDataAvailable` that says what is missing and what is there instead.
 */
export async function coregisteredStack(
  request: StackRequest,
  call: Call<ProcessServices>
): Promise<DataCube> {
  const { services } = call.context;
  const { stack, acquisitions } = await findStack(request, services);
  const note = stack.simulated ? ' Its values are SIMULATED.' : '';
  call.context.log(
    'info',
    `Answering from the already coregistered stack "${stack.id}" (burst ${stack.burstId} ${stack.subSwath}, primary ${stack.primaryDate}); nothing is coregistered here.${note}`,
    call.nodeId ?? undefined
  );
  call.context.log(
    'info',
    `Acquisitions: ${acquisitions.map(({ date }) => date).join(', ')}.`,
    call.nodeId ?? undefined
  );
  return stackCube(stack, acquisitions, stackBands(request.polarizations), services);
}

async function findStack(
  request: StackRequest,
  { stacks }: ProcessServices
): Promise<StackSelection> {
  try {
    return await stacks.find(request);
  } catch (cause) {
    if (cause instanceof ArchiveError) {
      throw new ProcessError('NoDataAvailable', cause.message, { cause });
    }
    throw cause;
  }
}
