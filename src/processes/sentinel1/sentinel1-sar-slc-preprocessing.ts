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

export const sentinel1SarSlcPreprocessing: Process<ProcessServices> = {
  definition: {
    id: 'sentinel1_sar_slc_preprocessing',
    summary: 'Coregistered Sentinel-1 SLC stack of a burst, in one or two polarisations',
    description: `All acquisitions of one Sentinel-1 burst on the radar grid of the primary, as complex samples. ${HOW_IT_ANSWERS}`,
    categories: ['cubes', 'import', 'sar'],
    parameters: [
      BURST_ID,
      {
        name: 'polarization',
        description: 'One or both polarisations, in the order of the bands.',
        schema: { type: 'array', minItems: 1, items: POLARIZATION },
        default: ['VV'],
        optional: true
      },
      primaryDateParameter('primary_date'),
      SUB_SWATH,
      TEMPORAL_EXTENT_INCLUSIVE,
      REMOVE_TOPOGRAPHIC_PHASE
    ],
    returns: RETURNS,
    exceptions: NO_DATA
  },
  run(args, call) {
    const polarizations = polarizationsArgument(args, call);
    return coregisteredStack(stackRequest(args, 'primary_date', polarizations, call), call);
  }
};
