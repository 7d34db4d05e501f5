import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteFile, Codecs } from '../../raster';
import { writeCog } from '../../raster';
import type { ComplexPlane } from '../../sar';
import { speckleSeries } from '../../sar';
import { stackBands } from '../stack';
import { SAMPLE_BURST } from './burst';
import type { SampleScene } from './scene';
import { buildScene } from './scene';

/** Folder of the sample scene within the folder of stacks. */
export const SAMPLE_STACK_ID = 'sample-249435';

/** What the folder is called, with random letters behind, until it is whole. */
const PARTIAL = '.sample-';

const POLARIZATIONS = ['VV', 'VH'] as const;
type Polarization = (typeof POLARIZATIONS)[number];

/** What is left of coherence and amplitude in VH, where volumes scatter more and less comes back. */
const SHARE_OF_VV = {
  VV: { coherence: 1, amplitude: 1 },
  VH: { coherence: 0.85, amplitude: 0.45 }
} as const;

/** A fourth of the lines and a tenth of the samples of a real burst: about 54 m by 33 m. */
const LINES = 378;
const SAMPLES = 2648;
const SEED = 249435;

const METADATA = { SIMULATED: 'YES', DESCRIPTION: 'Simulated speckle of a prescribed coherence' };

const README = `The files of this folder are simulated: speckle of a prescribed coherence map, laid on the
footprint and dates of a Sentinel-1 burst. truth.tif holds the prescribed coherence over one repeat
cycle of ${SAMPLE_BURST.repeatDays} days; over k cycles it is the k-th power.
The folder may be deleted; the back-end makes it again when it starts with --sample-scene.
`;

/** What the sample scene is written with. */
export interface SampleSceneTools {
  readonly codecs: Codecs;
  createFile(path: string): Promise<ByteFile>;
}

/** Size of the radar grid, for tests that want a small one. */
export interface SampleSceneSize {
  readonly lines: number;
  readonly samples: number;
}

/**
 * Makes the sample stack below `stacksFolder` unless it is there. It appears whole or not at all.
 *
 * @returns whether it was made now.
 */
export async function ensureSampleScene(
  stacksFolder: string,
  tools: SampleSceneTools,
  size: SampleSceneSize = { lines: LINES, samples: SAMPLES }
): Promise<boolean> {
  const folder = join(stacksFolder, SAMPLE_STACK_ID);
  const there = await stat(join(folder, 'stack.json')).catch(() => null);
  if (there) {
    return false;
  }
  await mkdir(stacksFolder, { recursive: true });
  const partial = await mkdtemp(join(stacksFolder, PARTIAL));
  try {
    await writeStack(partial, buildScene(size.lines, size.samples), tools);
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return true;
}

/**
 * Removes what was left where making the sample scene was interrupted. Only for a process that alone
 * works on the folder: another may be making the scene.
 */
export async function clearPartialScenes(stacksFolder: string): Promise<void> {
  const names = await readdir(stacksFolder).catch(() => []);
  const partial = names.filter(name => name.startsWith(PARTIAL));
  await Promise.all(
    partial.map(name => rm(join(stacksFolder, name), { recursive: true, force: true }))
  );
}

async function writeStack(
  folder: string,
  scene: SampleScene,
  tools: SampleSceneTools
): Promise<void> {
  const series = POLARIZATIONS.map((polarization, index) => {
    const share = SHARE_OF_VV[polarization].coherence;
    return speckleSeries(
      scene.coherence.map(value => share * value),
      SEED + index
    );
  });
  for (const date of SAMPLE_BURST.dates) {
    const planes = series.flatMap((speckle, index) =>
      digitalNumbers(speckle.next().value, scene, POLARIZATIONS[index])
    );
    const path = join(folder, `openEO_${date}Z.tif`);
    await writeRadarFile(path, scene, stackBands(POLARIZATIONS), planes, tools);
  }
  const names = [...POLARIZATIONS.map(pol => `coh_${pol}`), 'grid_lat', 'grid_lon'];
  const truth = POLARIZATIONS.map(pol =>
    scene.coherence.map(value => SHARE_OF_VV[pol].coherence * value)
  );
  await writeRadarFile(join(folder, 'truth.tif'), scene, names, truth, tools);
  const { burstId, subSwath, relativeOrbit, primaryDate } = SAMPLE_BURST;
  const description = {
    title: `Simulated scene on burst ${burstId} ${subSwath} (South Tyrol)`,
    burst_id: burstId,
    sub_swath: subSwath,
    relative_orbit: relativeOrbit,
    polarizations: POLARIZATIONS,
    master_date: primaryDate,
    simulated: true
  };
  await writeFile(join(folder, 'README.txt'), README);
  await writeFile(join(folder, 'stack.json'), `${JSON.stringify(description, null, 2)}\n`);
}

/** Whole numbers, as a SAR processor delivers them; they also compress to a third. */
function digitalNumbers(
  speckle: ComplexPlane,
  scene: SampleScene,
  polarization: Polarization
): Float32Array[] {
  const share = SHARE_OF_VV[polarization].amplitude;
  return [speckle.re, speckle.im].map(part =>
    part.map((value, at) => Math.round(value * share * scene.amplitude[at]))
  );
}

async function writeRadarFile(
  path: string,
  scene: SampleScene,
  bandNames: readonly string[],
  signal: readonly Float32Array[],
  { codecs, createFile }: SampleSceneTools
): Promise<void> {
  const planes = [...signal, scene.latitude, scene.longitude];
  const file = await createFile(path);
  try {
    await writeCog(
      file,
      {
        width: scene.samples,
        height: scene.lines,
        bandNames,
        sampleType: 'float32',
        noData: null,
        transform: null,
        epsg: null,
        metadata: METADATA,
        level: 4
      },
      async ({ y, height }) =>
        planes.map(plane => plane.slice(y * scene.samples, (y + height) * scene.samples)),
      codecs
    );
  } finally {
    await file.close();
  }
}
