import type { Arguments, Call, ProcessParameter } from '../../engine';
import { ProcessError } from '../../engine';
import { projectionFor, transformBounds } from '../../raster';
import type { Bounds } from '../../raster';
import { invalid } from '../arguments';
import { extentArgument } from '../cubes/filter-bbox';
import { BOUNDING_BOX } from '../schemas';
import type { ProcessServices } from '../services';
import { readStackGround } from '../stack-ground';
import { BURST_ID, SUB_SWATH } from './insar-parameters';

/** `burst_id` and `sub_swath` of processes that also take an area. */
export const BURST_OR_AREA: readonly ProcessParameter[] = [
  {
    ...BURST_ID,
    description: `${BURST_ID.description} Needed unless \`spatial_extent\` names an area.`,
    schema: [BURST_ID.schema, { type: 'null' }],
    default: null,
    optional: true
  },
  {
    ...SUB_SWATH,
    description: `${SUB_SWATH.description} Needed unless \`spatial_extent\` names an area.`,
    schema: [SUB_SWATH.schema, { type: 'null' }],
    default: null,
    optional: true
  },
  {
    name: 'spatial_extent',
    description:
      'An area in place of a burst. It must be seen by one burst alone: where there are several, they are named, and one has to be chosen by `burst_id` and `sub_swath`.',
    schema: [BOUNDING_BOX, { type: 'null' }],
    default: null,
    optional: true
  }
];

/** A burst that could be meant. */
interface Candidate {
  readonly burstId: number;
  readonly subSwath: string;
  readonly relativeOrbit: number | null;
}

/**
 * The arguments with `burst_id` and `sub_swath`, where an area is given in their place.
 *
 * @throws ArgumentError when neither is given, or when the area is seen by several bursts, which
 * the message names.
 * @throws ProcessError `NoDataAvailable` when it is seen by none.
 */
export async function withBurst(args: Arguments, call: Call<ProcessServices>): Promise<Arguments> {
  const given = (name: string): boolean => args[name] !== undefined && args[name] !== null;
  const extent = extentArgument(args, 'spatial_extent', call);
  if (given('burst_id') || extent === null) {
    const missing = ['burst_id', 'sub_swath'].find(name => !given(name));
    if (missing !== undefined) {
      throw invalid(call, missing, 'give burst_id and sub_swath, or spatial_extent.');
    }
    return args;
  }
  const box =
    extent.epsg === 4326
      ? extent.bounds
      : transformBounds(extent.bounds, projectionFor(extent.epsg), projectionFor(4326));
  const found = (await candidatesWithin(box, call)).filter(
    ({ subSwath }) => !given('sub_swath') || subSwath === args.sub_swath
  );
  const names = found.map(
    ({ burstId, subSwath, relativeOrbit }) =>
      `${burstId} ${subSwath}${relativeOrbit === null ? '' : ` (relative orbit ${relativeOrbit})`}`
  );
  if (found.length > 1) {
    throw invalid(
      call,
      'spatial_extent',
      `${found.length} bursts see this area: ${names.join(', ')}. Choose one by burst_id and sub_swath, or run a job for each.`
    );
  }
  if (found.length === 0) {
    const { slc, stacks } = call.context.services;
    throw new ProcessError(
      'NoDataAvailable',
      `No burst that is there sees this area. Put products into ${slc.folder}, or a coregistered stack into ${stacks.folder}.`
    );
  }
  const [{ burstId, subSwath }] = found;
  call.context.log('info', `The area is seen by burst ${names[0]}.`, call.nodeId ?? undefined);
  return { ...args, burst_id: burstId, sub_swath: subSwath };
}

/**
 * Bursts of products and stacks with ground in a box of longitude and latitude, each once; without
 * any, those of the sample scene.
 */
async function candidatesWithin(box: Bounds, call: Call<ProcessServices>): Promise<Candidate[]> {
  const { services } = call.context;
  const found = new Map<string, Candidate>();
  const add = ({ burstId, subSwath, relativeOrbit }: Candidate): void =>
    void found.set(`${burstId} ${subSwath}`, { burstId, subSwath, relativeOrbit });
  (await services.slc.bursts({}, box)).forEach(add);
  for (const stack of (await services.stacks.list()).stacks) {
    call.context.cancellation.throwIfCancelled();
    const { bbox } = await readStackGround(stack, services);
    const [west, south, east, north] = bbox;
    if (west <= box[2] && east >= box[0] && south <= box[3] && north >= box[1]) {
      add(stack);
    }
  }
  if (found.size === 0) {
    (await (await services.sampleScene())?.slc.bursts({}, box))?.forEach(add);
  }
  return [...found.values()];
}
