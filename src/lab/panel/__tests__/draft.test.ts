import { describe, expect, it } from 'vitest';

import { DEFAULT_PARAMETERS, parametersFromJson, parametersToJson } from '../../../workflow';
import type { InsarParameters } from '../../../workflow';
import { automaticTitle, draftFromJson, draftOf, readDraft, withPairs } from '../draft';

/** For every field another value than the default. */
const OTHER: InsarParameters = {
  backendUrl: 'https://openeo.example.org/openeo/1.2',
  backendLogin: 'basic',
  preprocessing: 'sentinel1_sar_slc_preprocessing',
  burstId: 65551,
  subSwath: 'IW3',
  startDate: '2023-03-07',
  endDate: '2023-03-31',
  primaryDate: '2023-03-19',
  polarizations: ['VV', 'VH'],
  temporalBaselineDays: 6,
  pairs: [
    { primary: '2023-03-07', secondary: '2023-03-31' },
    { primary: '2023-03-19', secondary: '2023-03-31' }
  ],
  windowRangeSamples: 9,
  windowAzimuthLines: 3,
  epsg: 4326,
  resolution: 0.0000125,
  jobTitle: ' "quotes" \\ back\\slashes \'and\' a\ttab ',
  jobOptions: { memory: '4g', nested: [1, null, { 'a b': 'x\'"\\\n' }] }
};

describe('a draft', () => {
  it('is left out of no field by the example', () => {
    for (const field of Object.keys(DEFAULT_PARAMETERS) as (keyof InsarParameters)[]) {
      expect(OTHER[field], field).not.toEqual(DEFAULT_PARAMETERS[field]);
    }
  });

  it.each([
    ['the defaults', DEFAULT_PARAMETERS],
    ['another value in every field', OTHER]
  ])('gives the parameters back: %s', (_, parameters) => {
    expect(readDraft(draftOf(parameters))).toEqual({ candidate: parameters, problems: [] });
  });

  it.each([
    ['the defaults', DEFAULT_PARAMETERS],
    ['another value in every field', OTHER]
  ])('survives cells and a reload of the page: %s', (_, parameters) => {
    const cell = JSON.parse(JSON.stringify(parametersToJson(parameters)));
    const draft = draftOf(parametersFromJson(cell).parameters);
    const reloaded = draftFromJson(JSON.parse(JSON.stringify(draft)));
    expect(readDraft(reloaded).candidate).toEqual(parameters);
  });

  it.each([
    ['', ''],
    ['12 days', '12 days'],
    ['0x10', '0x10'],
    [' 12 ', 12],
    ['1e1', 10],
    ['-3', -3],
    ['.5', 0.5]
  ])('reads the number %j as %j', (text, expected) => {
    const draft = { ...draftOf(DEFAULT_PARAMETERS), temporalBaselineDays: text };
    expect(readDraft(draft).candidate.temporalBaselineDays).toBe(expected);
  });

  it.each([
    ['', null],
    ['32633', 32633],
    ['EPSG:32633', 32633],
    ['epsg: 3857', 3857],
    ['UTM', 'UTM']
  ])('reads the EPSG code %j as %j', (text, expected) => {
    const draft = { ...draftOf(DEFAULT_PARAMETERS), epsg: text };
    expect(readDraft(draft).candidate.epsg).toBe(expected);
  });

  it.each(['{"a": ', '[1]', '"text"', 'null', "{'a': 1}"])('refuses the job options %s', text => {
    const { problems } = readDraft({ ...draftOf(DEFAULT_PARAMETERS), jobOptions: text });
    expect(problems).toMatchObject([{ field: 'jobOptions', severity: 'error' }]);
    expect(problems[0].message).toContain('JSON object');
  });

  it('needs no temporal baseline where pairs are chosen, and keeps a usable one', () => {
    const draft = { ...draftOf(DEFAULT_PARAMETERS), temporalBaselineDays: '24' };
    expect(withPairs(draft, OTHER.pairs)).toEqual({ ...draft, pairs: OTHER.pairs });
    const odd = { ...draft, temporalBaselineDays: 'twelve' };
    expect(withPairs(odd, OTHER.pairs).temporalBaselineDays).toBe('12');
    expect(withPairs(odd, null)).toEqual(odd);
  });

  it.each(['all', [['2023-03-07', '2023-03-19']], [null], [{ primary: 5, secondary: 6 }]])(
    'takes no pairs from the stored JSON %j',
    pairs => expect(draftFromJson({ pairs }).pairs).toBeNull()
  );

  it('asks for an address only where one is needed', () => {
    const embedded = { ...draftOf(DEFAULT_PARAMETERS), backendUrl: 'https://kept.example.org' };
    expect(readDraft(embedded)).toMatchObject({ candidate: { backendUrl: '' }, problems: [] });
    const elsewhere = { ...embedded, backend: 'address' as const };
    expect(readDraft(elsewhere).candidate.backendUrl).toBe('https://kept.example.org');
    expect(readDraft({ ...elsewhere, backendUrl: ' ' }).problems).toMatchObject([
      { field: 'backendUrl', severity: 'error' }
    ]);
  });

  it.each([null, 7, 'text', [], { burstId: 5, subSwath: 'IW9', polarizations: 'VV' }])(
    'is the default where stored JSON is of no use: %j',
    json => {
      expect(draftFromJson(json)).toEqual(draftOf(DEFAULT_PARAMETERS));
    }
  );

  it('has the default title as its automatic one', () => {
    expect(automaticTitle(draftOf(DEFAULT_PARAMETERS))).toBe(DEFAULT_PARAMETERS.jobTitle);
  });
});
