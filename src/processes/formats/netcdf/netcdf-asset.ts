import { spatialAxis } from '../../../engine';
import type { DataCube, LabelledDimension, ResultAsset } from '../../../engine';
import { epsgCode } from '../../cubes/epsg-code';
import { instantMs, rfc3339 } from '../../cubes/instants';
import type { GroundOutline } from '../../io/ground-outline';
import { mapFootprint } from '../../io/map-footprint';
import type { BandVariable } from './variables';

const NETCDF_MEDIA_TYPE = 'application/x-netcdf';

/**
 * What a STAC Item says of a netCDF file.
 *
 * @param outline - Knows where a cube in radar geometry lies.
 */
export function netcdfAsset(
  fileName: string,
  cube: DataCube,
  variables: readonly BandVariable[],
  outline: GroundOutline
): ResultAsset {
  const [x, y] = [spatialAxis(cube.dimensions, 'x'), spatialAxis(cube.dimensions, 'y')];
  const simulated = cube.metadata?.simulated === true;
  const epsg = x?.crs ? epsgCode(x.crs) : null;
  const footprint =
    x && y && epsg !== null
      ? mapFootprint(x, y, epsg)
      : { bbox: outline.bbox(), outline: outline.ring() };
  return {
    fileName,
    mediaType: NETCDF_MEDIA_TYPE,
    roles: ['data'],
    title: simulated ? `${fileName} (simulated)` : fileName,
    ...datesOf(cube),
    ...footprint,
    bands: variables.map(({ name, label }) => ({ name: label ?? name })),
    ...(x && y
      ? {
          grid: {
            epsg,
            shape: [y.size, x.size] as const,
            transform: [x.step, 0, x.first - x.step / 2, 0, y.step, y.first - y.step / 2] as const,
            dataType: 'float32',
            noData: 'nan' as const
          }
        }
      : {}),
    ...(simulated ? { simulated } : {})
  };
}

/** The date of the cube, or first and last where it has several. */
function datesOf(cube: DataCube): Pick<ResultAsset, 'datetime' | 'startDatetime' | 'endDatetime'> {
  const times = cube.dimensions
    .filter((d): d is LabelledDimension => d.kind === 'temporal')
    .flatMap(({ labels }) => labels.map(label => instantMs(label)))
    .filter(ms => ms !== null)
    .sort((a, b) => a - b);
  if (times.length <= 1) {
    return { datetime: times.length === 0 ? null : rfc3339(times[0]) };
  }
  const [first, last] = [rfc3339(times[0]), rfc3339(times[times.length - 1])];
  return { datetime: null, startDatetime: first, endDatetime: last };
}
