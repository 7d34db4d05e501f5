import { DEFAULT_PARAMETERS } from './defaults';
import { BACKEND_LOGINS, POLARIZATIONS, PREPROCESSINGS, SUB_SWATHS } from './parameters';
import type { InsarParameters } from './parameters';

export type ParameterField = keyof InsarParameters;

/** Bounds of a number, both included. `step` is 1 for whole numbers, `any` for all others. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly step: 1 | 'any';
}

/** One parameter as a form shows it and as the processes call it. */
export interface ParameterSpec<Field extends ParameterField = ParameterField> {
  readonly field: Field;
  /** Short name, without the unit. */
  readonly label: string;
  /** Null for a parameter that is no quantity. */
  readonly unit: string | null;
  /** Lowest and highest allowed number; null for what is no number. */
  readonly range: NumberRange | null;
  /** The allowed values; null when they are not a list. */
  readonly choices: readonly string[] | null;
  readonly default: InsarParameters[Field];
  /** One or two sentences: what it does, and what a good value is. */
  readonly help: string;
  /** What the processes of the two vocabularies call it; null where it is no argument of theirs. */
  readonly names: {
    readonly insar_preprocessing: string | null;
    readonly sentinel1_sar: string | null;
  };
}

const NO_ARGUMENT = { insar_preprocessing: null, sentinel1_sar: null };

function both(name: string): ParameterSpec['names'] {
  return { insar_preprocessing: name, sentinel1_sar: name };
}

function spec<Field extends ParameterField>(
  field: Field,
  label: string,
  help: string,
  names: ParameterSpec['names'],
  more: Partial<Pick<ParameterSpec, 'unit' | 'range' | 'choices'>> = {}
): ParameterSpec<Field> {
  const nothing = { unit: null, range: null, choices: null };
  return { field, label, help, names, default: DEFAULT_PARAMETERS[field], ...nothing, ...more };
}

/** Every parameter once, by field, in the order of a form. */
export const PARAMETER_SPECS: { readonly [Field in ParameterField]: ParameterSpec<Field> } = {
  backendUrl: spec(
    'backendUrl',
    'Back-end',
    'Address of an openEO back-end. Empty for the back-end that comes with the extension.',
    NO_ARGUMENT
  ),
  backendLogin: spec(
    'backendLogin',
    'Login at the back-end',
    'How notebooks log in there: oidc by OpenID Connect, basic with the user name and password that "openeo-auth add-basic" keeps. Neither stands in a cell.',
    NO_ARGUMENT,
    { choices: BACKEND_LOGINS }
  ),
  preprocessing: spec(
    'preprocessing',
    'Preprocessing process',
    'The openEO process that coregisters the acquisitions: the one that the back-end offers.',
    NO_ARGUMENT,
    { choices: PREPROCESSINGS }
  ),
  burstId: spec(
    'burstId',
    'Burst id',
    'Relative burst id as in ESA’s burst id map.',
    both('burst_id'),
    { range: { min: 1, max: 375887, step: 1 } }
  ),
  subSwath: spec('subSwath', 'Sub-swath', 'IW sub-swath of the burst.', both('sub_swath'), {
    choices: SUB_SWATHS
  }),
  startDate: spec('startDate', 'First date', 'First acquisition day.', both('temporal_extent'), {
    unit: 'YYYY-MM-DD'
  }),
  endDate: spec(
    'endDate',
    'Last date',
    'Last acquisition day. It is included.',
    both('temporal_extent'),
    { unit: 'YYYY-MM-DD' }
  ),
  primaryDate: spec(
    'primaryDate',
    'Primary date',
    'Acquisition that all others are coregistered to. Best near the middle of the dates.',
    { insar_preprocessing: 'master_date', sentinel1_sar: 'primary_date' },
    { unit: 'YYYY-MM-DD' }
  ),
  polarizations: spec(
    'polarizations',
    'Polarizations',
    'Each one gives a coherence map of its own.',
    both('polarization'),
    { choices: POLARIZATIONS }
  ),
  temporalBaselineDays: spec(
    'temporalBaselineDays',
    'Temporal baseline',
    'Days between the two dates of a pair: a multiple of 6, the repeat cycle with two satellites, or of 12 with one.',
    { insar_preprocessing: null, sentinel1_sar: 'temporal_baseline' },
    { unit: 'days', range: { min: 1, max: 3650, step: 1 } }
  ),
  pairs: spec(
    'pairs',
    'Pairs',
    'Chosen pairs of dates, the earlier one first. None for all pairs that are the temporal baseline apart.',
    { insar_preprocessing: null, sentinel1_sar: 'InSAR_pairs' }
  ),
  windowRangeSamples: spec(
    'windowRangeSamples',
    'Window in range',
    'Size of the coherence window in slant range. A larger window gives a smoother, less biased and coarser map.',
    { insar_preprocessing: null, sentinel1_sar: 'coherence_window_rg' },
    { unit: 'samples', range: { min: 1, max: 101, step: 1 } }
  ),
  windowAzimuthLines: spec(
    'windowAzimuthLines',
    'Window in azimuth',
    'Size of the coherence window in azimuth. One line is about as long as four samples are wide on the ground.',
    { insar_preprocessing: null, sentinel1_sar: 'coherence_window_az' },
    { unit: 'lines', range: { min: 1, max: 101, step: 1 } }
  ),
  epsg: spec(
    'epsg',
    'Map CRS',
    'EPSG code of the map grid, such as 32632. Empty for the UTM zone of the burst.',
    NO_ARGUMENT,
    { unit: 'EPSG code', range: { min: 1024, max: 32766, step: 1 } }
  ),
  resolution: spec(
    'resolution',
    'Resolution',
    'Cell size of the map grid in units of its CRS: metres, or degrees for a geographic CRS.',
    NO_ARGUMENT,
    { unit: 'm', range: { min: 1e-6, max: 10000, step: 'any' } }
  ),
  jobTitle: spec(
    'jobTitle',
    'Job title',
    'Names the jobs in the job list and the folder of the results.',
    NO_ARGUMENT
  ),
  jobOptions: spec(
    'jobOptions',
    'Job options',
    'JSON object that is sent with the coherence job, such as {"executor-memory": "4g"}. Empty for none.',
    NO_ARGUMENT
  )
};

/** The fields in the order of `PARAMETER_SPECS`. */
export const PARAMETER_FIELDS = Object.keys(PARAMETER_SPECS) as ParameterField[];
