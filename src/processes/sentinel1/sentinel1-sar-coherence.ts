import type { Process, ProcessParameter } from '../../engine';
import { nominalLooks } from '../../workflow';
import type { Polarization, SubSwath } from '../../workflow';
import { geocodedCube } from '../cubes/geocode';
import { resolutionArgument, projectionArgument } from '../cubes/resample-spatial';
import type { ProcessServices } from '../services';
import { coregisteredStack, polarizationsArgument, stackRequest } from './coregistered-stack';
import { BURST_OR_AREA, withBurst } from './burst-of-area';
import {
  NO_DATA,
  POLARIZATION,
  primaryDateParameter,
  REMOVE_TOPOGRAPHIC_PHASE,
  TEMPORAL_EXTENT_INCLUSIVE
} from './insar-parameters';
import { correctedCoherence } from './corrected-coherence';
import { countArgument, PAIR_PARAMETERS, pairsOfBaseline } from './pair-arguments';
import { pairSeriesCube } from './pair-series';

const BIAS_CORRECTED: ProcessParameter = {
  name: 'bias_corrected',
  description:
    'Takes off what few looks add to low coherence: the estimate is replaced by the coherence whose expected estimate it is (Touzi et al. 1999), with the independent looks of the window in the sub-swath.',
  schema: { type: 'boolean' },
  default: false,
  optional: true
};

export const sentinel1SarCoherence: Process<ProcessServices> = {
  definition: {
    id: 'sentinel1_sar_coherence',
    summary: 'Coherence maps of a Sentinel-1 burst',
    description:
      'Coherence of every pair of acquisitions of a burst that lie `temporal_baseline` days apart, on a map: coregistration, the windowed estimate of coherence, and geocoding in one process. It is the process graph of the workflow, so that the same steps taken one by one give the same values. The flat-earth and topographic phase stay in, unless they are removed by the option.',
    categories: ['cubes', 'import', 'sar'],
    parameters: [
      ...BURST_OR_AREA,
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
      PAIR_PARAMETERS.temporalBaseline,
      TEMPORAL_EXTENT_INCLUSIVE,
      PAIR_PARAMETERS.resolution,
      PAIR_PARAMETERS.projection,
      REMOVE_TOPOGRAPHIC_PHASE,
      BIAS_CORRECTED
    ],
    returns: {
      description:
        'A cube with the dimensions t (a label a pair: the day of the earlier acquisition), bands (`coh_<pol>`, 0 to 1), y and x.',
      schema: { type: 'object', subtype: 'datacube' }
    },
    exceptions: NO_DATA
  },
  async run(given, call) {
    const args = await withBurst(given, call);
    const polarizations = polarizationsArgument(args, call);
    const request = stackRequest(args, 'primary_date', polarizations, call);
    const stack = await coregisteredStack(request, call);
    const pairs = pairsOfBaseline(args, stack, call);
    const names = pairs.map(({ primary, secondary }) => `${primary} to ${secondary}`);
    call.context.log('info', `Pairs: ${names.join(', ')}.`, call.nodeId ?? undefined);
    const window = {
      windowRangeSamples: countArgument(args, 'coherence_window_rg', call),
      windowAzimuthLines: countArgument(args, 'coherence_window_az', call)
    };
    const series = await pairSeriesCube(
      stack,
      {
        pairs,
        polarizations: polarizations as Polarization[],
        window,
        interferograms: false
      },
      call
    );
    const target = {
      epsg: projectionArgument(args, call),
      resolution: resolutionArgument(args, call)
    };
    const looks = nominalLooks(request.subSwath.toUpperCase() as SubSwath, window);
    const coherence = args.bias_corrected === true ? correctedCoherence(series, looks) : series;
    return geocodedCube(coherence, target, call.context);
  }
};
