import { ProcessError, spatialAxis } from '../../../engine';
import type {
  Call,
  DataCube,
  LabelledDimension,
  Plane,
  ResultAsset,
  SpatialDimension
} from '../../../engine';
import { epsgCode } from '../../cubes/epsg-code';
import { GroundOutline } from '../../io/ground-outline';
import { POSITION_BANDS } from '../../io/raster-cube';
import type { ProcessServices } from '../../services';
import { writeCoordinate } from './coordinates';
import { gridMapping } from './grid-mapping';
import { type Attributes, Hdf5File, type Hdf5Variable } from './hdf5-file';
import { netcdfAsset } from './netcdf-asset';
import { type BandVariable, bandVariables } from './variables';

const GRID_MAPPING = 'crs';
const MOST_STRIP_BYTES = 64 * 2 ** 20;
const MOST_CHUNK_ROWS = 256;
const MOST_CHUNK_COLUMNS = 1024;

/**
 * Writes a cube as one netCDF-4 file by the CF conventions: a float32 variable a band, over the
 * other labelled dimensions, y and x; NaN is no-data. Dates are CF time. Cubes in radar geometry
 * have no grid mapping; their bands of latitude and longitude are coordinates of the others.
 *
 * The cube is read strip by strip. A run that fails or is cancelled leaves no file.
 *
 * @param progress - Told the share of the file that is written.
 * @throws ProcessError `DataCubeEmpty`, `FormatUnsuitable` for a cube without any dimension.
 */
export async function writeNetcdf(
  cube: DataCube,
  fileName: string,
  call: Call<ProcessServices>,
  progress: (share: number) => void
): Promise<ResultAsset> {
  const x = spatialAxis(cube.dimensions, 'x');
  const y = spatialAxis(cube.dimensions, 'y');
  const names = cube.dimensions.map(({ name }) => name);
  const { variables, others } = bandVariables(cube.dimensions, [...names, GRID_MAPPING]);
  const axes: (SpatialDimension | LabelledDimension)[] = [...others];
  axes.push(...[y, x].filter(axis => axis !== null));
  requireCells(variables, axes);
  const output = await call.context.services.createOutput(fileName);
  const positions = x && y && x.crs === null ? positionVariables(variables) : null;
  const outline = new GroundOutline();
  try {
    const file = await Hdf5File.create(output.path);
    try {
      file.attributes(globalAttributes(cube));
      axes.forEach(axis => writeCoordinate(file, axis));
      const mapping = x?.crs ? crsAttributes(x.crs, call) : null;
      if (mapping) {
        file.marker(GRID_MAPPING, mapping);
      }
      const layout = layoutOf(axes, variables, { x, y });
      const open = variables.map(variable =>
        file.variable(variable.name, layout, variableAttributes(variable, mapping, positions))
      );
      await fill(cube, { variables, open, rows: layout.stripRows, outline, positions }, share => {
        call.context.cancellation.throwIfCancelled();
        progress(share);
      });
    } finally {
      file.close();
    }
    await output.commit();
  } catch (error) {
    await output.discard();
    throw error;
  }
  call.context.log('info', summaryOf(output.fileName, axes, variables), call.nodeId ?? undefined);
  return netcdfAsset(output.fileName, cube, variables, outline);
}

function requireCells(
  variables: readonly BandVariable[],
  axes: readonly (SpatialDimension | LabelledDimension)[]
): void {
  const empty = axes.find(axis => lengthOf(axis) === 0);
  if (empty || variables.length === 0) {
    const name = empty ? `dimension '${empty.name}'` : 'dimension of bands';
    throw new ProcessError('DataCubeEmpty', `The cube is empty: its ${name} has no label left.`);
  }
  if (axes.length === 0) {
    throw new ProcessError(
      'FormatUnsuitable',
      'netCDF needs a cube with a dimension beside the bands; use JSON.'
    );
  }
}

function globalAttributes(cube: DataCube): Attributes {
  const simulated = cube.metadata?.simulated === true;
  return {
    Conventions: 'CF-1.10',
    title: simulated ? 'Simulated data, not a measurement' : 'Result of an openEO process graph',
    source: simulated ? 'simulation' : 'openEO back-end of jupyterlab-insar'
  };
}

/** Attributes of the grid mapping variable; of a CRS that is not known here, its name. */
function crsAttributes(crs: string, { context, nodeId }: Call<ProcessServices>): Attributes {
  const epsg = epsgCode(crs);
  const known = epsg === null ? null : gridMapping(epsg);
  if (known === null) {
    const message = `The netCDF file names its CRS, ${crs}, but cannot describe it: programs may not place it.`;
    context.log('warning', message, nodeId ?? undefined);
  }
  return known ?? { long_name: crs };
}

interface Layout {
  readonly dimensions: readonly string[];
  readonly shape: readonly number[];
  readonly chunk: readonly number[];
  readonly stripRows: number;
}

function layoutOf(
  axes: readonly (SpatialDimension | LabelledDimension)[],
  variables: readonly BandVariable[],
  { x, y }: { x: SpatialDimension | null; y: SpatialDimension | null }
): Layout {
  const [width, height] = [x?.size ?? 1, y?.size ?? 1];
  const planes = variables.reduce((count, { cells }) => count + cells.length, 0);
  const fitting = Math.floor(MOST_STRIP_BYTES / (4 * planes * width));
  const stripRows = Math.max(1, Math.min(height, MOST_CHUNK_ROWS, fitting));
  return {
    dimensions: axes.map(({ name }) => name),
    shape: axes.map(lengthOf),
    chunk: axes.map(axis =>
      axis === y ? stripRows : axis === x ? Math.min(width, MOST_CHUNK_COLUMNS) : 1
    ),
    stripRows
  };
}

interface Positions {
  readonly latitude: BandVariable;
  readonly longitude: BandVariable;
}

function positionVariables(variables: readonly BandVariable[]): Positions | null {
  for (const pair of POSITION_BANDS) {
    const [latitude, longitude] = pair.map(name => variables.find(({ label }) => label === name));
    if (latitude && longitude) {
      return { latitude, longitude };
    }
  }
  return null;
}

function variableAttributes(
  variable: BandVariable,
  mapping: Attributes | null,
  positions: Positions | null
): Attributes {
  const { label, name } = variable;
  const common: Attributes = {
    _FillValue: Float32Array.of(NaN),
    ...(label !== null && label !== name ? { long_name: label } : {}),
    ...(mapping ? { grid_mapping: GRID_MAPPING } : {})
  };
  if (variable === positions?.latitude) {
    return { ...common, standard_name: 'latitude', units: 'degrees_north' };
  }
  if (variable === positions?.longitude) {
    return { ...common, standard_name: 'longitude', units: 'degrees_east' };
  }
  return positions
    ? { ...common, coordinates: `${positions.latitude.name} ${positions.longitude.name}` }
    : common;
}

/** Reads the cube strip by strip, each strip with all of its planes at once, and writes it. */
async function fill(
  cube: DataCube,
  target: {
    readonly variables: readonly BandVariable[];
    readonly open: readonly Hdf5Variable[];
    readonly rows: number;
    readonly outline: GroundOutline;
    readonly positions: Positions | null;
  },
  progress: (share: number) => void
): Promise<void> {
  const { variables, open, rows, outline, positions } = target;
  const [x, y] = [spatialAxis(cube.dimensions, 'x'), spatialAxis(cube.dimensions, 'y')];
  const [width, height] = [x?.size ?? 1, y?.size ?? 1];
  const wanted = variables.flatMap(({ cells }) => cells.map(({ plane }) => plane));
  for (let top = 0; top < height; top += rows) {
    progress(top / height);
    const window = { x: 0, y: top, width, height: Math.min(rows, height - top) };
    const planes = await cube.read(window, wanted);
    const planeOf = ({ cells }: BandVariable): Plane => planes[wanted.indexOf(cells[0].plane)];
    if (positions) {
      outline.add(window, planeOf(positions.latitude), planeOf(positions.longitude));
    }
    let next = 0;
    for (const [i, { cells }] of variables.entries()) {
      for (const { indexes } of cells) {
        const plane = planes[next++];
        const ranges: [number, number][] = indexes.map(index => [index, index + 1]);
        ranges.push(...(y ? [[top, top + window.height] as [number, number]] : []));
        ranges.push(...(x ? [[0, width] as [number, number]] : []));
        open[i].write(ranges, plane instanceof Float32Array ? plane : Float32Array.from(plane));
      }
    }
  }
  progress(1);
}

function summaryOf(
  fileName: string,
  axes: readonly (SpatialDimension | LabelledDimension)[],
  variables: readonly BandVariable[]
): string {
  const shape = axes.map(axis => `${axis.name} ${lengthOf(axis)}`).join(', ');
  return `Wrote ${fileName}: ${variables.map(({ name }) => name).join(', ')} over ${shape}.`;
}

function lengthOf(axis: SpatialDimension | LabelledDimension): number {
  return axis.kind === 'spatial' ? axis.size : axis.labels.length;
}
