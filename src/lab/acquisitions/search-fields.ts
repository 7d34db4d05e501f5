import { BURST_SOURCES, DEFAULT_PARAMETERS, POLARIZATIONS } from '../../workflow';
import type { BurstSearchRequest, BurstSource, LonLat, Polarization } from '../../workflow';
import { reasonText } from '../reason-text';
import { parseArea } from './area/parse-area';

/** What is searched for, as it stands in the fields. */
export interface SearchFields {
  /** A box, WKT or GeoJSON; empty for none. */
  readonly area: string;
  /** YYYY-MM-DD, or empty. */
  readonly startDate: string;
  readonly endDate: string;
  /** Null for both. */
  readonly polarization: Polarization | null;
  readonly sources: readonly BurstSource[];
}

/** What is wrong with one field, as a sentence that says what was expected. */
export interface SearchProblem {
  readonly field: keyof SearchFields;
  readonly message: string;
}

/** What the fields say. */
export interface SearchReading {
  /** Closed ring; null without an area, or while it cannot be read. */
  readonly area: readonly LonLat[] | null;
  readonly problems: readonly SearchProblem[];
  /** One for each source that can be asked; none while there is a problem. */
  readonly requests: readonly BurstSearchRequest[];
}

export const DEFAULT_FIELDS: SearchFields = {
  area: '',
  startDate: DEFAULT_PARAMETERS.startDate,
  endDate: DEFAULT_PARAMETERS.endDate,
  polarization: null,
  sources: BURST_SOURCES
};

/**
 * Reads the fields. Without an area the archive is asked for all that it has; the catalogue of all
 * bursts on Earth is not.
 */
export function readFields(fields: SearchFields): SearchReading {
  const problems: SearchProblem[] = [];
  let area: readonly LonLat[] | null = null;
  try {
    area = parseArea(fields.area);
  } catch (error) {
    problems.push({ field: 'area', message: reasonText(error) });
  }
  const { startDate, endDate, polarization, sources } = fields;
  for (const field of ['startDate', 'endDate'] as const) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(fields[field])) {
      const label = field === 'startDate' ? 'From' : 'To';
      problems.push({ field, message: `${label}: expected a day as YYYY-MM-DD.` });
    }
  }
  if (startDate && endDate && endDate < startDate) {
    problems.push({
      field: 'endDate',
      message: `To: ${endDate} lies before ${startDate}. Choose a later day, or an earlier one to begin with.`
    });
  }
  if (sources.length === 0) {
    problems.push({ field: 'sources', message: 'Sources: choose one at least.' });
  }
  const asked = sources.filter(source => area !== null || source === 'archive');
  return {
    area,
    problems,
    requests:
      problems.length > 0
        ? []
        : asked.map(source => ({
            source,
            area,
            startDate,
            endDate,
            polarization,
            burstId: null,
            subSwath: null
          }))
  };
}

/** Fields from stored JSON; members that cannot be used are the defaults. */
export function fieldsFromJson(json: unknown): SearchFields {
  const stored = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>;
  const text = (name: 'area' | 'startDate' | 'endDate'): string => {
    const value = stored[name];
    return typeof value === 'string' ? value : DEFAULT_FIELDS[name];
  };
  const { sources } = stored;
  return {
    area: text('area'),
    startDate: text('startDate'),
    endDate: text('endDate'),
    polarization: POLARIZATIONS.find(name => name === stored['polarization']) ?? null,
    sources: Array.isArray(sources)
      ? BURST_SOURCES.filter(source => sources.includes(source))
      : DEFAULT_FIELDS.sources
  };
}
