import type { Json } from '../../engine';

/** How a cell of a new grid gets its value; the names are those of gdalwarp. */
export const RESAMPLING_METHODS = [
  'average',
  'bilinear',
  'cubic',
  'cubicspline',
  'lanczos',
  'max',
  'med',
  'min',
  'mode',
  'near',
  'q1',
  'q3',
  'rms',
  'sum'
] as const;

export type ResamplingMethod = (typeof RESAMPLING_METHODS)[number];

export function isResamplingMethod(method: string): method is ResamplingMethod {
  return (RESAMPLING_METHODS as readonly string[]).includes(method);
}

export const METHOD_SCHEMA: Json = { type: 'string', enum: [...RESAMPLING_METHODS] };

export const METHOD_DESCRIPTION =
  '`near` takes the nearest cell. `bilinear`, `cubic`, `cubicspline` and `lanczos` interpolate, over a wider surrounding where the new cells are larger. `average`, `rms` and `sum` weigh the cells that a new cell covers by how much of them it covers; `min`, `max`, `med`, `q1`, `q3` and `mode` choose among them. No-data is left out everywhere, as gdalwarp does it.';
