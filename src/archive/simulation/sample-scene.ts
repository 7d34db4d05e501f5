import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NOMINAL_BURST } from '../../sar';
import type { WritingTools } from './rasters';
import { simulateProducts } from './simulate-products';
import type { SimulationRequest } from './simulate-products';

/** Folder of the sample scene within a data folder; it is a data folder of its own. */
export const SAMPLE_SCENE_FOLDER = 'sample-scene';

/** What the folder is called, with random letters behind, until it is whole. */
const PARTIAL = '.sample-scene-';

/**
 * The scene that a first run works on: the dates of the burst that its parameters name, over the
 * valley in the middle of the swath. The seed draws baselines below 35 m, so that flat earth takes
 * next to nothing off the coherence of the chart.
 */
export const SAMPLE_SCENE: SimulationRequest = {
  scene: 'south-tyrol',
  dates: ['2024-08-09', '2024-08-21', '2024-09-02', '2024-09-14', '2024-09-26'],
  polarizations: ['VV'],
  samples: 900,
  seed: 3360,
  movementM: 0.005
};

const README = `The products in this folder are simulated: noise of a prescribed coherence over invented mountains,
in the geometry of burst ${NOMINAL_BURST.burstId} ${NOMINAL_BURST.subSwath}. truth.json says what was prescribed.
They answer where slc/ beside this folder has no product of that burst.
The folder may be deleted; the back-end makes it again when it starts with --sample-scene.
`;

/**
 * Makes the sample scene in a data folder unless it is there. It appears whole or not at all.
 *
 * @returns whether it was made now.
 */
export async function ensureSampleScene(
  dataFolder: string,
  tools: WritingTools,
  request: SimulationRequest = SAMPLE_SCENE
): Promise<boolean> {
  const folder = join(dataFolder, SAMPLE_SCENE_FOLDER);
  if (await hasSampleScene(dataFolder)) {
    return false;
  }
  await mkdir(dataFolder, { recursive: true });
  const partial = await mkdtemp(join(dataFolder, PARTIAL));
  try {
    await simulateProducts(partial, request, tools);
    await writeFile(join(partial, 'README.txt'), README);
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return true;
}

/** Whether a data folder holds the sample scene, whole. */
export async function hasSampleScene(dataFolder: string): Promise<boolean> {
  const truth = join(dataFolder, SAMPLE_SCENE_FOLDER, 'truth.json');
  return (await stat(truth).catch(() => null)) !== null;
}

/**
 * Removes what was left where making the sample scene was interrupted. Only for a process that alone
 * works on the folder: another may be making the scene.
 */
export async function clearPartialScenes(dataFolder: string): Promise<void> {
  const names = await readdir(dataFolder).catch(() => []);
  const partial = names.filter(name => name.startsWith(PARTIAL));
  await Promise.all(
    partial.map(name => rm(join(dataFolder, name), { recursive: true, force: true }))
  );
}
