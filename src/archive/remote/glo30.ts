import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeCog, type Affine, type GeoTiff, type Window } from '../../raster';
import { boxOf } from '../elevation/coverage';
import { glo30TileName, type LonLatBox } from '../elevation/tile-names';
import { FetchError } from '../errors';
import { openRaster } from '../open-raster';
import type { ArchiveTools, OpenUrl } from '../tools';
import type { FetchHooks } from './remote-archive';

export interface Glo30Options {
  readonly openUrl: OpenUrl;
  /** Default: the public bucket of the Copernicus DEM. */
  readonly bucketUrl?: string;
}

const BUCKET = 'https://copernicus-dem-30m.s3.amazonaws.com';
/** Cells around the box: a post beside each one that is asked for. */
const MARGIN_CELLS = 4;
/** Rows of a tile; columns by the latitude where the tile is nearest to the equator. */
const ROWS = 3600;
const COLUMNS_FROM: readonly (readonly [latDeg: number, columns: number])[] = [
  [85, 360],
  [80, 720],
  [70, 1200],
  [60, 1800],
  [50, 2400],
  [0, 3600]
];

/**
 * Elevation from the tiles of Copernicus GLO-30, of which only the window that is needed is read,
 * by ranges. A tile that does not exist is sea; its window is written with height 0.
 */
export class Glo30 {
  /** @param folder - Where elevation is laid. */
  constructor(
    private readonly folder: string,
    private readonly tools: ArchiveTools,
    private readonly options: Glo30Options
  ) {}

  /**
   * Fetches the windows of all tiles that touch a box.
   *
   * @returns paths of the files, those included that were there before.
   * @throws FetchError
   */
  async fetch(box: LonLatBox, hooks: FetchHooks = {}): Promise<string[]> {
    await mkdir(this.folder, { recursive: true });
    const [west, south, east, north] = box;
    const paths: string[] = [];
    for (let lat = Math.floor(south); lat < north; lat++) {
      for (let lon = Math.floor(west); lon < east; lon++) {
        hooks.signal?.throwIfAborted();
        paths.push(await this.fetchTile(lat, lon, box));
      }
    }
    return paths;
  }

  private async fetchTile(lat: number, lon: number, box: LonLatBox): Promise<string> {
    const name = glo30TileName(lat, lon);
    const what = `Elevation tile ${name}`;
    const url = `${this.options.bucketUrl ?? BUCKET}/${name}/${name}.tif`;
    let tiff: GeoTiff | null = null;
    try {
      try {
        tiff = await openRaster(await this.options.openUrl(url), this.tools);
      } catch (cause) {
        if ((cause as { status?: unknown }).status !== 404) {
          throw cause;
        }
      }
      const { transform, width, height } = tiff ?? seaTile(lat, lon);
      if (transform === null) {
        throw new FetchError(what, 'the file does not say where it lies');
      }
      const window = windowOf(box, transform, width, height);
      const place = `${window.x}_${window.y}_${window.width}_${window.height}`;
      const path = join(this.folder, `${name}_${place}.tif`);
      if (!(await stat(path).catch(() => null))) {
        await this.write(path, tiff, transform, window);
      }
      return path;
    } catch (cause) {
      if (cause instanceof FetchError) {
        throw cause;
      }
      throw new FetchError(what, (cause as Error).message.replace(/\.$/, ''), null, { cause });
    } finally {
      await tiff?.close();
    }
  }

  /** The name tells that heights are above EGM2008: the tiles themselves do not declare it. */
  private async write(
    path: string,
    tiff: GeoTiff | null,
    [a, b, c, d, e, f]: Affine,
    window: Window
  ): Promise<void> {
    const { x, y, width, height } = window;
    const partial = join(this.folder, `.partial-${process.pid}-${x}-${y}.tif`);
    const file = await this.tools.createFile(partial);
    try {
      await writeCog(
        file,
        {
          width,
          height,
          bandNames: ['elevation'],
          sampleType: 'float32',
          noData: null,
          transform: [a, b, c + a * x + b * y, d, e, f + d * x + e * y],
          epsg: 4326
        },
        async rows =>
          tiff
            ? tiff.readWindow({ x, y: y + rows.y, width, height: rows.height }, [0])
            : [new Float32Array(width * rows.height)],
        this.tools.codecs
      );
      await file.close();
      await rename(partial, path);
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(partial, { force: true });
      throw error;
    }
  }
}

/** As a tile of the model lies: the centre of its first cell is its north-west corner. */
function seaTile(lat: number, lon: number) {
  const nearestLat = Math.min(Math.abs(lat), Math.abs(lat + 1));
  const width = COLUMNS_FROM.find(([from]) => nearestLat >= from)![1];
  const [lonStep, latStep] = [1 / width, 1 / ROWS];
  const transform: Affine = [lonStep, 0, lon - lonStep / 2, 0, -latStep, lat + 1 + latStep / 2];
  return { transform, width, height: ROWS };
}

function windowOf(box: LonLatBox, transform: Affine, width: number, height: number): Window {
  const [a, , c, , e, f] = transform;
  const corners = [box.slice(0, 2), box.slice(2)].map(
    ([lon, lat]) => [(lon - c) / a, (lat - f) / e] as const
  );
  const [left, top, right, bottom] = boxOf(corners);
  const x = Math.max(0, Math.floor(left) - MARGIN_CELLS);
  const y = Math.max(0, Math.floor(top) - MARGIN_CELLS);
  return {
    x,
    y,
    width: Math.max(1, Math.min(width, Math.ceil(right) + MARGIN_CELLS) - x),
    height: Math.max(1, Math.min(height, Math.ceil(bottom) + MARGIN_CELLS) - y)
  };
}
