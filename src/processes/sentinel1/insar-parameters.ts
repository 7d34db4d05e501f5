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
      'Day of the primary (master) acquisition, to which the others are coregistered; within the temporal extent.',
    schema: DAY
  };
}

export const RETURNS = {
  description:
    'A cube with dimensions t, bands, y (azimuth line) and x (slant range sample) in radar geometry of the primary. Bands: `i_<pol>` and `q_<pol>`, the real and imaginary part, for each polarisation, then `grid_lat` and `grid_lon` in degrees (WGS 84).',
  schema: { type: 'object', subtype: 'datacube' } as Json
};

export const HOW_IT_ANSWERS =
  'This back-end does not coregister: it answers from stacks that have been coregistered before and lie in its data folder. The flat-earth and topographic phase are not removed.';

export const NO_DATA = {
  NoDataAvailable: { message: 'There is no data available for the given extents.' }
};
