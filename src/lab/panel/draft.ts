import {
  BACKEND_LOGINS,
  DEFAULT_PARAMETERS,
  isRecord,
  parametersFromJson,
  POLARIZATIONS,
  PREPROCESSINGS,
  SUB_SWATHS
} from '../../workflow';
import type {
  BackendLogin,
  InsarParameters,
  JsonValue,
  Pair,
  ParameterProblem,
  Polarization,
  Preprocessing,
  SubSwath
} from '../../workflow';
import { reasonText } from '../reason-text';

/**
 * What stands in the form while it is being filled in. Numbers and job options are the text as it
 * was typed, so that half a number stays as it is and nothing is rewritten under the cursor.
 */
export interface FormDraft {
  readonly backend: 'embedded' | 'address';
  /** Kept while the embedded back-end is chosen, so that switching to and fro loses nothing. */
  readonly backendUrl: string;
  readonly backendLogin: BackendLogin;
  readonly preprocessing: Preprocessing;
  readonly burstId: string;
  readonly subSwath: SubSwath;
  /** YYYY-MM-DD, or empty. */
  readonly startDate: string;
  readonly endDate: string;
  readonly primaryDate: string;
  readonly polarizations: readonly Polarization[];
  readonly temporalBaselineDays: string;
  /** The chosen pairs; null for all that are the temporal baseline apart. */
  readonly pairs: readonly Pair[] | null;
  readonly windowRangeSamples: string;
  readonly windowAzimuthLines: string;
  /** Empty for the UTM zone of the burst. */
  readonly epsg: string;
  readonly resolution: string;
  readonly jobTitle: string;
  /** A JSON object; empty for none. */
  readonly jobOptions: string;
}

/** What a draft says, and what is wrong with it before its values can be checked. */
export interface DraftReading {
  /** Shaped as {@link InsarParameters}; where a number is expected, text that is none stays text. */
  readonly candidate: Record<keyof InsarParameters, unknown>;
  readonly problems: readonly ParameterProblem[];
}

/** The form that shows these parameters. `readDraft` of it gives them back. */
export function draftOf(parameters: InsarParameters): FormDraft {
  const { jobOptions, epsg, backendUrl } = parameters;
  return {
    backend: backendUrl === '' ? 'embedded' : 'address',
    backendUrl,
    backendLogin: parameters.backendLogin,
    preprocessing: parameters.preprocessing,
    burstId: String(parameters.burstId),
    subSwath: parameters.subSwath,
    startDate: parameters.startDate,
    endDate: parameters.endDate,
    primaryDate: parameters.primaryDate,
    polarizations: parameters.polarizations,
    temporalBaselineDays: String(parameters.temporalBaselineDays),
    pairs: parameters.pairs,
    windowRangeSamples: String(parameters.windowRangeSamples),
    windowAzimuthLines: String(parameters.windowAzimuthLines),
    epsg: epsg === null ? '' : String(epsg),
    resolution: String(parameters.resolution),
    jobTitle: parameters.jobTitle,
    jobOptions: Object.keys(jobOptions).length === 0 ? '' : JSON.stringify(jobOptions, null, 2)
  };
}

/** The part of a form that these parameters are shown by. */
export function draftChange(values: Partial<InsarParameters>): Partial<FormDraft> {
  const all = draftOf({ ...DEFAULT_PARAMETERS, ...values });
  const given = Object.keys(all).filter(name => name in values);
  return Object.fromEntries(given.map(name => [name, all[name as keyof FormDraft]]));
}

/** Reads a draft. Whether its values make sense is for the workflow's own check to say. */
export function readDraft(draft: FormDraft): DraftReading {
  const problems: ParameterProblem[] = [];
  const backendUrl = draft.backend === 'embedded' ? '' : draft.backendUrl.trim();
  if (draft.backend === 'address' && backendUrl === '') {
    problems.push({
      field: 'backendUrl',
      message: 'Choose a back-end.',
      severity: 'error'
    });
  }
  const options = readOptions(draft.jobOptions);
  if (typeof options === 'string') {
    problems.push({ field: 'jobOptions', message: options, severity: 'error' });
  }
  return {
    candidate: {
      backendUrl,
      backendLogin: draft.backendLogin,
      preprocessing: draft.preprocessing,
      burstId: readNumber(draft.burstId),
      subSwath: draft.subSwath,
      startDate: draft.startDate,
      endDate: draft.endDate,
      primaryDate: draft.primaryDate,
      polarizations: POLARIZATIONS.filter(name => draft.polarizations.includes(name)),
      temporalBaselineDays: readNumber(draft.temporalBaselineDays),
      pairs: draft.pairs,
      windowRangeSamples: readNumber(draft.windowRangeSamples),
      windowAzimuthLines: readNumber(draft.windowAzimuthLines),
      epsg: draft.epsg.trim() === '' ? null : readNumber(draft.epsg.replace(/^\s*EPSG:/i, '')),
      resolution: readNumber(draft.resolution),
      jobTitle: draft.jobTitle,
      jobOptions: typeof options === 'string' ? {} : options
    },
    problems
  };
}

/** A draft from stored JSON; members that cannot be used are those of `fallback`. */
export function draftFromJson(
  json: unknown,
  fallback: FormDraft = draftOf(DEFAULT_PARAMETERS)
): FormDraft {
  const stored = isRecord(json) ? json : {};
  const text = (key: keyof FormDraft & keyof typeof stored): string => {
    const value = stored[key];
    return typeof value === 'string' ? value : String(fallback[key]);
  };
  const oneOf = <T extends string>(names: readonly T[], value: unknown, other: T): T =>
    names.find(name => name === value) ?? other;
  const polarizations = stored['polarizations'];
  return {
    backend: oneOf(['embedded', 'address'], stored['backend'], fallback.backend),
    backendUrl: text('backendUrl'),
    backendLogin: oneOf(BACKEND_LOGINS, stored['backendLogin'], fallback.backendLogin),
    preprocessing: oneOf(PREPROCESSINGS, stored['preprocessing'], fallback.preprocessing),
    burstId: text('burstId'),
    subSwath: oneOf(SUB_SWATHS, stored['subSwath'], fallback.subSwath),
    startDate: text('startDate'),
    endDate: text('endDate'),
    primaryDate: text('primaryDate'),
    polarizations: Array.isArray(polarizations)
      ? POLARIZATIONS.filter(name => polarizations.includes(name))
      : fallback.polarizations,
    temporalBaselineDays: text('temporalBaselineDays'),
    pairs: readPairs(stored['pairs'], fallback.pairs),
    windowRangeSamples: text('windowRangeSamples'),
    windowAzimuthLines: text('windowAzimuthLines'),
    epsg: text('epsg'),
    resolution: text('resolution'),
    jobTitle: text('jobTitle'),
    jobOptions: text('jobOptions')
  };
}

/**
 * The form with other pairs. A temporal baseline that cannot be used becomes the default where
 * pairs are chosen, since its field is out of sight then.
 */
export function withPairs(draft: FormDraft, pairs: readonly Pair[] | null): FormDraft {
  const days = readNumber(draft.temporalBaselineDays);
  const { temporalBaselineDays } = parametersFromJson({ temporalBaselineDays: days }).parameters;
  return pairs === null
    ? { ...draft, pairs }
    : { ...draft, pairs, temporalBaselineDays: String(temporalBaselineDays) };
}

/** The title that a job has until someone writes another one. */
export function automaticTitle(draft: Pick<FormDraft, 'burstId' | 'subSwath'>): string {
  return `InSAR coherence ${draft.burstId.trim()} ${draft.subSwath}`;
}

/** Pairs from stored JSON as they were, also those that the check refuses. */
function readPairs(value: unknown, fallback: FormDraft['pairs']): FormDraft['pairs'] {
  const isPair = (pair: unknown): pair is Pair =>
    isRecord(pair) && typeof pair['primary'] === 'string' && typeof pair['secondary'] === 'string';
  return value === null || (Array.isArray(value) && value.every(isPair)) ? value : fallback;
}

/** The number, or the text where it is none, so that the check can name it. */
function readNumber(text: string): number | string {
  const trimmed = text.trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : trimmed;
}

/** The options, or what is wrong with the text. */
function readOptions(text: string): Record<string, JsonValue> | string {
  const expected = 'Job options are a JSON object such as {"driver-memory": "4g"}';
  if (text.trim() === '') {
    return {};
  }
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? (value as Record<string, JsonValue>) : `${expected}, or left empty.`;
  } catch (error) {
    return `${expected}. ${reasonText(error)}`;
  }
}
