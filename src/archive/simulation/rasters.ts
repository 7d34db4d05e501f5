import { writeCog } from '../../raster';
import type { CogSpec, Plane } from '../../raster';
import type { ElevationGrid } from '../../sar';
import type { ArchiveTools } from '../tools';

/** What writing needs. */
export type WritingTools = Pick<ArchiveTools, 'codecs' | 'createFile'>;

const METADATA = { SIMULATED: 'YES' };

/**
 * Writes elevation as a GeoTIFF in EPSG:4979, heights above the WGS 84 ellipsoid; a post lies at
 * the centre of its cell.
 */
export async function writeElevation(
  path: string,
  grid: ElevationGrid,
  tools: WritingTools
): Promise<void> {
  const { columns, rows, firstLonDeg, firstLatDeg, lonStepDeg, latStepDeg } = grid;
  const spec: CogSpec = {
    ...plain(columns, rows, ['height']),
    transform: [
      lonStepDeg,
      0,
      firstLonDeg - lonStepDeg / 2,
      0,
      latStepDeg,
      firstLatDeg - latStepDeg / 2
    ],
    epsg: 4979,
    crsKind: 'geographic'
  };
  await write(path, spec, [grid.heightsM], tools);
}

/** Writes planes in radar geometry: a row a line, a column a sample. */
export async function writeRadarPlanes(
  path: string,
  samples: number,
  planes: Readonly<Record<string, Plane>>,
  tools: WritingTools
): Promise<void> {
  const [first] = Object.values(planes);
  const spec = plain(samples, first.length / samples, Object.keys(planes));
  await write(path, spec, Object.values(planes), tools);
}

function plain(width: number, height: number, bandNames: readonly string[]): CogSpec {
  return {
    width,
    height,
    bandNames,
    sampleType: 'float32',
    noData: null,
    transform: null,
    epsg: null,
    metadata: METADATA,
    level: 4,
    overviews: false
  };
}

async function write(
  path: string,
  spec: CogSpec,
  planes: readonly Plane[],
  { codecs, createFile }: WritingTools
): Promise<void> {
  const file = await createFile(path);
  try {
    await writeCog(
      file,
      spec,
      async ({ y, height }) =>
        planes.map(plane => plane.slice(y * spec.width, (y + height) * spec.width)),
      codecs
    );
  } finally {
    await file.close();
  }
}
