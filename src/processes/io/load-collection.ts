import { ArchiveError, stackBands, StackNotFoundError } from '../../archive';
import type { Stack } from '../../archive';
import { EngineError, ProcessError } from '../../engine';
import type { Process, Value } from '../../engine';
import { optionalTexts, textArgument } from '../arguments';
import { extentArgument, withinExtent } from '../cubes/filter-bbox';
import { withBands } from '../cubes/filter-bands';
import { instantMs, intervalArgument, within } from '../cubes/instants';
import { accessTo } from '../map-collections/map-collections';
import type { MapCollection } from '../map-collections/map-collections';
import { BAND_NAMES, CUBE, PROPERTIES, SPATIAL_EXTENT, TEMPORAL_EXTENT } from '../schemas';
import { stackCube } from '../sentinel1/stack-cube';
import type { ProcessServices } from '../services';
import { metadataFilter } from './metadata-filter';
import { loadedCube } from './stac-cube';

/** Null when no stack has the id. */
async function stackOf(id: string, { stacks }: ProcessServices): Promise<Stack | null> {
  try {
    return await stacks.get(id);
  } catch (cause) {
    if (cause instanceof StackNotFoundError) {
      return null;
    }
    if (cause instanceof ArchiveError) {
      throw new EngineError('CollectionNotFound', cause.message, { cause });
    }
    throw cause;
  }
}

/** @throws EngineError `CollectionNotFound`, which lists what there is. */
async function mapCollectionOf(id: string, services: ProcessServices): Promise<MapCollection> {
  const { collections } = await services.mapCollections.list();
  const found = collections.find(collection => collection.id === id);
  if (found === undefined) {
    const { stacks } = await services.stacks.list();
    const known = [...stacks, ...collections].map(entry => entry.id).join(', ') || 'none';
    throw new EngineError(
      'CollectionNotFound',
      `Collection '${id}' does not exist. There are: ${known}.`
    );
  }
  return found;
}

/** What a condition on the metadata of an acquisition may ask for. */
export function acquisitionProperties(stack: Stack): { readonly [key: string]: Value } {
  return {
    platform: 'sentinel-1',
    'sar:instrument_mode': 'IW',
    'sar:product_type': 'SLC',
    'sar:polarizations': stack.polarizations,
    'sat:relative_orbit': stack.relativeOrbit,
    burst_id: stack.burstId,
    sub_swath: stack.subSwath
  };
}

export const loadCollection: Process<ProcessServices> = {
  definition: {
    id: 'load_collection',
    summary: 'Load a collection of this back-end',
    description:
      'Loads a collection of this back-end by its id. A coregistered Sentinel-1 stack has the dimensions t, bands, y (azimuth line), x (slant range sample), in radar geometry of the primary; since its cells are not in rows and columns of a map, a spatial extent is refused: leave it `null`, or geocode first and then use `filter_bbox`. A collection on a map grid has the dimensions t, bands, y, x; its files must lie on one grid.',
    categories: ['cubes', 'import'],
    parameters: [
      {
        name: 'id',
        description: 'Id of the collection.',
        schema: { type: 'string', subtype: 'collection-id', pattern: '^[\\w\\-\\.~/]+$' }
      },
      {
        name: 'spatial_extent',
        description:
          'Bounding box of a collection on a map grid; `null` for stacks, which are in radar geometry.',
        schema: SPATIAL_EXTENT
      },
      {
        name: 'temporal_extent',
        description: 'Dates to load: start included, end excluded. `null` loads all.',
        schema: TEMPORAL_EXTENT
      },
      {
        name: 'bands',
        description: 'Names of the bands to load, in this order.',
        schema: BAND_NAMES,
        default: null,
        optional: true
      },
      {
        name: 'properties',
        description:
          'Conditions that must all hold: of a stack on `sat:relative_orbit`, `sar:polarizations`, `burst_id`, `sub_swath` and the like, else on the properties of the items.',
        schema: PROPERTIES,
        default: null,
        optional: true
      }
    ],
    returns: { description: 'The cube.', schema: CUBE },
    exceptions: {
      NoDataAvailable: { message: 'There is no data available for the given extents.' },
      TemporalExtentEmpty: {
        message:
          'The temporal extent is empty. The second instant in time must always be greater/later than the first instant in time.'
      }
    }
  },
  rehearsal: 'dimensions',
  async run(args, call) {
    const { services } = call.context;
    const id = textArgument(args, 'id', call);
    const stack = await stackOf(id, services);
    if (stack === null) {
      const collection = await mapCollectionOf(id, services);
      return loadedCube(collection.url, accessTo(collection, services), args, call);
    }
    const interval = intervalArgument(args, 'temporal_extent', call);
    const passes = await metadataFilter(args, 'properties', call)(acquisitionProperties(stack));
    const acquisitions = stack.acquisitions.filter(
      ({ date }) => passes && (interval === null || within(instantMs(date) ?? NaN, interval))
    );
    if (acquisitions.length === 0) {
      const known = stack.acquisitions.map(({ date }) => date).join(', ');
      throw new ProcessError(
        'NoDataAvailable',
        `The stack "${stack.id}" has no acquisition for these extents. It has: ${known}.`
      );
    }
    if (stack.simulated) {
      const note = `The stack "${stack.id}" is SIMULATED.`;
      call.context.log('info', note, call.nodeId ?? undefined);
    }
    const cube = await stackCube(stack, acquisitions, stackBands(stack.polarizations), services);
    const bands = optionalTexts(args, 'bands', call);
    const chosen = bands === null ? cube : withBands(cube, bands);
    const extent = extentArgument(args, 'spatial_extent', call);
    return extent === null ? chosen : withinExtent(chosen, extent);
  }
};
