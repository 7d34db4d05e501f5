import type { InsarParameters } from './parameters';

/** Burst 249435 in South Tyrol, three acquisitions 12 days apart: the reference workflow. */
export const DEFAULT_PARAMETERS: InsarParameters = {
  backendUrl: '',
  backendLogin: 'oidc',
  preprocessing: 'insar_preprocessing',
  burstId: 249435,
  subSwath: 'IW2',
  startDate: '2024-08-09',
  endDate: '2024-09-02',
  primaryDate: '2024-09-02',
  polarizations: ['VV'],
  temporalBaselineDays: 12,
  pairs: null,
  windowRangeSamples: 21,
  windowAzimuthLines: 5,
  epsg: null,
  resolution: 20,
  jobTitle: 'InSAR coherence 249435 IW2',
  jobOptions: {}
};
