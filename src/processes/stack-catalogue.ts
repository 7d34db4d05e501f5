import { stackBands } from '../archive';
import type { Stack, StackArchive, StackGround } from '../archive';
import type { CollectionCatalogue, Json, StacCollection } from '../engine';
import { acquisitionProperties } from './io/load-collection';

/** A CRS of radar geometry: it counts pixels and says nothing of the ground. */
const RADAR_GEOMETRY =
  'ENGCRS["Radar geometry",EDATUM["First pixel of the primary"],CS[Cartesian,2],AXIS["slant range sample (x)",unspecified,ORDER[1]],AXIS["azimuth line (y)",unspecified,ORDER[2]],LENGTHUNIT["pixel",1]]';

/** What the catalogue is made from. */
export interface StackCatalogueSources {
  readonly stacks: StackArchive;
  /** Where a stack lies; it may take a while, and fail. */
  groundOf(stack: Stack): Promise<StackGround>;
}

/** The coregistered stacks of the archive as STAC Collections. */
export class StackCatalogue implements CollectionCatalogue {
  /** @param report - Told why a folder or file is left out of the list. */
  constructor(
    private readonly sources: StackCatalogueSources,
    private readonly report: (message: string) => void = () => undefined
  ) {}

  async list(): Promise<StacCollection[]> {
    const { stacks, problems } = await this.sources.stacks.list();
    problems.forEach(problem => this.report(problem.message));
    const collections: StacCollection[] = [];
    for (const stack of stacks) {
      const collection = await this.describe(stack);
      if (collection !== null) {
        collections.push(collection);
      }
    }
    return collections;
  }

  async get(id: string): Promise<StacCollection | null> {
    const { stacks } = await this.sources.stacks.list();
    const stack = stacks.find(candidate => candidate.id === id);
    return stack === undefined ? null : this.describe(stack);
  }

  async queryables(id: string): Promise<Json | null> {
    const { stacks } = await this.sources.stacks.list();
    const stack = stacks.find(candidate => candidate.id === id);
    return stack === undefined
      ? null
      : Object.fromEntries(
          Object.entries(acquisitionProperties(stack)).map(([name, value]) => [
            name,
            { title: name, type: Array.isArray(value) ? 'array' : typeof value }
          ])
        );
  }

  /** Null for a stack whose primary cannot be read: nothing could be loaded from it. */
  private async describe(stack: Stack): Promise<StacCollection | null> {
    try {
      return toCollection(stack, await this.sources.groundOf(stack));
    } catch (error) {
      this.report(`Stack "${stack.id}": ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  }
}

function toCollection(stack: Stack, { lines, samples, bbox }: StackGround): StacCollection {
  const dates = stack.acquisitions.map(({ date }) => `${date}T00:00:00Z`);
  const bands = stackBands(stack.polarizations);
  const name = `Burst ${stack.burstId} ${stack.subSwath}`;
  const title = `${stack.title ?? `${name}, coregistered to ${stack.primaryDate}`}${stack.simulated ? ' (simulated)' : ''}`;
  const truth = stack.simulated
    ? 'The values are SIMULATED: speckle of a prescribed coherence, not measurements.'
    : 'Contains modified Copernicus Sentinel data.';
  const extent = [dates[0], dates[dates.length - 1]];
  return {
    stac_version: '1.1.0',
    stac_extensions: ['https://stac-extensions.github.io/datacube/v2.2.0/schema.json'],
    type: 'Collection',
    id: stack.id,
    title,
    description: `Sentinel-1 IW single-look complex data of one burst, coregistered to ${stack.primaryDate}, in radar geometry: y are azimuth lines, x slant range samples. Bands: real and imaginary part per polarisation, then latitude and longitude of every pixel in degrees (WGS 84). ${truth}`,
    keywords: ['Sentinel-1', 'SLC', 'InSAR', ...(stack.simulated ? ['simulated'] : [])],
    license: stack.simulated ? 'CC0-1.0' : 'other',
    providers: [],
    extent: {
      spatial: { bbox: [[...bbox]] },
      temporal: { interval: [extent] }
    },
    links: [],
    'cube:dimensions': {
      t: { type: 'temporal', extent, values: dates },
      bands: { type: 'bands', values: bands },
      y: {
        type: 'spatial',
        axis: 'y',
        extent: [0, lines - 1],
        step: 1,
        reference_system: RADAR_GEOMETRY,
        description: 'Azimuth line of the primary'
      },
      x: {
        type: 'spatial',
        axis: 'x',
        extent: [0, samples - 1],
        step: 1,
        reference_system: RADAR_GEOMETRY,
        description: 'Slant range sample of the primary'
      }
    },
    summaries: {
      platform: ['sentinel-1'],
      bands: bands.map(band => ({ name: band, description: describeBand(band) })),
      'sar:instrument_mode': ['IW'],
      'sar:product_type': ['SLC'],
      'sar:polarizations': [...stack.polarizations],
      'sat:relative_orbit': [stack.relativeOrbit],
      burst_id: [stack.burstId],
      sub_swath: [stack.subSwath],
      primary_date: [stack.primaryDate],
      simulated: [stack.simulated]
    }
  };
}

function describeBand(band: string): string {
  const [part, rest] = band.split('_');
  switch (part) {
    case 'i':
      return `Real part, ${rest}`;
    case 'q':
      return `Imaginary part, ${rest}`;
    default:
      return rest === 'lat' ? 'Latitude in degrees' : 'Longitude in degrees';
  }
}
