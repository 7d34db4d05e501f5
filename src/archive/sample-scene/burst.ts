import type { BurstFootprint } from '../../sar';

/**
 * Where and when the sample scene lies: relative burst 249435, sub-swath IW2, relative orbit 117,
 * ascending, over South Tyrol, as the burst catalogue of the Copernicus Data Space gives it.
 */
export const SAMPLE_BURST = {
  burstId: 249435,
  subSwath: 'IW2',
  relativeOrbit: 117,
  primaryDate: '2024-09-02',
  dates: ['2024-08-09', '2024-08-21', '2024-09-02', '2024-09-14', '2024-09-26'],
  repeatDays: 12
} as const;

/** Outline of the burst; the orbit ascends, so the first line is the southern one. */
export const SAMPLE_FOOTPRINT: BurstFootprint = {
  firstLine: [
    [10.716537, 46.607214],
    [11.318136, 46.678586],
    [11.886991, 46.742882]
  ],
  lastLine: [
    [10.667332, 46.791043],
    [11.269963, 46.866635],
    [11.839823, 46.935138]
  ]
};
