import type { Json } from './process-graph';

/**
 * The lazy data cube: dimensions, and a way to read a window of it.
 *
 * Nothing here holds the pixels of a whole cube. A cube that filters, renames or merges others only
 * rewires their planes; a cube that computes reads what it needs of its sources when it is read.
 */

/** A spatial axis: cell centres lie at `first + i * step` in units of `crs`. */
export interface SpatialDimension {
  readonly kind: 'spatial';
  readonly name: string;
  readonly axis: 'x' | 'y';
  readonly size: number;
  /** Coordinate of the centre of cell 0. */
  readonly first: number;
  /** Signed distance between cell centres; negative on a north-up y axis. */
  readonly step: number;
  /** Authority code such as `EPSG:32632`; null for radar geometry (x = sample, y = line). */
  readonly crs: string | null;
}

/** An axis of labels: dates (RFC 3339 strings), band names, geometries, or anything else. */
export interface LabelledDimension {
  readonly kind: 'temporal' | 'bands' | 'geometry' | 'other';
  readonly name: string;
  readonly labels: readonly (string | number)[];
  /** GeoJSON (a geometry or feature) of each label, on an axis of geometries. */
  readonly geometries?: readonly Json[];
}

export type Dimension = SpatialDimension | LabelledDimension;

/** A rectangle of cells: column `x`, row `y`, counted from the first cell. */
export interface Window {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One raster of `width * height` cells, row-major, top row first. NaN is no-data. */
export type Plane = Float32Array | Float64Array;

/** What a cube carries along that is not in its cells; every operation hands it on. */
export interface CubeMetadata {
  /** True where the values are simulated. */
  readonly simulated?: boolean;
  readonly [member: string]: Json | undefined;
}

/** A window whose sources have been read: parts of it are computed without waiting. */
export interface OpenWindow {
  readonly window: Window;
  /** How the cells of each plane that was asked for are stored. */
  readonly types: readonly ('f32' | 'f64')[];
  /** For each plane, whether its cells are known to be 0 or more, or NaN; absent where not known. */
  readonly nonNegative?: readonly boolean[];
  /** Source lines and samples that a part is computed of beyond its own; absent for none. */
  readonly reach?: { readonly lines: number; readonly samples: number };
  /**
   * Where the cells of each plane lie in the engine's arena, for a window that need not be filled:
   * the address of its first cell, and the cells from one line to the next.
   */
  readonly placed?: readonly { readonly address: number; readonly lineCells: number }[];
  /**
   * Writes the cells of `part`, which lies within the window, plane by plane.
   *
   * @param targets - An address in the engine's arena for each plane.
   * @param lineCells - Cells from one line to the next there: `strideOf(part.width)` or more. That
   *   many of each line are written; those beyond the width hold anything.
   */
  fill(part: Window, targets: readonly number[], lineCells: number): void;
  /**
   * Lets go of the sources: their memory serves the next window. Nothing is filled afterwards.
   * Absent where there is nothing to let go of; whoever forgets to call it loses no more than that.
   */
  close?(): void;
}

/**
 * A data cube. Its planes are numbered over the labelled dimensions in the order of `dimensions`,
 * the last labelled dimension varying fastest; a cube without labelled dimensions has one plane.
 */
export interface DataCube {
  readonly dimensions: readonly Dimension[];
  readonly metadata?: CubeMetadata;
  /**
   * Reads `planes` (plane numbers) within `window`, one array per number asked for, in that order.
   * The arrays belong to the caller. Cells outside the cube are never asked for.
   *
   * @param into - Arrays of the caller to write to instead of new ones. A cube may leave them, and
   *   does where they are of another type: what is returned counts.
   */
  read(window: Window, planes: readonly number[], into?: readonly Plane[]): Promise<Plane[]>;
  /**
   * Reads what `planes` within `window` are computed from, and leaves the computing to
   * `OpenWindow.fill`: so a chain of cubes is computed in parts that stay in the processor's
   * cache, without planes in between. Absent where cells are at hand or cannot be had in parts.
   */
  open?(window: Window, planes: readonly number[], demand: ReadDemand): Promise<OpenWindow>;
}

/** What the one who opens a window will do with it. */
export interface ReadDemand {
  /** Last lines of the window that a read below it will ask for again. */
  readonly sharedLines: number;
  /** Only sums of many cells are made of it: rounding counts against the terms of a cell. */
  readonly summed?: boolean;
}

/** Opens a window of a cube, see `DataCube.open`. */
export type WindowOpener = NonNullable<DataCube['open']>;
