import type { Arguments, Call, Process } from '../../engine';
import { GOLDSTEIN_DEFAULTS } from '../../sar';
import type { GoldsteinOptions } from '../../sar';
import type { Polarization } from '../../workflow';
import { invalid } from '../arguments';
import { geocodedCube } from '../cubes/geocode';
import { projectionArgument, resolutionArgument } from '../cubes/resample-spatial';
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
import { interferogramBands, withPhase } from './interferogram-bands';
import { countArgument, listedPairs, PAIR_PARAMETERS, pairsOfBaseline } from './pair-arguments';
import { pairSeriesCube } from './pair-series';

export const sentinel1SarInterferogram: Process<ProcessServices> = {
  definition: {
    id: 'sentinel1_sar_interferogram',
    summary: 'Interferograms and coherence of a Sentinel-1 burst',
    description:
      'Interferograms of pairs of acquisitions of a burst, on a map: coregistration, the product of the earlier acquisition with the conjugate of the later one, multilooking, an optional Goldstein filter, optional unwrapping, and geocoding. Real and imaginary part are geocoded, and the phase is taken on the map. Unwrapping joins the most reliable borders first (Herraez et al. 2002); areas that no cell connects are unwrapped each by itself. The flat-earth and topographic phase stay in, unless they are removed by the option.',
    categories: ['cubes', 'import', 'sar'],
    parameters: [
      ...BURST_OR_AREA,
      PAIR_PARAMETERS.windowAzimuth,
      PAIR_PARAMETERS.windowRange,
      {
        name: 'InSAR_pairs',
        description:
          'Pairs of days, `[["2024-08-09", "2024-08-21"], …]`. Without it every pair that lies `temporal_baseline` days apart is taken.',
        schema: [
          {
            type: 'array',
            items: {
              type: 'array',
              minItems: 2,
              maxItems: 2,
              items: { type: 'string', format: 'date', subtype: 'date' }
            }
          },
          { type: 'null' }
        ],
        default: null,
        optional: true
      },
      {
        name: 'n_az_looks',
        description: 'Lines that are averaged to one.',
        schema: { type: 'integer', minimum: 1 },
        default: 1,
        optional: true
      },
      {
        name: 'n_rg_looks',
        description: 'Slant range samples that are averaged to one.',
        schema: { type: 'integer', minimum: 1 },
        default: 4,
        optional: true
      },
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
      {
        name: 'goldstein_exponent',
        description:
          'Strength of the Goldstein filter, 0 (none) to 1: the exponent of the smoothed spectrum of patches of 32 by 32 cells.',
        schema: { type: 'number', minimum: 0, maximum: 1 },
        default: 0,
        optional: true
      },
      {
        name: 'unwrap',
        description: 'Adds the unwrapped phase as a band.',
        schema: { type: 'boolean' },
        default: false,
        optional: true
      },
      PAIR_PARAMETERS.resolution,
      PAIR_PARAMETERS.projection,
      REMOVE_TOPOGRAPHIC_PHASE
    ],
    returns: {
      description:
        'A cube with the dimensions t (a label a pair: the day of the earlier acquisition, or `first/second` where several pairs begin on one day), bands, y and x. Bands of each polarisation: `Phase_ifg_<pol>` (radians, -pi to pi), `coh_<pol>` and, if wanted, `Unw_Phase_ifg_<pol>` (radians).',
      schema: { type: 'object', subtype: 'datacube' }
    },
    exceptions: NO_DATA
  },
  async run(given, call) {
    const args = await withBurst(given, call);
    const polarizations = polarizationsArgument(args, call);
    const stack = await coregisteredStack(
      stackRequest(args, 'primary_date', polarizations, call),
      call
    );
    const pairs =
      listedPairs(args, 'InSAR_pairs', stack, call) ?? pairsOfBaseline(args, stack, call);
    const unwrap = args.unwrap === true;
    const check = (): void => call.context.cancellation.throwIfCancelled();
    const series = await pairSeriesCube(
      stack,
      {
        pairs,
        polarizations: polarizations as Polarization[],
        window: {
          windowRangeSamples: countArgument(args, 'coherence_window_rg', call),
          windowAzimuthLines: countArgument(args, 'coherence_window_az', call)
        },
        interferograms: true
      },
      call
    );
    const radar = interferogramBands(series, polarizations, unwrap, {
      looksRange: countArgument(args, 'n_rg_looks', call),
      looksAzimuth: countArgument(args, 'n_az_looks', call),
      filter: filterOf(args, call),
      check
    });
    const target = {
      epsg: projectionArgument(args, call),
      resolution: resolutionArgument(args, call)
    };
    return withPhase(await geocodedCube(radar, target, call.context), polarizations);
  }
};

function filterOf(args: Arguments, call: Call): GoldsteinOptions | null {
  const exponent = args.goldstein_exponent ?? 0;
  if (typeof exponent !== 'number' || !(exponent >= 0 && exponent <= 1)) {
    throw invalid(call, 'goldstein_exponent', 'expected a number from 0 to 1.');
  }
  return exponent === 0 ? null : { ...GOLDSTEIN_DEFAULTS, exponent };
}
