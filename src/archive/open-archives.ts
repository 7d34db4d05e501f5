import { join } from 'node:path';
import { CoregisteredStacks } from './coregistered/coregistered-stacks';
import { ElevationArchive } from './elevation/elevation-archive';
import { hasSampleScene, SAMPLE_SCENE_FOLDER } from './simulation/sample-scene';
import { SlcArchive } from './slc/slc-archive';
import { StackArchive } from './stacks';
import type { ArchiveTools } from './tools';

/** What lies in a data folder. */
export interface Archives {
  readonly stacks: StackArchive;
  readonly slc: SlcArchive;
  readonly elevation: ElevationArchive;
  readonly coregistered: CoregisteredStacks;
}

/**
 * The archives of a data folder: `stacks/`, `slc/` with `orbits/`, `dem/` with `geoid/`, and
 * `coregistered/`. None of them need exist.
 */
export function openArchives(dataFolder: string, tools: ArchiveTools): Archives {
  return {
    stacks: new StackArchive(join(dataFolder, 'stacks')),
    slc: new SlcArchive(dataFolder, tools),
    elevation: new ElevationArchive(join(dataFolder, 'dem'), join(dataFolder, 'geoid'), tools),
    coregistered: new CoregisteredStacks(join(dataFolder, 'coregistered'), tools)
  };
}

/** The archives of the simulated scene that a first run works on; null until it is made. */
export async function openSampleScene(
  dataFolder: string,
  tools: ArchiveTools
): Promise<Archives | null> {
  return (await hasSampleScene(dataFolder))
    ? openArchives(join(dataFolder, SAMPLE_SCENE_FOLDER), tools)
    : null;
}
