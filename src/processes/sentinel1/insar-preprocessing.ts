import type { Process } from '../../engine';
import { textArgument } from '../arguments';
import type { ProcessServices } from '../services';
import { coregisteredStack, stackRequest } from './coregistered-stack';
import {
  BURST_ID,
  HOW_IT_ANSWERS,
  NO_DATA,
  primaryDateParameter,
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
        description: 'One polarisation.',
        schema: { type: 'string', enum: ['vv', 'vh', 'VV', 'VH'] },
        default: 'vv',
        optional: true
      }
    ],
    returns: RETURNS,
    exceptions: NO_DATA
  },
  run(args, call) {
    const polarization = textArgument(args, 'polarization', call).toUpperCase();
    return coregisteredStack(stackRequest(args, 'master_date', [polarization], call), call);
  }
};
