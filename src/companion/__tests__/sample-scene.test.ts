import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureSampleScene } from '../../archive';
import { annotationXml, put, TOOLS } from '../../archive/__tests__/support';
import type { BaselineAnswer } from '../../workflow';
import { answerOf, companion } from './support';

const DATES = ['2024-08-09', '2024-08-21'];
const SCENE = {
  scene: 'strips',
  dates: DATES,
  polarizations: ['VV'],
  samples: 64,
  seed: 1,
  movementM: 0
};
const SEARCH = {
  source: 'archive',
  area: null,
  startDate: DATES[0],
  endDate: DATES[1],
  polarization: null,
  burstId: null,
  subSwath: null
};

describe('the simulated sample scene', () => {
  it('is found, has baselines, and gives way to products of its burst', async () => {
    const { ask, folder } = companion();
    expect((await answerOf(ask('POST', '/bursts/search', SEARCH))).records).toEqual([]);
    await ensureSampleScene(folder, TOOLS, SCENE);
    const { records } = await answerOf(ask('POST', '/bursts/search', SEARCH));
    expect(records.map(({ time }) => time.slice(0, 10))).toEqual(DATES);
    expect(records[0]).toMatchObject({ burstId: 249435, subSwath: 'IW2', satellite: 'A' });
    const { baselines } = await answerOf<BaselineAnswer>(
      ask('POST', '/baselines', {
        burstId: 249435,
        subSwath: 'IW2',
        dates: DATES,
        referenceDate: DATES[0],
        times: {},
        footprint: records[0].footprint
      })
    );
    expect(baselines.map(({ orbit, problem }) => [orbit, problem])).toEqual([
      ['annotation', ''],
      ['annotation', '']
    ]);
    expect(Math.abs(baselines[1].perpendicularBaselineM!)).toBeGreaterThan(0.1 /* m */);

    put(
      join(folder, 'slc', 'S1A_own.SAFE', 'annotation', 's1a-iw2-slc-vv-x-1.xml'),
      annotationXml()
    );
    const own = await answerOf(ask('POST', '/bursts/search', SEARCH));
    expect(own.records.map(({ product }) => product)).toEqual([
      join(folder, 'slc', 'S1A_own.SAFE')
    ]);
  });
});
