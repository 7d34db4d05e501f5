import { describe, expect, it } from 'vitest';
import { DEFAULT_PARAMETERS, parametersFromJson, parametersToJson } from '..';
import type { InsarParameters } from '..';

const OTHER: InsarParameters = {
  backendUrl: 'https://openeo.example.org/openeo/1.2',
  backendLogin: 'basic',
  preprocessing: 'sentinel1_sar_slc_preprocessing',
  burstId: 65551,
  subSwath: 'IW3',
  startDate: '2023-03-19',
  endDate: '2023-03-31',
  primaryDate: '2023-03-19',
  polarizations: ['VV', 'VH'],
  temporalBaselineDays: 6,
  pairs: [{ primary: '2023-03-19', secondary: '2023-03-31' }],
  windowRangeSamples: 10,
  windowAzimuthLines: 2,
  epsg: 4326,
  resolution: 0.0002,
  jobTitle: 'Amsterdam "1"\n\\ \u{1f30d} \ud800',
  jobOptions: { 'executor-memory': '4g', list: [1, null, { deep: true }] }
};

describe('parameters as JSON', () => {
  it.each([DEFAULT_PARAMETERS, OTHER])('come back as they were', parameters => {
    const text = JSON.stringify(parametersToJson(parameters));
    expect(parametersFromJson(JSON.parse(text))).toEqual({ parameters, problems: [] });
  });

  it('share nothing with the parameters', () => {
    const json = parametersToJson(OTHER);
    (json.jobOptions as Record<string, unknown>)['executor-memory'] = '8g';
    expect(OTHER.jobOptions['executor-memory']).toBe('4g');
  });

  it.each([null, undefined, 7, 'junk', [], [1], () => 1])('take the defaults for %o', junk => {
    expect(parametersFromJson(junk)).toEqual({ parameters: DEFAULT_PARAMETERS, problems: [] });
  });

  it('leave out what is not known and fill in what is missing', () => {
    const { parameters, problems } = parametersFromJson({ burstId: 7, looks: 4 });
    expect(parameters).toEqual({ ...DEFAULT_PARAMETERS, burstId: 7 });
    expect(problems).toEqual([]);
  });

  it('report a value that cannot be used, and only that one falls back', () => {
    const { parameters, problems } = parametersFromJson({ ...OTHER, burstId: -1, epsg: 'x' });
    const { burstId, epsg } = DEFAULT_PARAMETERS;
    expect(parameters).toEqual({ ...OTHER, burstId, epsg });
    expect(problems.map(problem => problem.field)).toEqual(['burstId', 'epsg']);
  });

  it('keep fields that only together make no sense, for the form to show', () => {
    const odd = { ...OTHER, startDate: '2020-05-01', endDate: '2020-04-01' };
    expect(parametersFromJson(odd)).toEqual({ parameters: odd, problems: [] });
  });
});
