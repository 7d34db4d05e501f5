import { describe, expect, it } from 'vitest';
import type { Dimension, Json } from '../../engine';
import { periodsBetween } from '../temporal/calendar';
import {
  askPython,
  cellsOf,
  compute,
  computeCube,
  cubeOf,
  mapGrid,
  noise,
  withoutPython
} from './cube-harness';

const [Y, X] = mapGrid('EPSG:32631', [600_000, 5_801_000], 20, [3, 1]);

function dates(labels: readonly string[], name = 't'): Dimension {
  return { kind: 'temporal', name, labels };
}

function reducer(processId: string, more: { [name: string]: Json } = {}): Json {
  const data = { from_parameter: 'data' };
  const r = { process_id: processId, arguments: { data, ...more }, result: true };
  return { process_graph: { r } };
}

/** Some instants of several years, in order, with the first and last day of years among them. */
function instants(): string[] {
  const random = noise(11);
  const all = ['2019-12-30', '2019-12-31T23:59:59Z', '2020-01-01', '2021-01-03T23:00:00Z'];
  let ms = Date.parse('2020-01-01T05:00:00Z');
  while (all.length < 90) {
    ms += Math.floor(random() * 20 * 86_400_000);
    all.push(new Date(ms).toISOString().replace('.000', ''));
  }
  return all.sort((a, b) => Date.parse(a) - Date.parse(b));
}

/** Labels and means by pandas, by its own calendar. */
const PERIODS = `
import pandas as pd
t = pd.to_datetime(given['dates'], utc=True, format='ISO8601').tz_localize(None)
frame = pd.DataFrame(floats([[float('nan') if v is None else v for v in p] for p in given['planes']]), index=t)
def seasons(d):
    start = {12: 'djf', 3: 'mam', 6: 'jja', 9: 'son'}
    return [f'{x.year}-{start[x.month]}' for x in d]
def tropical(d):
    start = {11: 'ndjfma', 5: 'mjjaso'}
    return [f'{x.year}-{start[x.month]}' for x in d]
def dekads(x):
    return f'{x.year}-{(x.month - 1) * 3 + min(2, (x.day - 1) // 10) + 1:02d}'
resample = {
    'hour': ('h', lambda d: d.strftime('%Y-%m-%d-%H')), 'day': ('D', lambda d: d.strftime('%Y-%j')),
    'week': ('W-MON', lambda d: d.strftime('%G-%V')), 'month': ('MS', lambda d: d.strftime('%Y-%m')),
    'season': ('QS-DEC', seasons), 'tropical-season': ('6MS', tropical), 'year': ('YS', lambda d: d.strftime('%Y')),
}
period = given['period']
if period == 'dekad':
    days = pd.date_range(t.min().normalize(), t.max(), freq='D')
    labels = list(dict.fromkeys(map(dekads, days)))
    mean = frame.groupby([dekads(x) for x in t]).mean().reindex(labels)
elif period.startswith('decade'):
    ad = 1 if period.endswith('ad') else 0
    name = lambda x: str((x.year - ad) // 10 * 10 + ad)
    labels = list(dict.fromkeys(name(x) for x in pd.date_range(t.min(), t.max(), freq='D').append(t[-1:])))
    mean = frame.groupby([name(x) for x in t]).mean().reindex(labels)
else:
    rule, name = resample[period]
    options = dict(closed='left', label='left')
    if period == 'tropical-season':
        options['origin'] = 'start'
        first = t.min()
        start = pd.Timestamp(first.year, 5 if 5 <= first.month < 11 else 11, 1)
        frame.loc[start if start <= first else start - pd.DateOffset(years=1)] = np.nan
        frame = frame.sort_index()
    mean = frame.resample(rule, **options).mean()
    labels = list(name(mean.index))
answer = {'labels': labels, 'means': plain(mean.to_numpy())}
`;

describe.skipIf(withoutPython)(`aggregate_temporal_period and pandas${withoutPython}`, () => {
  it.each([
    'hour',
    'day',
    'week',
    'dekad',
    'month',
    'season',
    'tropical-season',
    'year',
    'decade',
    'decade-ad'
  ])('agree on every %s', async period => {
    const labels = period === 'hour' ? instants().slice(0, 12) : instants();
    const random = noise(5);
    const planes = labels.map(() => [0, 1, 2].map(() => (random() < 0.3 ? null : random())));
    const data = cubeOf([dates(labels), Y, X], planes);
    const ours = await computeCube('aggregate_temporal_period', {
      data,
      period,
      reducer: reducer('mean')
    });
    const theirs = askPython<{ labels: string[]; means: (number | null)[] }>(PERIODS, {
      dates: labels,
      planes,
      period
    });
    expect(ours.dimensions[0]).toEqual({ ...dates(theirs.labels) });
    const means = (await cellsOf(ours)).flat();
    means.forEach((mean, i) => {
      const other = theirs.means[i];
      if (mean === null || other === null) {
        expect(mean, theirs.labels[Math.floor(i / 3)]).toBe(other);
      } else {
        expect(Math.abs(mean - other)).toBeLessThan(1e-12 /* of 0 to 1 */);
      }
    });
    expect(means.some(mean => mean !== null)).toBe(true);
  });
});

describe('aggregate_temporal_period', () => {
  it('names periods without dates, and hands them an empty array', async () => {
    const data = cubeOf(
      [dates(['2024-01-31', '2024-03-01']), Y, X],
      [
        [1, 2, 3],
        [4, 5, 6]
      ]
    );
    const args = { data, period: 'month', reducer: reducer('count') };
    const ours = await computeCube('aggregate_temporal_period', args);
    expect(ours.dimensions[0]).toMatchObject({ labels: ['2024-01', '2024-02', '2024-03'] });
    expect(await cellsOf(ours)).toEqual([
      [1, 1, 1],
      [0, 0, 0],
      [1, 1, 1]
    ]);
  });

  it('keeps the place of the dimension among others', async () => {
    const bands: Dimension = { kind: 'bands', name: 'bands', labels: ['VV', 'VH'] };
    const labels = ['2024-01-05', '2024-02-05', '2024-02-09'];
    const planes = [1, 2, 4, 10, 20, 40].map(value => [value, value, null]);
    const data = cubeOf([bands, dates(labels), Y, X], planes);
    const args = { data, period: 'month', reducer: reducer('sum') };
    const ours = await computeCube('aggregate_temporal_period', args);
    expect(ours.dimensions.map(d => d.name)).toEqual(['bands', 't', 'y', 'x']);
    expect((await cellsOf(ours)).map(([first]) => first)).toEqual([1, 6, 10, 60]);
  });

  it('refuses more periods than anyone could want', () => {
    expect(() => periodsBetween('hour', Date.UTC(1000, 0), Date.UTC(2024, 0))).toThrow(/too|more/);
  });
});

describe('aggregate_temporal', () => {
  const labels = ['2024-01-01T05:00:00Z', '2024-01-02T17:00:00Z', '2024-01-03T23:00:00Z'];
  const data = cubeOf(
    [dates(labels), Y, X],
    [
      [1, 1, 1],
      [2, 2, null],
      [4, 4, 4]
    ]
  );

  it.each<[string, Json, Json, string[], (number | null)[]]>([
    [
      'an end is excluded',
      [['2024-01-01T05:00:00Z', '2024-01-02T17:00:00Z']],
      ['a'],
      ['a'],
      [1, 1]
    ],
    [
      'intervals may overlap',
      [
        ['2024-01-01', '2024-01-03'],
        ['2024-01-02', '2024-01-04']
      ],
      [],
      ['2024-01-01', '2024-01-02'],
      [3, 1, 6, 4]
    ],
    [
      'a bound may be open',
      [
        [null, '2024-01-02'],
        ['2024-01-02', null]
      ],
      ['before', 'after'],
      ['before', 'after'],
      [1, 1, 6, 4]
    ],
    [
      'times are of every day',
      [
        ['06:00:00', '18:00:00'],
        ['18:00:00', '06:00:00']
      ],
      [],
      ['06:00:00', '18:00:00'],
      [2, null, 5, 5]
    ]
  ])('%s', async (_, intervals, names, expected, sums) => {
    const args = { data, intervals, labels: names, reducer: reducer('sum') };
    const ours = await computeCube('aggregate_temporal', args);
    expect(ours.dimensions[0]).toEqual(dates(expected));
    expect((await cellsOf(ours)).flatMap(plane => [plane[0], plane[2]])).toEqual(sums);
  });

  it.each<[string, Json, Json, string]>([
    ['an empty interval', [['2024-01-02', '2024-01-01']], [], 'TemporalExtentEmpty'],
    [
      'the same start twice',
      [
        ['2024-01-01', '2024-01-02'],
        ['2024-01-01', '2024-01-03']
      ],
      [],
      'DistinctDimensionLabelsRequired'
    ],
    ['no start and no label', [[null, '2024-01-02']], [], 'DistinctDimensionLabelsRequired'],
    [
      'too few labels',
      [
        ['2024-01-01', '2024-01-02'],
        ['2024-01-02', '2024-01-03']
      ],
      ['a'],
      'ProcessParameterInvalid'
    ],
    ['a date and a time', [['2024-01-01', '06:00:00']], [], 'ProcessParameterInvalid']
  ])('refuses %s', async (_, intervals, names, code) => {
    const args = { data, intervals, labels: names, reducer: reducer('sum') };
    await expect(compute('aggregate_temporal', args)).rejects.toMatchObject({ code });
  });
});

describe('resample_cube_temporal', () => {
  const data = cubeOf(
    [dates(['2024-01-01', '2024-01-11', '2024-01-21']), Y, X],
    [
      [1, 1, 1],
      [2, null, 2],
      [3, 3, null]
    ]
  );
  const wanted = ['2023-12-01', '2024-01-06', '2024-01-12', '2024-03-01'];
  const target = cubeOf(
    [dates(wanted), Y, X],
    wanted.map(() => [0, 0, 0])
  );

  it('takes the nearest date, the earlier one of two', async () => {
    const ours = await computeCube('resample_cube_temporal', { data, target });
    expect(ours.dimensions[0]).toEqual(dates(wanted));
    expect(await cellsOf(ours)).toEqual([
      [1, 1, 1],
      [1, 1, 1],
      [2, null, 2],
      [3, 3, null]
    ]);
  });

  it('passes no-data over for valid values that are near enough', async () => {
    const args = { data, target, valid_within: 10.5 };
    expect(await cellsOf(await computeCube('resample_cube_temporal', args))).toEqual([
      [null, null, null],
      [1, 1, 1],
      [2, 3, 2],
      [null, null, null]
    ]);
  });

  it.each([
    [{ dimension: 'time' }, 'DimensionNotAvailable'],
    [{ dimension: 'x' }, 'DimensionMismatch'],
    [{ target: cubeOf([dates(['2024-01-01'], 'other'), Y, X], [[0, 0, 0]]) }, 'DimensionMismatch']
  ])('refuses what does not match (%#)', async (args, code) => {
    const given = { data, target, ...args };
    await expect(compute('resample_cube_temporal', given)).rejects.toMatchObject({ code });
  });
});
