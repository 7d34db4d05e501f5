import { findDimension, ProcessError } from '../../engine';
import type { DataCube, Dimension, LabelledDimension } from '../../engine';
import { parameter, TEXT_OR_NULL } from '../definitions';

export function isTemporal(dimension: Dimension): dimension is LabelledDimension {
  return dimension.kind === 'temporal';
}

/** What `temporalDimension` throws, for definitions. */
export const TEMPORAL_EXCEPTIONS = {
  TooManyDimensions: {
    message:
      'The data cube contains multiple temporal dimensions. The parameter `dimension` must be specified.'
  },
  DimensionNotAvailable: {
    message:
      'A dimension with the specified name does not exist or no temporal dimension is available.'
  }
};

/** The parameter that `temporalDimension` takes the name from. */
export const TEMPORAL_DIMENSION = parameter(
  'dimension',
  'Name of the temporal dimension; needed when there are several.',
  TEXT_OR_NULL,
  null
);

/**
 * The temporal dimension of that name, or the only one when the name is null.
 *
 * @throws ProcessError `DimensionNotAvailable`, or `TooManyDimensions` when a name is needed.
 */
export function temporalDimension(cube: DataCube, name: string | null): LabelledDimension {
  const candidates = name === null ? cube.dimensions : [findDimension(cube, name)];
  const temporal = candidates.filter(isTemporal);
  if (temporal.length === 0) {
    throw new ProcessError(
      'DimensionNotAvailable',
      name === null
        ? 'The cube has no temporal dimension.'
        : `The dimension '${name}' is not temporal.`
    );
  }
  if (temporal.length > 1) {
    const names = temporal.map(d => d.name).join(', ');
    throw new ProcessError(
      'TooManyDimensions',
      `The cube has several temporal dimensions; choose one of ${names} by the parameter 'dimension'.`
    );
  }
  return temporal[0];
}
