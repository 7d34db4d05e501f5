import { existsSync, readdirSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureSampleScene, SAMPLE_SCENE } from '../../archive';
import type { DataCube } from '../../engine';
import { createFile, nodeCodecs } from '../../node';
import { DEFAULT_PARAMETERS } from '../../workflow';
import { insarPreprocessing } from '../sentinel1/insar-preprocessing';
import { withBurst } from '../sentinel1/burst-of-area';
import { run, Scratch } from './harness';

const TOOLS = { codecs: nodeCodecs, createFile };
const DATES = ['2024-08-09', '2024-08-21'];
const SMALL = { ...SAMPLE_SCENE, dates: DATES, samples: 64 };
const ARGUMENTS = {
  burst_id: 249435,
  sub_swath: 'IW2',
  temporal_extent: DATES,
  master_date: DATES[1],
  polarization: 'vv'
};

describe('the sample scene', () => {
  let scratch: Scratch;
  const scene = () => join(scratch.folder, 'sample-scene');
  const preprocess = async (change: Record<string, unknown> = {}) => {
    const context = scratch.context();
    const cube = await run(insarPreprocessing, { ...ARGUMENTS, ...change }, context);
    const said = context.messages.map(({ message }) => message).join('\n');
    return { cube: cube as DataCube, said };
  };

  beforeAll(async () => {
    scratch = await Scratch.make();
    expect(await ensureSampleScene(scratch.folder, TOOLS, SMALL)).toBe(true);
  }, 120_000);
  afterAll(() => scratch.clear());

  it('holds the dates and the burst that the form begins with', () => {
    const { startDate, endDate, primaryDate, burstId, polarizations } = DEFAULT_PARAMETERS;
    const within = SAMPLE_SCENE.dates.filter(date => date >= startDate && date <= endDate);
    expect(within).toHaveLength(3);
    expect(within).toContain(primaryDate);
    expect(SAMPLE_SCENE.polarizations).toEqual(polarizations);
    expect(readdirSync(join(scene(), 'slc')).every(name => name.includes(`_${burstId}_IW2_`))).toBe(
      true
    );
  });

  it('is made once, and whole', async () => {
    expect(await ensureSampleScene(scratch.folder, TOOLS, SMALL)).toBe(false);
    expect(readdirSync(scratch.folder).filter(name => name.startsWith('.'))).toEqual([]);
  });

  it('answers where no product of its burst is there, and says so', async () => {
    const { cube, said } = await preprocess();
    expect(said).toMatch(/no product of burst 249435 IW2 in .*slc: the SIMULATED sample scene/);
    expect(cube.metadata).toMatchObject({ simulated: true });
    expect(existsSync(join(scene(), 'coregistered'))).toBe(true);
    expect(existsSync(join(scratch.folder, 'coregistered'))).toBe(false);
  });

  it('is found by an area, where nothing else sees it', async () => {
    const box = { west: 11.28, south: 46.76, east: 11.29, north: 46.77 };
    const call = { context: scratch.context(), processId: 'p', nodeId: 'n' };
    const found = await withBurst({ spatial_extent: box }, call);
    expect(found).toMatchObject({ burst_id: 249435, sub_swath: 'IW2' });
  });

  it('is named in the error when it has not what is asked for', async () => {
    const has = /The simulated sample scene has it in VV on 2024-08-09, 2024-08-21\.$/;
    const slc = join(scratch.folder, 'slc');
    for (const change of [
      { master_date: '2024-09-02' },
      { polarization: 'vh' },
      { master_date: '2024-09-02', remove_topographic_phase: true }
    ]) {
      const error = await preprocess(change).catch((reason: Error) => reason);
      expect(error).toBeInstanceOf(Error);
      expect((error as Error).message).toMatch(has);
      expect((error as Error).message).toContain(slc);
    }
  });

  it('stands back behind products of its burst', async () => {
    await rename(join(scene(), 'slc'), join(scratch.folder, 'slc'));
    await rename(join(scene(), 'dem'), join(scratch.folder, 'dem'));
    const { said } = await preprocess();
    expect(said).not.toContain('sample scene');
    expect(existsSync(join(scratch.folder, 'coregistered'))).toBe(true);
  });
});
