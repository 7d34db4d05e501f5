import type { Json, ProcessParameter } from '../../engine';

/** Parameters that both preprocessing processes have, word for word. */

const DAY: Json = {
  type: 'string',
  format: 'date',
  subtype: 'date',
  description: 'A day, formatted as `YYYY-MM-DD`.'
};

export const BURST_ID: ProcessParameter = {
  name: 'burst_id',
  description: 'Relative burst id, as ESA numbers the bursts of Sentinel-1 IW: 1 to 375887.',
  schema: { type: 'integer', minimum: 1 }
};

export const SUB_SWATH: ProcessParameter = {
  name: 'sub_swath',
  description: 'The sub-swath of the burst.',
  schema: { type: 'string', enum: ['IW1', 'IW2', 'IW3'] }
};

export const TEMPORAL_EXTENT_INCLUSIVE: ProcessParameter = {
  name: 'temporal_extent',
  description:
    'First and last day of the acquisitions. Unlike in other processes, the last day is **included**.',
  schema: {
    type: 'array',
    subtype: 'temporal-interval',
    minItems: 2,
    maxItems: 2,
    items: { type: 'string' },
    examples: [['2024-08-09', '2024-09-02']]
  }
};

export const POLARIZATION: Json = { type: 'string', enum: ['VV', 'VH', 'vv', 'vh'] };

export function primaryDateParameter(name: string): ProcessParameter {
  return {
    name,
    description:
      'Day of the primary (master) acquisition, to which the others are coregistered. It belongs to the result also when it lies outside the temporal extent.',
    schema: DAY
  };
}

export const RETURNS = {
  description:
    'A cube with dimensions t, bands, y (azimuth line) and x (slant range sample) in radar geometry of the primary. Bands: `i_<pol>` and `q_<pol>`, the real and imaginary part, for each polarisation, then `grid_lat` and `grid_lon` in degrees (WGS 84).',
  schema: { type: 'object', subtype: 'datacube' } as Json
};

export const REMOVE_TOPOGRAPHIC_PHASE: ProcessParameter = {
  name: 'remove_topographic_phase',
  description:
    'Takes the flat-earth and topographic phase off the secondaries, as far as the elevation tells it. Coherence at long baselines and large windows needs it.',
  schema: { type: 'boolean' },
  default: false,
  optional: true
};

export const HOW_IT_ANSWERS =
  'It answers from a stack that lies in the data folder already coregistered, or else coregisters the SLC products there: by orbit and elevation, with a sinc of 16 samples by 8 lines between deramping and turning back. Samples are digital numbers, not calibrated. The flat-earth and topographic phase stay in, unless they are removed by the option. A date that cannot be used is named in the log and left out; what was coregistered is kept for the next job.';

export const NO_DATA = {
  NoDataAvailable: { message: 'There is no data available for the given extents.' }
};
