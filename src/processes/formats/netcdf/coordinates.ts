import type { LabelledDimension, SpatialDimension } from '../../../engine';
import { epsgCode } from '../../cubes/epsg-code';
import { instantMs } from '../../cubes/instants';
import type { Attributes, Hdf5File } from './hdf5-file';

/** CF time of RFC 3339 labels. */
const TIME_UNITS = 'seconds since 1970-01-01 00:00:00';

/** Labels in `TIME_UNITS`; null where one of them is no instant, such as a renamed label. */
function timeValues(labels: readonly (string | number)[]): Float64Array | null {
  const instantsMs = labels.map(label => instantMs(label));
  return instantsMs.every(ms => ms !== null)
    ? Float64Array.from(instantsMs, ms => Number(ms) / 1000)
    : null;
}

/** Writes the coordinate of a dimension: cell centres, CF time, numbers or texts. */
export function writeCoordinate(file: Hdf5File, axis: SpatialDimension | LabelledDimension): void {
  if (axis.kind !== 'spatial') {
    const seconds = axis.kind === 'temporal' ? timeValues(axis.labels) : null;
    const attributes = { units: TIME_UNITS, calendar: 'proleptic_gregorian', axis: 'T' };
    if (seconds) {
      file.coordinate(axis.name, seconds, { ...attributes, standard_name: 'time' });
    } else if (axis.labels.every(label => typeof label === 'number')) {
      file.coordinate(axis.name, Float64Array.from(axis.labels as number[]));
    } else {
      file.coordinate(axis.name, axis.labels.map(String));
    }
    return;
  }
  const { first, step, size } = axis;
  const centres = Float64Array.from({ length: size }, (_, i) => first + i * step);
  file.coordinate(axis.name, centres, { axis: axis.axis.toUpperCase(), ...spatialMembers(axis) });
}

function spatialMembers({ axis, crs }: SpatialDimension): Attributes {
  if (crs === null) {
    const name = axis === 'x' ? 'sample along slant range' : 'line along azimuth';
    return { long_name: name, units: '1' };
  }
  if (epsgCode(crs) === 4326 || epsgCode(crs) === 4258) {
    return axis === 'x'
      ? { standard_name: 'longitude', units: 'degrees_east' }
      : { standard_name: 'latitude', units: 'degrees_north' };
  }
  return { standard_name: `projection_${axis}_coordinate`, units: 'm' };
}
