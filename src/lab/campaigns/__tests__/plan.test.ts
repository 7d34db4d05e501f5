import { describe, expect, it } from 'vitest';

import { DEFAULT_PARAMETERS } from '../../../workflow';
import type { InsarParameters, LonLat } from '../../../workflow';
import { planCampaign } from '../plan';
import type { CampaignCandidate } from '../plan';

const PARAMETERS: InsarParameters = {
  ...DEFAULT_PARAMETERS,
  startDate: '2024-08-01',
  endDate: '2024-09-30',
  primaryDate: '2024-08-21',
  temporalBaselineDays: 12,
  pairs: null,
  epsg: null
};

function candidate(
  burstId: number,
  dates: string[],
  [west, south]: LonLat = [11, 46],
  vhDates = dates
): CampaignCandidate {
  const footprint: LonLat[] = [
    [west, south],
    [west + 1, south],
    [west + 1, south + 0.2],
    [west, south + 0.2],
    [west, south]
  ];
  const recordsOf = (days: string[], polarization: 'VV' | 'VH') =>
    days.map(day => ({ time: `${day}T17:07:38Z`, polarization }));
  return {
    key: `${burstId}-IW2`,
    burstId,
    subSwath: 'IW2',
    relativeOrbit: 117,
    dates,
    records: [...recordsOf(dates, 'VV'), ...recordsOf(vhDates, 'VH')],
    footprint
  };
}

const SAME_TRACK = ['2024-08-09', '2024-08-21', '2024-09-02'];
const OTHER_TRACK = ['2024-07-30', '2024-08-11', '2024-08-23', '2024-10-10'];

describe('the plan of a campaign', () => {
  it('takes the nearest primary date and the dates of the form in other tracks', () => {
    const [same, other] = planCampaign(PARAMETERS, [
      candidate(1, SAME_TRACK),
      candidate(2, OTHER_TRACK)
    ]);
    expect(same.burst?.parameters).toEqual({ ...PARAMETERS, burstId: 1, subSwath: 'IW2' });
    expect(same.pairs).toHaveLength(2);
    expect(other.burst?.parameters.primaryDate).toBe('2024-08-23');
    expect(other.pairs).toEqual([{ primary: '2024-08-11', secondary: '2024-08-23' }]);
  });

  it('keeps chosen pairs where the burst has their dates, and no others', () => {
    const pairs = [{ primary: '2024-08-09', secondary: '2024-09-02' }];
    const [same, other] = planCampaign({ ...PARAMETERS, pairs }, [
      candidate(1, SAME_TRACK),
      candidate(2, OTHER_TRACK)
    ]);
    expect(same.burst?.parameters.pairs).toEqual(pairs);
    expect(same.pairs).toEqual(pairs);
    expect(other.burst?.parameters.pairs).toBeNull();
    expect(other.pairs).toEqual([{ primary: '2024-08-11', secondary: '2024-08-23' }]);
  });

  it('counts no date that lacks a polarization of the form, which preprocessing would fail on', () => {
    const both: InsarParameters = { ...PARAMETERS, polarizations: ['VV', 'VH'] };
    const [plan] = planCampaign(both, [
      candidate(1, SAME_TRACK, [11, 46], ['2024-08-09', '2024-09-02'])
    ]);
    expect(plan).toMatchObject({ pairs: [], burst: null });
    const wider = { ...both, temporalBaselineDays: 24 };
    const [other] = planCampaign(wider, [
      candidate(1, SAME_TRACK, [11, 46], ['2024-08-09', '2024-09-02'])
    ]);
    expect(other.pairs).toEqual([{ primary: '2024-08-09', secondary: '2024-09-02' }]);
    expect(other.burst?.parameters.primaryDate).toBe('2024-08-09');
    const [unknown] = planCampaign(both, [candidate(1, SAME_TRACK, [11, 46], [])]);
    expect(unknown.pairs).toHaveLength(2);
  });

  it('takes a primary date outside of the dates along, as preprocessing does', () => {
    const pairs = [{ primary: '2024-07-28', secondary: '2024-08-21' }];
    const outside = { ...PARAMETERS, primaryDate: '2024-07-28', pairs };
    const [plan] = planCampaign(outside, [candidate(1, ['2024-07-28', ...SAME_TRACK])]);
    expect(plan.pairs).toEqual(pairs);
    expect(plan.burst?.parameters).toMatchObject({ primaryDate: '2024-07-28', pairs });
  });

  it('leaves out a burst that no pair can be made of', () => {
    const [plan] = planCampaign(PARAMETERS, [candidate(1, ['2024-08-09', '2024-08-15'])]);
    expect(plan.burst).toBeNull();
    expect(plan.pairs).toEqual([]);
  });

  it.each([
    [[[11, 46]], 32632],
    [
      [
        [11.4, 46],
        [11.9, 46.2]
      ],
      32633
    ],
    [
      [
        [179.4, -17],
        [-179.9, -17]
      ],
      32701
    ]
  ] as [LonLat[], number][])('puts bursts at %j on one grid', (corners, epsg) => {
    const plans = planCampaign(
      PARAMETERS,
      corners.map((corner, i) => candidate(i + 1, SAME_TRACK, corner))
    );
    expect(plans.map(({ burst }) => burst?.epsg)).toEqual(corners.map(() => epsg));
    const fixed = planCampaign({ ...PARAMETERS, epsg: 3035 }, [candidate(1, SAME_TRACK)]);
    expect(fixed[0].burst?.epsg).toBe(3035);
  });
});
