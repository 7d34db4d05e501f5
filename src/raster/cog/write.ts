import type { ByteFile, Codecs } from '../bytes';
import { RasterRequestError } from '../errors';
import type { Plane } from '../plane';
import { newPlane, SAMPLE_BYTES } from '../tiff/samples';
import { arrangeTiles, LEADER_BYTES, TRAILER_BYTES } from './arrange';
import { checkedSpec, type CheckedSpec } from './checked-spec';
import { encodeTile, type BandRows } from './encode-tile';
import { halve } from './halve';
import { formatHeader } from './header';
import { pyramidLevels, type PyramidLevel } from './pyramid-level';
import type { CogHooks, CogResult, CogSpec, ReadRows } from './spec';
import { StatisticsGatherer } from './statistics';

/** Largest classic TIFF, less what DEFLATE adds to bytes that it cannot pack. */
const CLASSIC_BYTES = 4.28e9;
/** Leader, trailer, and the entries of a tile in the directory. */
const TILE_OVERHEAD_BYTES = 64;

/**
 * Writes a cloud-optimised GeoTIFF from rows that are asked for once, top to bottom, a tile row at
 * a time. Overviews are made on the way; memory holds two tile rows, whatever the height.
 *
 * The layout is that of GDAL's COG driver: all directories first, then the tiles from the smallest
 * overview to full resolution, bands interleaved, DEFLATE.
 *
 * @param file - Empty; it is a valid file only after the promise is fulfilled.
 * @throws RasterRequestError for a raster that cannot be written so.
 */
export async function writeCog(
  file: ByteFile,
  spec: CogSpec,
  readRows: ReadRows,
  codecs: Codecs,
  hooks: CogHooks = {}
): Promise<CogResult> {
  const checked = checkedSpec(file.name, spec);
  const { width, height, tileSize, bandNames } = checked;
  const pyramid = pyramidLevels(width, height, tileSize);
  const levels = spec.overviews === false ? pyramid.slice(0, 1) : pyramid;
  const big = spec.bigTiff ?? needsBigTiff(checked, levels);
  const headerBytes = formatHeader(checked, levels, big).length;
  const writer = new TileWriter(file, checked, levels, codecs, hooks, headerBytes);
  const statistics = checked.statistics ? bandNames.map(() => new StatisticsGatherer()) : [];
  for (let y = 0; y < height; y += tileSize) {
    const rows = Math.min(tileSize, height - y);
    const planes = await readRows({ x: 0, y, width, height: rows });
    checkRows(file.name, planes, width * rows, bandNames.length);
    statistics.forEach((gatherer, band) => gatherer.add(planes[band], width * rows));
    await writer.writeTileRow(0, { planes, width, rows }, y / tileSize);
    hooks.progress?.((y + rows) / height);
  }
  const sizeBytes = await arrangeTiles(file, levels, headerBytes, writer.end);
  await file.write(0, formatHeader(checked, levels, big));
  return {
    sizeBytes,
    bands: statistics.map(gatherer => gatherer.result()),
    overviews: levels.slice(1).map(level => ({ width: level.width, height: level.height }))
  };
}

/** Writes tiles one behind the other as they are finished, and makes the overviews. */
class TileWriter {
  /** Half rows that wait for a whole tile row, by level. */
  readonly #waiting: (Plane[] | null)[] = [];
  readonly #waitingRows: number[] = [];

  constructor(
    readonly file: ByteFile,
    readonly spec: CheckedSpec,
    readonly levels: readonly PyramidLevel[],
    readonly codecs: Codecs,
    readonly hooks: CogHooks,
    public end: number
  ) {}

  async writeTileRow(index: number, rows: BandRows, tileRow: number): Promise<void> {
    const level = this.levels[index];
    for (let column = 0; column < level.tilesAcross; column++) {
      this.hooks.check?.();
      const packed = await encodeTile(this.file.name, rows, column, this.spec, this.codecs);
      await this.#append(level, tileRow * level.tilesAcross + column, packed);
    }
    if (index + 1 < this.levels.length) {
      await this.#passOn(index + 1, rows, tileRow);
    }
  }

  async #append(level: PyramidLevel, tile: number, packed: Uint8Array): Promise<void> {
    const bytes = new Uint8Array(LEADER_BYTES + packed.length + TRAILER_BYTES);
    new DataView(bytes.buffer).setUint32(0, packed.length, true);
    bytes.set(packed, LEADER_BYTES);
    bytes.set(packed.subarray(-TRAILER_BYTES), LEADER_BYTES + packed.length);
    await this.file.write(this.end, bytes);
    level.offsets[tile] = this.end + LEADER_BYTES;
    level.byteCounts[tile] = packed.length;
    this.end += bytes.length;
  }

  async #passOn(index: number, source: BandRows, sourceTileRow: number): Promise<void> {
    const { tileSize, sampleType, overviewResampling } = this.spec;
    const level = this.levels[index];
    const planes = (this.#waiting[index] ??= source.planes.map(() =>
      newPlane(sampleType, level.width * Math.min(tileSize, level.height))
    ));
    const waitingRows = this.#waitingRows[index] ?? 0;
    source.planes.forEach((plane, band) => {
      const { width, rows } = source;
      halve({ plane, width, rows }, planes[band], waitingRows, overviewResampling);
    });
    const rows = waitingRows + Math.ceil(source.rows / 2);
    const isLast = sourceTileRow === this.levels[index - 1].tilesDown - 1;
    this.#waitingRows[index] = rows;
    if (rows === tileSize || isLast) {
      this.#waitingRows[index] = 0;
      const tileRow = Math.floor(sourceTileRow / 2);
      await this.writeTileRow(index, { planes, width: level.width, rows }, tileRow);
    }
  }
}

/** True when the tiles could fill more than a classic TIFF, were they not to pack at all. */
export function needsBigTiff(
  { sampleType, bandNames, tileSize }: CheckedSpec,
  levels: PyramidLevel[]
): boolean {
  const tileBytes = tileSize * tileSize * bandNames.length * SAMPLE_BYTES[sampleType];
  const tiles = levels.reduce((sum, level) => sum + level.offsets.length, 0);
  return tiles * (tileBytes + TILE_OVERHEAD_BYTES) > CLASSIC_BYTES;
}

function checkRows(file: string, planes: readonly Plane[], cells: number, bands: number): void {
  const wrong = planes.find(plane => plane.length !== cells);
  if (planes.length !== bands || wrong) {
    throw new RasterRequestError(
      file,
      `${bands} bands of ${cells} cells were asked for and ${planes.length} came` +
        (wrong ? `, one of ${wrong.length} cells` : '')
    );
  }
}
