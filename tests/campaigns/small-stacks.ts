import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plane } from '../../src/engine';
import { addStack, normals, positionPlanes } from '../../src/processes/__tests__/stack-files';
import { DEFAULT_PARAMETERS } from '../../src/workflow';
import type { CampaignRequest } from '../../src/workflow';

const DATES = ['2024-08-09', '2024-08-21'];
const [LINES, SAMPLES] = [60, 240];

/** Puts a small coregistered pair of noise for each burst into a data folder. */
export async function addSmallStacks(
  dataFolder: string,
  burstIds: readonly number[]
): Promise<void> {
  const normal = normals(1);
  const noise = (): Plane => Float32Array.from({ length: LINES * SAMPLES }, normal);
  const places = positionPlanes(LINES, SAMPLES);
  mkdirSync(join(dataFolder, 'stacks'), { recursive: true });
  for (const burstId of burstIds) {
    await addStack({ folder: dataFolder }, `burst-${burstId}`, {
      burstId,
      lines: LINES,
      samples: SAMPLES,
      dates: DATES,
      polarizations: ['VV'],
      planes: DATES.map(() => [noise(), noise(), ...places])
    });
  }
}

/** A campaign of the bursts of {@link addSmallStacks}. */
export function smallCampaign(
  backend: string,
  burstIds: readonly number[],
  mostAtOnce: number | null
): CampaignRequest {
  const [startDate, endDate] = DATES;
  return {
    title: 'South Tyrol',
    backend,
    mostAtOnce,
    bursts: burstIds.map(burstId => ({
      parameters: { ...DEFAULT_PARAMETERS, burstId, startDate, endDate, primaryDate: endDate },
      epsg: 32632
    }))
  };
}
