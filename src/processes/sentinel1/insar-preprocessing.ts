import type { Process } from '../../engine';
import type { ProcessServices } from '../services';
import { coregisteredStack, polarizationsArgument, stackRequest } from './coregistered-stack';
import {
  BURST_ID,
  HOW_IT_ANSWERS,
  NO_DATA,
  POLARIZATION,
  primaryDateParameter,
  REMOVE_TOPOGRAPHIC_PHASE,
  RETURNS,
  SUB_SWATH,
  TEMPORAL_EXTENT_INCLUSIVE
} from './insar-parameters';

export const insarPreprocessing: Process<ProcessServices> = {
  definition: {
    id: 'insar_preprocessing',
    summary: 'Coregistered Sentinel-1 SLC stack of a burst',
    description: `All acquisitions of one Sentinel-1 burst on the radar grid of the primary (master), as complex samples. ${HOW_IT_ANSWERS}`,
    categories: ['cubes', 'import', 'sar'],
    parameters: [
      BURST_ID,
      SUB_SWATH,
      TEMPORAL_EXTENT_INCLUSIVE,
      primaryDateParameter('master_date'),
      {
        name: 'polarization',
        description: 'One polarisation, or several in the order of the bands.',
        schema: [POLARIZATION, { type: 'array', minItems: 1, items: POLARIZATION }],
        default: 'vv',
        optional: true
      },
      REMOVE_TOPOGRAPHIC_PHASE
    ],
    returns: RETURNS,
    exceptions: NO_DATA
  },
  run(args, call) {
    const polarizations = polarizationsArgument(args, call);
    return coregisteredStack(stackRequest(args, 'master_date', polarizations, call), call);
  }
};
