/** A rectangle of cells: column `x`, row `y`, counted from the first cell. */
export interface Window {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One raster of `width * height` cells, row-major, top row first. NaN is no-data. */
export type Plane = Float32Array | Float64Array;

/** Types of the samples of a raster file, by their usual names. */
export type SampleType =
  'uint8' | 'int8' | 'uint16' | 'int16' | 'uint32' | 'int32' | 'float32' | 'float64';

/** x = a col + b row + c, y = d col + e row + f; (0, 0) is the outer corner of the first cell. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** A box in the units of some CRS: minimum x, minimum y, maximum x, maximum y. */
export type Bounds = readonly [minX: number, minY: number, maxX: number, maxY: number];

/** The smallest window that holds both; a window may not be empty. */
export function unionWindow(a: Window, b: Window): Window {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  const width = Math.max(a.x + a.width, b.x + b.width) - x;
  const height = Math.max(a.y + a.height, b.y + b.height) - y;
  return { x, y, width, height };
}
