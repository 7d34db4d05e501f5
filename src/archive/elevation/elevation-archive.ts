import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ElevationGrid, ElevationSource, GeographicBox } from '../../sar';
import { ElevationCoverageError, InvalidElevationError } from '../errors';
import { openRaster } from '../open-raster';
import type { ArchiveTools } from '../tools';
import { boxesTouch, boxOf, uncovered, type LonLatRing } from './coverage';
import { readElevationTile, type ElevationTile } from './elevation-tile';
import { fillFromTile } from './fill-grid';
import { egm96, geoidFile, type Geoid } from './geoid';
import { glo30TileNames, type LonLatBox } from './tile-names';
import type { VerticalDatum } from './vertical-datum';

/** Elevation for an area, and what a job log should say of it. */
export interface ChosenElevation {
  readonly source: ElevationSource;
  /** Files used and what was added to their heights, one sentence each. */
  readonly notes: readonly string[];
  /** What of the area has no elevation, and files that cannot be used, one sentence each. */
  readonly warnings: readonly string[];
  /** Another text when a file, or the geoid that is added, has changed. */
  readonly state: string;
}

/** Most posts of one grid, 256 MB; a finer model is then read at every second post, or third. */
const MOST_POSTS = 2 ** 26;

/** The folder of elevation: GeoTIFFs in any projection that is known, one or many. */
export class ElevationArchive {
  private readonly seen = new Map<string, { state: string; tile: ElevationTile | Error }>();

  /**
   * @param folder - Holds the GeoTIFFs; it need not exist.
   * @param geoidFolder - May hold a geoid GeoTIFF for heights above EGM2008.
   */
  constructor(
    readonly folder: string,
    readonly geoidFolder: string,
    private readonly tools: ArchiveTools
  ) {}

  /** The files, finest first; one that is no elevation is a problem, not an error. */
  async list(): Promise<{ tiles: ElevationTile[]; problems: Error[] }> {
    const names = await readdir(this.folder, { recursive: true }).catch(() => []);
    const tiles: ElevationTile[] = [];
    const problems: Error[] = [];
    for (const name of names.filter(each => /^[^.].*\.tiff?$/i.test(basename(each))).sort()) {
      const tile = await this.tileOf(join(this.folder, name));
      if (tile instanceof Error) {
        problems.push(tile);
      } else {
        tiles.push(tile);
      }
    }
    tiles.sort((a, b) => a.latStepDeg - b.latStepDeg);
    return { tiles, problems };
  }

  /**
   * Elevation for the area within `ring`, a burst's outline. Voids within the files are NaN.
   *
   * @param leastCover - Share of the area that the files must hold, 0 to 1; where they leave out
   * less, a warning says what.
   * @throws ElevationCoverageError when the files leave out more.
   */
  async sourceFor(ring: LonLatRing, leastCover = 1): Promise<ChosenElevation> {
    const { tiles, problems } = await this.list();
    const missing = uncovered(ring, tiles);
    const failure = missing && this.coverageError(missing.box, tiles, problems);
    if (failure && 1 - missing.share < leastCover) {
      throw failure;
    }
    const area = boxOf(ring);
    const near = tiles.filter(({ box }) => boxesTouch(box, area));
    if (failure && near.length === 0) {
      throw failure;
    }
    const { geoids, notes, geoidNames } = await this.geoidsFor(near, area);
    const states = near.map(({ path }) => `${path} ${this.seen.get(path)?.state}`);
    const left = [failure && partlyCovered(failure), ...problems.map(({ message }) => message)];
    const read = (box: GeographicBox) => this.read(box, near, geoids);
    const state = [...states, ...geoidNames].join('\n');
    return { source: { read }, notes, warnings: left.filter(each => each !== null), state };
  }

  private coverageError(
    missing: LonLatBox,
    tiles: readonly ElevationTile[],
    problems: readonly Error[]
  ): ElevationCoverageError {
    const found = tiles.length === 0 ? 'no GeoTIFF is there' : `${tiles.length} GeoTIFFs are there`;
    const broken = problems.map(problem => ` ${problem.message}`).join('');
    return new ElevationCoverageError(
      missing,
      glo30TileNames(missing),
      this.folder,
      `${found}${broken}`
    );
  }

  private async read(
    box: GeographicBox,
    tiles: readonly ElevationTile[],
    geoids: ReadonlyMap<VerticalDatum, Geoid>
  ): Promise<ElevationGrid> {
    const grid = gridFor(box, tiles[0], this.folder);
    for (const tile of tiles) {
      const tiff = await openRaster(await this.tools.openFile(tile.path), this.tools);
      try {
        await fillFromTile(grid, tile, tiff, geoids.get(tile.datum) ?? null);
      } finally {
        await tiff.close();
      }
    }
    return grid;
  }

  private async geoidsFor(
    tiles: readonly ElevationTile[],
    area: LonLatBox
  ): Promise<{ geoids: Map<VerticalDatum, Geoid>; geoidNames: string[]; notes: string[] }> {
    const geoids = new Map<VerticalDatum, Geoid>();
    const notes: string[] = [];
    for (const datum of new Set(tiles.map(tile => tile.datum))) {
      const names = tiles.filter(tile => tile.datum === datum).map(({ path }) => basename(path));
      const heights = `Elevation: ${names.join(', ')}, heights above ${datum}`;
      if (datum === 'ellipsoid') {
        notes.push(`${heights}.`);
        continue;
      }
      const own =
        datum === 'EGM2008' ? await geoidFile(this.geoidFolder, around(area), this.tools) : null;
      const geoid = own ?? (await egm96());
      geoids.set(datum, geoid);
      notes.push(`${heights}, ${geoid.name} added.`);
      if (datum === 'EGM2008' && own === null) {
        notes.push(
          'EGM96 stands in for EGM2008: the two differ by less than 1 m in most places and by ' +
            'several metres in some mountains, which shifts the topographic phase by about 0.05 ' +
            'rad per metre at a baseline of 100 m. A geoid GeoTIFF such as us_nga_egm08_25.tif of ' +
            `PROJ in ${this.geoidFolder} is used instead.`
        );
      }
    }
    const geoidNames = [...geoids.values()].map(({ name }) => name);
    return { geoids, geoidNames, notes };
  }

  private async tileOf(path: string): Promise<ElevationTile | Error> {
    try {
      const { size, mtimeMs } = await stat(path);
      const state = `${size} ${mtimeMs}`;
      const seen = this.seen.get(path);
      if (seen?.state === state) {
        return seen.tile;
      }
      const tile = await readElevationTile(path, this.tools).catch((error: Error) => error);
      this.seen.set(path, { state, tile });
      return tile;
    } catch (cause) {
      return new InvalidElevationError(path, 'it cannot be read', { cause });
    }
  }
}

/** Places where a geoid may be asked for: a grid reaches beyond its area by some posts. */
function around([west, south, east, north]: LonLatBox): LonLatBox {
  const marginDeg = 0.5;
  return [west - marginDeg, south - marginDeg, east + marginDeg, north + marginDeg];
}

/** An empty grid on the posts of the finest model, one or two more on each side of the box. */
function gridFor(box: GeographicBox, finest: ElevationTile, source: string): ElevationGrid {
  const { westDeg, southDeg, eastDeg, northDeg } = box;
  const postsAt = (every: number) =>
    ((northDeg - southDeg) / (finest.latStepDeg * every) + 4) *
    ((eastDeg - westDeg) / (finest.lonStepDeg * every) + 4);
  let every = 1;
  while (postsAt(every) > MOST_POSTS) {
    every++;
  }
  const latStep = finest.latStepDeg * every;
  const lonStep = finest.lonStepDeg * every;
  // Centres of the finest model's cells: where it is geographic its values are taken as they are.
  const firstLat = finest.box[3] - finest.latStepDeg / 2;
  const firstLon = finest.box[0] + finest.lonStepDeg / 2;
  const top = Math.floor((firstLat - northDeg) / latStep) - 1;
  const left = Math.floor((westDeg - firstLon) / lonStep) - 1;
  const rows = Math.ceil((firstLat - southDeg) / latStep) + 2 - top;
  const columns = Math.ceil((eastDeg - firstLon) / lonStep) + 2 - left;
  return {
    source,
    firstLatDeg: firstLat - top * latStep,
    firstLonDeg: firstLon + left * lonStep,
    latStepDeg: -latStep,
    lonStepDeg: lonStep,
    rows,
    columns,
    heightsM: new Float32Array(rows * columns).fill(NaN)
  };
}

/** What a result lacks where elevation covers most of a burst and not all. */
function partlyCovered({ missingBox, tileNames, folder }: ElevationCoverageError): string {
  const [west, south, east, north] = missingBox.map(value => value.toFixed(3));
  return (
    `Elevation covers the burst in part: pixels without it have no values and no place on the map. ` +
    `It lacks some of ${west} to ${east} degrees east, ${south} to ${north} degrees north; put ` +
    `GeoTIFFs of that into ${folder}, for example the Copernicus GLO-30 tiles ${tileNames.join(', ')}.`
  );
}
