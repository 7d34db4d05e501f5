import { isSpatial, labelledDimensions, planeCount, planeStride, ProcessError } from '../../engine';
import type {
  DataCube,
  Dimension,
  LabelledDimension,
  Plane,
  RunContext,
  SpatialDimension
} from '../../engine';
import { alignedGrid, buildGeocoder, projectionFor, utmEpsgFor } from '../../raster';
import type { Grid, LatLonReader } from '../../raster';
import { POSITION_BANDS } from '../io/raster-cube';
import { GeolocationSampler } from './geolocation-sampler';
import { originOf, withOrigin } from './radar-origin';
import { selectLabels } from './rewire';

/** Most cells that are geocoded at once: 64 MiB of float32. */
const AHEAD_CELLS = 2 ** 24;

/** What a cube in radar geometry becomes. */
export interface GeocodeTarget {
  /** Null for the UTM zone of the middle of the scene. */
  readonly epsg: number | null;
  readonly resolution: readonly [x: number, y: number];
}

/**
 * Takes a cube from radar geometry to a map grid, by its bands of latitude and longitude, which the
 * result no longer has. Latitude and longitude are those of the first label of the other labelled
 * dimensions, since the dates of a coregistered stack share one radar grid.
 *
 * @param context - Asked between reads whether to stop, and told how much of the grid is done when
 *   the result is read: nearly all of the work is in its first rows.
 * @throws ProcessError `DimensionMissing` or `LabelNotAvailable` for a cube without such bands.
 */
export async function geocodedCube(
  cube: DataCube,
  target: GeocodeTarget,
  context: Pick<RunContext, 'cancellation' | 'progress'>
): Promise<DataCube> {
  const { bands, latitude, longitude } = positionBands(cube);
  const { stride } = planeStride(cube.dimensions, bands.name);
  const x = requireAxis(cube, 'x');
  const y = requireAxis(cube, 'y');
  const readLatLon: LatLonReader = async (window, into) => {
    const positions = [latitude * stride, longitude * stride];
    const [lat, lon] = await cube.read(window, positions, into);
    sampler?.add(window, lat, lon);
    return { lat, lon };
  };
  let sampler: GeolocationSampler | null = null;
  const values = selectLabels(
    cube,
    bands,
    bands.labels.map((_, i) => i).filter(i => i !== latitude && i !== longitude)
  );
  // Files keep what was asked for when they are unpacked, and the positions make them unpack all.
  const valuePlanes = Array.from({ length: planeCount(values.dimensions) }, (_, plane) => plane);
  await values.read({ x: 0, y: 0, width: 1, height: 1 }, valuePlanes);
  const epsg = target.epsg ?? (await middleUtmZone(readLatLon, x.size, y.size));
  sampler = new GeolocationSampler({
    height: y.size,
    width: x.size,
    first: { line: y.first, sample: x.first },
    cell: originOf(cube).cell ?? { lines: 1, samples: 1 }
  });
  const geocoder = await buildGeocoder(readLatLon, x.size, y.size, projectionFor(epsg), {
    check: () => context.cancellation.throwIfCancelled()
  });
  const geolocation = sampler.grid();
  sampler = null;
  const grid = alignedGrid(geocoder.mapBounds, target.resolution, epsg);
  const [gridY, gridX] = mapDimensions(grid, y.name, x.name);
  return {
    dimensions: values.dimensions.map((d): Dimension =>
      isSpatial(d) ? (d.axis === 'x' ? gridX : gridY) : d
    ),
    metadata: withOrigin(cube, { geolocation, cell: undefined }),
    read: aheadInRows(grid, (window, planes) =>
      geocoder.geocode(
        grid,
        window,
        planes.length,
        (sarWindow, into) => values.read(sarWindow, planes, into),
        share => context.progress((window.y + share * window.height) / grid.height)
      )
    )
  };
}

/**
 * Reads more rows of a grid at once than are asked for, and keeps them for the windows that follow
 * downwards. Radar lines lie across the rows of a map, so each strip of the map needs most of the
 * lines: the fewer the strips, the less is read and computed twice.
 */
function aheadInRows({ width, height }: Grid, read: DataCube['read']): DataCube['read'] {
  let kept: { y: number; end: number; planes: readonly number[]; cells: Plane[] } | null = null;
  return async (window, planes) => {
    const { x, y } = window;
    const end = y + window.height;
    if (x !== 0 || window.width !== width) {
      return read(window, planes);
    }
    const isKept =
      kept !== null && y >= kept.y && end <= kept.end && planes.join() === kept.planes.join();
    if (!isKept) {
      // What was kept goes before the next rows come.
      kept = null;
      const most = Math.floor(AHEAD_CELLS / (width * planes.length));
      const rows = Math.min(Math.max(most, window.height), height - y);
      const cells = await read({ x: 0, y, width, height: rows }, planes);
      kept = { y, end: y + rows, planes: [...planes], cells };
    }
    const { y: firstRow, end: endRow, cells } = kept!;
    const [from, to] = [(y - firstRow) * width, (end - firstRow) * width];
    const cut = cells.map(plane => plane.slice(from, to));
    if (end === endRow) {
      kept = null;
    }
    return cut;
  };
}

/** Dimensions y (downwards) and x of a map grid. */
export function mapDimensions(
  grid: Grid,
  yName: string,
  xName: string
): [y: SpatialDimension, x: SpatialDimension] {
  const crs = `EPSG:${grid.epsg}`;
  return [
    {
      kind: 'spatial',
      name: yName,
      axis: 'y',
      size: grid.height,
      first: grid.y0 - grid.resolutionY / 2,
      step: -grid.resolutionY,
      crs
    },
    {
      kind: 'spatial',
      name: xName,
      axis: 'x',
      size: grid.width,
      first: grid.x0 + grid.resolutionX / 2,
      step: grid.resolutionX,
      crs
    }
  ];
}

interface PositionBands {
  readonly bands: LabelledDimension;
  /** Indexes in the labels of `bands`. */
  readonly latitude: number;
  readonly longitude: number;
}

function positionBands(cube: DataCube): PositionBands {
  const bands = labelledDimensions(cube.dimensions).find(d => d.kind === 'bands');
  if (bands === undefined) {
    throw new ProcessError(
      'DimensionMissing',
      'Geocoding needs a dimension of bands, two of which hold latitude and longitude.'
    );
  }
  for (const [lat, lon] of POSITION_BANDS) {
    const [latitude, longitude] = [bands.labels.indexOf(lat), bands.labels.indexOf(lon)];
    if (latitude >= 0 && longitude >= 0) {
      if (bands.labels.length === 2) {
        throw new ProcessError(
          'LabelNotAvailable',
          `The cube has no band beside ${lat} and ${lon}: there is nothing to geocode.`
        );
      }
      return { bands, latitude, longitude };
    }
  }
  const names = POSITION_BANDS.map(pair => pair.join(' and ')).join(', or ');
  throw new ProcessError(
    'LabelNotAvailable',
    `Geocoding needs the bands ${names}; the cube has: ${bands.labels.join(', ')}.`
  );
}

function requireAxis(cube: DataCube, axis: 'x' | 'y'): SpatialDimension {
  const found = cube.dimensions.filter(isSpatial).find(d => d.axis === axis);
  if (found === undefined) {
    throw new ProcessError('DimensionMissing', `The cube has no spatial dimension ${axis}.`);
  }
  if (found.crs !== null) {
    throw new ProcessError(
      'UnsupportedGeometry',
      `Geocoding takes radar geometry to a map; this cube lies on a map already (${found.crs}).`
    );
  }
  return found;
}

/** UTM zone of the middle of the scene; of the first pixel with a position where it has none. */
async function middleUtmZone(
  readLatLon: LatLonReader,
  width: number,
  height: number
): Promise<number> {
  const middle = height >> 1;
  const rows = Array.from({ length: height }, (_, i) => (middle + i) % height);
  for (const y of rows) {
    const { lat, lon } = await readLatLon({ x: 0, y, width, height: 1 }, []);
    for (let i = 0; i < width; i++) {
      const at = ((width >> 1) + i) % width;
      const none = lat[at] === 0 && lon[at] === 0;
      if (!none && Number.isFinite(lat[at]) && Number.isFinite(lon[at])) {
        return utmEpsgFor(lon[at], lat[at]);
      }
    }
  }
  throw new ProcessError('NoDataAvailable', 'No pixel of the cube has a latitude and longitude.');
}
