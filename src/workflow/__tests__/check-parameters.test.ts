import { describe, expect, it } from 'vitest';
import { DEFAULT_PARAMETERS, PARAMETER_FIELDS, PARAMETER_SPECS, checkParameters } from '..';
import type { ParameterField } from '..';

const pair = (primary: string, secondary: string) => ({ primary, secondary });

type Row = [given: Record<string, unknown>, field: ParameterField, message: RegExp];

const ERRORS: Row[] = [
  [{ backendUrl: 'openeo.example.org' }, 'backendUrl', /expected an address such as https/],
  [{ backendUrl: 'ftp://example.org' }, 'backendUrl', /expected an address/],
  [{ backendUrl: 'https://a b' }, 'backendUrl', /expected an address/],
  [{ backendUrl: 'https://me:secret@example.org' }, 'backendUrl', /must not be in the address/],
  [{ backendUrl: null }, 'backendUrl', /got empty/],
  [
    { preprocessing: 'sentinel1_sar_coherence' },
    'preprocessing',
    /one of insar_preprocessing, sen/
  ],
  [{ burstId: 0 }, 'burstId', /whole number from 1 to 375887, got 0/],
  [{ burstId: 375888 }, 'burstId', /from 1 to 375887/],
  [{ burstId: 1.5 }, 'burstId', /whole number/],
  [{ burstId: '249435' }, 'burstId', /got "249435"/],
  [{ burstId: NaN }, 'burstId', /got NaN/],
  [{ subSwath: 'IW4' }, 'subSwath', /one of IW1, IW2, IW3, got "IW4"/],
  [{ startDate: '2023-02-29' }, 'startDate', /day of the calendar as YYYY-MM-DD.*"2023-02-29"/],
  [{ startDate: '2024-08-09T00:00:00Z' }, 'startDate', /day of the calendar/],
  [{ startDate: '2014-04-02' }, 'startDate', /no Sentinel-1 acquisition before 2014-04-03/],
  [{ endDate: '' }, 'endDate', /got empty/],
  [
    { endDate: '2024-08-08', primaryDate: '2024-08-08' },
    'endDate',
    /before the first date 2024-08-09/
  ],
  [{ primaryDate: '2024-04-31' }, 'primaryDate', /day of the calendar/],
  [{ polarizations: [] }, 'polarizations', /expected VV, VH or both, got empty/],
  [{ polarizations: ['VV', 'VV'] }, 'polarizations', /got "VV, VV"/],
  [{ polarizations: ['HH'] }, 'polarizations', /got "HH"/],
  [{ polarizations: 'VV' }, 'polarizations', /VV, VH or both/],
  [{ temporalBaselineDays: 0 }, 'temporalBaselineDays', /whole number from 1/],
  [{ temporalBaselineDays: 30 }, 'temporalBaselineDays', /30 days apart.*span 24 days/],
  [{ pairs: [] }, 'pairs', /none is chosen; choose at least one/],
  [{ pairs: 'all' }, 'pairs', /expected pairs of days.*got "all"/],
  [{ pairs: undefined }, 'pairs', /expected pairs of days/],
  [{ pairs: [['2024-08-09', '2024-08-21']] }, 'pairs', /expected pairs of days/],
  [{ pairs: [pair('2024-08-09', '2024-08-32')] }, 'pairs', /expected pairs of days/],
  [{ pairs: [pair('2024-08-09', '2024-08-09')] }, 'pairs', /2024-08-09 is paired with itself/],
  [{ pairs: [pair('2024-08-21', '2024-08-09')] }, 'pairs', /has the later day first/],
  [
    { pairs: [pair('2024-08-09', '2024-08-21'), pair('2024-08-09', '2024-08-21')] },
    'pairs',
    /2024-08-09 \/ 2024-08-21 is there twice/
  ],
  [
    { pairs: [pair('2024-08-09', '2024-09-14')] },
    'pairs',
    /2024-09-14 is outside of the dates 2024-08-09 to 2024-09-02/
  ],
  [
    { pairs: [pair('2024-07-16', '2024-07-28')] },
    'pairs',
    /2024-07-16 and 1 more are outside of the dates/
  ],
  [{ windowRangeSamples: 0 }, 'windowRangeSamples', /from 1 to 101/],
  [{ windowRangeSamples: 103 }, 'windowRangeSamples', /from 1 to 101/],
  [{ windowAzimuthLines: 2.5 }, 'windowAzimuthLines', /whole number/],
  [{ windowRangeSamples: 1, windowAzimuthLines: 1 }, 'windowRangeSamples', /always 1/],
  [{ epsg: 12 }, 'epsg', /from 1024 to 32766/],
  [{ epsg: 32700 }, 'epsg', /32701 to 32760/],
  [{ epsg: undefined }, 'epsg', /whole number/],
  [{ epsg: 'EPSG:32632' }, 'epsg', /whole number/],
  [{ resolution: 0 }, 'resolution', /a number from/],
  [{ resolution: Infinity }, 'resolution', /got Infinity/],
  [{ resolution: 20, epsg: 4326 }, 'resolution', /EPSG:4326 counts in degrees/],
  [{ jobTitle: '  ' }, 'jobTitle', /expected some text/],
  [{ jobTitle: 'x'.repeat(201) }, 'jobTitle', /at most 200 characters, got 201/],
  [{ jobOptions: [] }, 'jobOptions', /JSON object/],
  [{ jobOptions: null }, 'jobOptions', /JSON object/],
  [{ jobOptions: { memory: NaN } }, 'jobOptions', /JSON object/],
  [{ jobOptions: { run: () => 1 } }, 'jobOptions', /JSON object/]
];

const WARNINGS: Row[] = [
  [{ backendUrl: 'http://openeo.example.org' }, 'backendUrl', /unencrypted/],
  [{ primaryDate: '2024-09-14' }, 'primaryDate', /outside of the two dates/],
  [{ temporalBaselineDays: 11 }, 'temporalBaselineDays', /multiple of 6/],
  [
    { pairs: [pair('2024-08-10', '2024-08-22'), pair('2024-08-21', '2024-09-02')] },
    'pairs',
    /2024-08-10 and 1 more are no multiple of 6 days from the primary date/
  ],
  [{ windowRangeSamples: 10 }, 'windowRangeSamples', /half a sample; take 11/],
  [{ windowAzimuthLines: 2 }, 'windowAzimuthLines', /half a line; take 3/],
  [{ resolution: 0.0002 }, 'resolution', /counts in metres/],
  [{ resolution: 0.5, epsg: 32733 }, 'resolution', /counts in metres/]
];

const FINE: Record<string, unknown>[] = [
  {},
  { backendUrl: 'https://openeo.dataspace.copernicus.eu' },
  { backendUrl: 'http://localhost:8080/openeo/1.2' },
  { backendUrl: 'http://127.0.0.1:80' },
  { polarizations: ['VV', 'VH'] },
  { polarizations: ['VH'] },
  { temporalBaselineDays: 24 },
  { temporalBaselineDays: 36, primaryDate: '2024-09-14', endDate: '2024-09-14' },
  { pairs: [pair('2024-08-09', '2024-09-02')] },
  { pairs: [pair('2024-08-09', '2024-08-15')], temporalBaselineDays: 11 },
  { pairs: [pair('2024-08-09', '2024-08-21')], temporalBaselineDays: 36 },
  { pairs: [pair('2024-08-09', '2024-09-14')], primaryDate: '2024-09-14', endDate: '2024-09-14' },
  { windowRangeSamples: 1, windowAzimuthLines: 3 },
  { epsg: 4326, resolution: 0.0002 },
  { epsg: 3035, resolution: 100 },
  { jobOptions: { a: [1, null, { b: 'c' }] } },
  { unknown: 1 }
];

describe('checkParameters', () => {
  it.each(ERRORS)('refuses %o', (given, field, message) => {
    const errors = checkParameters({ ...DEFAULT_PARAMETERS, ...given }).filter(
      problem => problem.severity === 'error'
    );
    expect(errors.map(problem => problem.field)).toEqual([field]);
    expect(errors[0].message).toMatch(message);
    expect(errors[0].message.startsWith(`${PARAMETER_SPECS[field].label}: `)).toBe(true);
  });

  it.each(WARNINGS)('warns of %o', (given, field, message) => {
    const problems = checkParameters({ ...DEFAULT_PARAMETERS, ...given });
    expect(problems).toEqual([
      { field, severity: 'warning', message: expect.stringMatching(message) }
    ]);
  });

  it.each(FINE)('accepts %o', given => {
    expect(checkParameters({ ...DEFAULT_PARAMETERS, ...given })).toEqual([]);
  });

  it('counts a primary date outside of the two dates among those that may pair', () => {
    const given = { ...DEFAULT_PARAMETERS, primaryDate: '2024-09-14', temporalBaselineDays: 36 };
    expect(checkParameters(given).map(({ severity }) => severity)).toEqual(['warning']);
  });

  it.each([null, undefined, 5, 'text', [], {}])('names every field of %j', junk => {
    const fields = checkParameters(junk).map(problem => problem.field);
    expect(fields).toEqual(PARAMETER_FIELDS);
  });

  it('lists problems in the order of the form', () => {
    const given = { ...DEFAULT_PARAMETERS, jobTitle: '', burstId: 0, windowRangeSamples: 4 };
    const fields = checkParameters(given).map(problem => problem.field);
    expect(fields).toEqual(['burstId', 'windowRangeSamples', 'jobTitle']);
  });
});

describe('the table of parameters', () => {
  it('has every parameter, its default, and only sound ranges', () => {
    expect([...PARAMETER_FIELDS].sort()).toEqual(Object.keys(DEFAULT_PARAMETERS).sort());
    for (const field of PARAMETER_FIELDS) {
      const { range, ...spec } = PARAMETER_SPECS[field];
      expect(spec.field).toBe(field);
      expect(spec.default).toEqual(DEFAULT_PARAMETERS[field]);
      expect(spec.help).toMatch(/\.$/);
      expect(range === null || range.min < range.max).toBe(true);
    }
  });

  it('knows the arguments of both vocabularies', () => {
    const names = (which: 'insar_preprocessing' | 'sentinel1_sar') =>
      new Set(PARAMETER_FIELDS.map(field => PARAMETER_SPECS[field].names[which]).filter(Boolean));
    const common = ['burst_id', 'sub_swath', 'temporal_extent', 'polarization'];
    expect(names('insar_preprocessing')).toEqual(new Set([...common, 'master_date']));
    const own = [
      'primary_date',
      'InSAR_pairs',
      'temporal_baseline',
      'coherence_window_rg',
      'coherence_window_az'
    ];
    expect(names('sentinel1_sar')).toEqual(new Set([...common, ...own]));
  });
});
