import type { Process } from '../../engine';
import type { Polarization } from '../../workflow';
import { geocodedCube } from '../cubes/geocode';
import { resolutionArgument, projectionArgument } from '../cubes/resample-spatial';
import type { ProcessServices } from '../services';
import { coregisteredStack, polarizationsArgument, stackRequest } from './coregistered-stack';
import {
  BURST_ID,
  NO_DATA,
  POLARIZATION,
  primaryDateParameter,
  SUB_SWATH,
  TEMPORAL_EXTENT_INCLUSIVE
} from './insar-parameters';
import { countArgument, PAIR_PARAMETERS, pairsOfBaseline } from './pair-arguments';
import { pairSeriesCube } from './pair-series';

export const sentinel1SarCoherence: Process<ProcessServices> = {
  definition: {
    id: 'sentinel1_sar_coherence',
    summary: 'Coherence maps of a Sentinel-1 burst',
    description:
      'Coherence of every pair of acquisitions of a burst that lie `temporal_baseline` days apart, on a map: coregistration, the windowed estimate of coherence, and geocoding in one process. It is the process graph of the workflow, so that the same steps taken one by one give the same values. The flat-earth and topographic phase are not removed.',
    categories: ['cubes', 'import', 'sar'],
    parameters: [
      BURST_ID,
      PAIR_PARAMETERS.windowAzimuth,
      PAIR_PARAMETERS.windowRange,
      {
        name: 'polarization',
        description: 'One or both polarisations, in the order of the bands.',
        schema: [POLARIZATION, { type: 'array', minItems: 1, items: POLARIZATION }],
        default: ['VV'],
        optional: true
      },
      primaryDateParameter('primary_date'),
      SUB_SWATH,
      PAIR_PARAMETERS.temporalBaseline,
      TEMPORAL_EXTENT_INCLUSIVE,
      PAIR_PARAMETERS.resolution,
      PAIR_PARAMETERS.projection
    ],
    returns: {
      description:
        'A cube with the dimensions t (a label a pair: the day of the earlier acquisition), bands (`coh_<pol>`, 0 to 1), y and x.',
      schema: { type: 'object', subtype: 'datacube' }
    },
    exceptions: NO_DATA
  },
  async run(args, call) {
    const polarizations = polarizationsArgument(args, call);
    const stack = await coregisteredStack(
      stackRequest(args, 'primary_date', polarizations, call),
      call
    );
    const pairs = pairsOfBaseline(args, stack, call);
    const names = pairs.map(({ primary, secondary }) => `${primary} to ${secondary}`);
    call.context.log('info', `Pairs: ${names.join(', ')}.`, call.nodeId ?? undefined);
    const series = await pairSeriesCube(
      stack,
      {
        pairs,
        polarizations: polarizations as Polarization[],
        window: {
          windowRangeSamples: countArgument(args, 'coherence_window_rg', call),
          windowAzimuthLines: countArgument(args, 'coherence_window_az', call)
        },
        interferograms: false
      },
      call
    );
    const target = {
      epsg: projectionArgument(args, call),
      resolution: resolutionArgument(args, call)
    };
    return geocodedCube(series, target, () => call.context.cancellation.throwIfCancelled());
  }
};
