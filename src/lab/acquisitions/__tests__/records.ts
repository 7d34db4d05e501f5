import type { BurstRecord, BurstSearchAnswer, BurstSource } from '../../../workflow';

/** An acquisition of burst 249434, IW2, on track 117, with what differs from it. */
export function record(change: Partial<BurstRecord> = {}): BurstRecord {
  return {
    burstId: 249434,
    subSwath: 'IW2',
    relativeOrbit: 117,
    direction: 'ascending',
    polarization: 'VV',
    satellite: 'A',
    time: '2024-01-06T17:07:38.369225Z',
    footprint: [
      [10.7, 46.6],
      [11.9, 46.7],
      [11.8, 46.9],
      [10.6, 46.8],
      [10.7, 46.6]
    ],
    product: 'S1A_IW_SLC__1SDV_20240106.SAFE',
    ...change
  };
}

export function answer(
  source: BurstSource,
  records: readonly BurstRecord[],
  change: Partial<BurstSearchAnswer> = {}
): BurstSearchAnswer {
  return { source, records, isComplete: true, note: '', ...change };
}
