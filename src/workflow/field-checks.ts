import { dayNumber } from './calendar';
import { isJsonValue, isRecord, shown } from './json-value';
import { pairsProblem } from './pair-checks';
import { PARAMETER_SPECS } from './parameter-specs';
import type { ParameterField } from './parameter-specs';
import { POLARIZATIONS } from './parameters';

/** What is wrong with one parameter; `error` forbids to run, `warning` only says what will happen. */
export interface ParameterProblem {
  readonly field: ParameterField;
  readonly severity: 'error' | 'warning';
  /** One or two sentences: the field, what was expected, what to do. */
  readonly message: string;
}

type FieldCheck = (value: unknown, field: ParameterField) => ParameterProblem | null;

/** The launch of Sentinel-1A: no acquisition is older. */
const FIRST_DAY = '2014-04-03';
const LONGEST_TITLE = 200;

const FIELD_CHECKS: { readonly [Field in ParameterField]: FieldCheck } = {
  backendUrl: checkBackendUrl,
  backendLogin: checkChoice,
  preprocessing: checkChoice,
  burstId: checkNumber,
  subSwath: checkChoice,
  startDate: checkDay,
  endDate: checkDay,
  primaryDate: checkDay,
  polarizations: checkPolarizations,
  temporalBaselineDays: checkNumber,
  pairs: checkPairs,
  windowRangeSamples: checkNumber,
  windowAzimuthLines: checkNumber,
  epsg: checkEpsg,
  resolution: checkNumber,
  jobTitle: checkTitle,
  jobOptions: checkJobOptions
};

/** Checks the value of one field for itself, whatever the other fields hold. */
export function checkField(field: ParameterField, value: unknown): ParameterProblem | null {
  return FIELD_CHECKS[field](value, field);
}

/** A problem as a sentence that begins with the label of the field. */
export function problem(
  severity: ParameterProblem['severity'],
  field: ParameterField,
  text: string
): ParameterProblem {
  return { field, severity, message: `${PARAMETER_SPECS[field].label}: ${text}` };
}

function unexpected(field: ParameterField, expected: string, value: unknown): ParameterProblem {
  return problem('error', field, `expected ${expected}, got ${shown(value)}.`);
}

function checkNumber(value: unknown, field: ParameterField): ParameterProblem | null {
  const range = PARAMETER_SPECS[field].range;
  if (!range) {
    return null;
  }
  const whole = range.step === 1;
  const fits =
    typeof value === 'number' &&
    value >= range.min &&
    value <= range.max &&
    (!whole || Number.isInteger(value));
  const kind = whole ? 'a whole number' : 'a number';
  return fits ? null : unexpected(field, `${kind} from ${range.min} to ${range.max}`, value);
}

function checkChoice(value: unknown, field: ParameterField): ParameterProblem | null {
  const choices = PARAMETER_SPECS[field].choices ?? [];
  return choices.some(name => name === value)
    ? null
    : unexpected(field, `one of ${choices.join(', ')}`, value);
}

function checkDay(value: unknown, field: ParameterField): ParameterProblem | null {
  if (typeof value !== 'string' || value.length !== 10 || dayNumber(value) === null) {
    return unexpected(field, 'a day of the calendar as YYYY-MM-DD, such as 2024-08-09', value);
  }
  const text = `there is no Sentinel-1 acquisition before ${FIRST_DAY}; take a later day.`;
  return value < FIRST_DAY ? problem('error', field, text) : null;
}

function checkBackendUrl(value: unknown, field: ParameterField): ParameterProblem | null {
  if (value === '') {
    return null;
  }
  const parts =
    typeof value === 'string' ? /^(https?):\/\/([^\s/?#]+)[^\s?#]*$/i.exec(value) : null;
  if (!parts) {
    const wanted = 'an address such as https://openeo.dataspace.copernicus.eu, or nothing';
    return unexpected(field, wanted, value);
  }
  const [, scheme, host] = parts;
  if (host.includes('@')) {
    return problem(
      'error',
      field,
      'a user name or password must not be in the address; the notebook logs in on its own.'
    );
  }
  const local = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i.test(host);
  return scheme.toLowerCase() === 'http' && !local
    ? problem(
        'warning',
        field,
        'http:// sends your login unencrypted; use https:// if the back-end has it.'
      )
    : null;
}

function checkPolarizations(value: unknown, field: ParameterField): ParameterProblem | null {
  const known = Array.isArray(value) && value.every(name => POLARIZATIONS.includes(name));
  return known && value.length > 0 && new Set(value).size === value.length
    ? null
    : unexpected(field, 'VV, VH or both', Array.isArray(value) ? value.join(', ') : value);
}

function checkPairs(value: unknown, field: ParameterField): ParameterProblem | null {
  const text = value === null ? null : pairsProblem(value);
  return text === null ? null : problem('error', field, text);
}

function checkEpsg(value: unknown, field: ParameterField): ParameterProblem | null {
  if (value === null) {
    return null;
  }
  const zones = 'UTM zones are 32601 to 32660 in the north, 32701 to 32760 in the south.';
  return value === 32600 || value === 32700
    ? problem('error', field, `${value} is no CRS; ${zones}`)
    : checkNumber(value, field);
}

function checkTitle(value: unknown, field: ParameterField): ParameterProblem | null {
  if (typeof value !== 'string' || value.trim() === '') {
    return unexpected(field, 'some text; it names the jobs and the folder of the results', value);
  }
  const text = `expected at most ${LONGEST_TITLE} characters, got ${value.length}; shorten it.`;
  return value.length > LONGEST_TITLE ? problem('error', field, text) : null;
}

function checkJobOptions(value: unknown, field: ParameterField): ParameterProblem | null {
  return isRecord(value) && isJsonValue(value)
    ? null
    : unexpected(field, 'a JSON object such as {"executor-memory": "4g"}', value);
}
