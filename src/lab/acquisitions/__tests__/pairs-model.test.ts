import type { IStateDB } from '@jupyterlab/statedb';
import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';

import { DEFAULT_PARAMETERS, pairName } from '../../../workflow';
import type { BaselineRequest, BurstRecord } from '../../../workflow';
import { formValues } from '../choice';
import { PairsModel } from '../pairs/pairs-model';
import type { AskBaselines } from '../pairs/baseline-source';
import { partsText } from '../pairs/words';
import { seriesOf } from '../series';
import type { BurstSeries } from '../series';

const trans = nullTranslator.load('jupyterlab_insar');
const DAY_MS = 86_400_000;

/** Every 12 days from a day on, as Sentinel-1A has them in VV and every other time in VH. */
function records(from: string, count: number): BurstRecord[] {
  return Array.from({ length: count }, (_, k) => {
    const day = new Date(Date.parse(from) + 12 * k * DAY_MS).toISOString().slice(0, 10);
    const one = (polarization: 'VV' | 'VH'): BurstRecord => ({
      burstId: 249435,
      subSwath: 'IW2',
      relativeOrbit: 117,
      direction: 'ascending',
      polarization,
      satellite: 'A',
      time: `${day}T17:07:38.369000Z`,
      footprint: [],
      product: `${day}-${polarization}`
    });
    return k % 2 === 0 ? [one('VV'), one('VH')] : [one('VV')];
  }).flat();
}

function seriesFrom(...parts: BurstRecord[][]): BurstSeries {
  return seriesOf([{ source: 'cdse', records: parts.flat() }])[0];
}

const SERIES = seriesFrom(records('2024-01-03', 14));
/** A summer, a winter without dates, and another summer. */
const WINTER = seriesFrom(records('2023-05-02', 6), records('2024-04-02', 5));

/** Baselines of 40 m from date to date; the dates of `unknown` have no orbit. */
function orbits(unknown: readonly string[] = []): AskBaselines & { asked: BaselineRequest[] } {
  const asked: BaselineRequest[] = [];
  const ask: AskBaselines = async request => {
    asked.push(request);
    return {
      referenceDate: request.referenceDate,
      baselines: request.dates.map((date, k) => ({
        date,
        satellite: 'A',
        perpendicularBaselineM: unknown.includes(date) ? null : 40 * k,
        parallelBaselineM: null,
        orbit: unknown.includes(date) ? null : 'precise',
        problem: unknown.includes(date) ? 'No orbit file covers it.' : ''
      }))
    };
  };
  return Object.assign(ask, { asked });
}

/** What was answered at once has been taken. */
function answered(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve));
}

async function shown(series: BurstSeries, baselines = orbits()): Promise<PairsModel> {
  const model = new PairsModel({ baselines, trans });
  model.show(series);
  await answered();
  return model;
}

const names = (model: PairsModel): string[] => model.pairs.map(pairName);

describe('the dates and pairs of a burst', () => {
  it('are at first all neighbours at the usual interval, in the polarization that all have', async () => {
    const model = await shown(SERIES);
    expect(model.dates).toEqual(SERIES.dates);
    expect(model.pairs).toHaveLength(13);
    expect(model.polarizations).toEqual(['VV']);
    expect(model.problem).toBe('');
    // The dates lie 12 days and 40 m apart, so that the middle one is the best; of two, the first.
    expect(model.primaryDate).toBe(SERIES.dates[6]);
  });

  it('leave out what is dropped, and take it back', async () => {
    const model = await shown(SERIES);
    const all = names(model);
    const [pair] = model.network!.candidates;
    model.togglePair(pair);
    expect(names(model)).toEqual(all.slice(1));
    expect(model.network!.candidates[0].isDropped).toBe(true);
    model.togglePair(model.network!.candidates[0]);
    expect(names(model)).toEqual(all);
    model.toggleDate(SERIES.dates[3]);
    expect(model.dates).not.toContain(SERIES.dates[3]);
    expect(model.pairs).toHaveLength(11);
    model.excludeDates(SERIES.dates.slice(0, 5), true);
    expect(model.dates).toEqual(SERIES.dates.slice(5));
    model.excludeDates(SERIES.dates, false);
    expect(names(model)).toEqual(all);
  });

  it('go into the form as they are', async () => {
    const model = await shown(SERIES);
    model.excludeDates([SERIES.dates[0], SERIES.dates[13]], true);
    model.togglePair(model.network!.candidates[4]);
    expect(formValues(SERIES, model)).toEqual({
      burstId: 249435,
      subSwath: 'IW2',
      startDate: SERIES.dates[1],
      endDate: SERIES.dates[12],
      primaryDate: model.primaryDate,
      polarizations: ['VV'],
      pairs: model.pairs
    });
    expect(model.pairs).toHaveLength(10);
  });

  it('lack the dates without a chosen polarization', async () => {
    const model = await shown(SERIES);
    model.update({ polarizations: ['VV', 'VH'], temporalBaselineDays: 24 });
    expect(model.dates).toEqual(SERIES.dates.filter((_, k) => k % 2 === 0));
    expect(model.pairs).toHaveLength(6);
    expect(model.network!.dates[1].state).toBe('incomplete');
  });

  it.each([
    [SERIES.dates, 'No date is left'],
    [SERIES.dates.slice(1), 'Only one date is left'],
    [SERIES.dates.filter((_, k) => k % 2 === 1), 'pairs no two of the dates']
  ])('are refused with a reason', async (excluded, reason) => {
    const model = await shown(SERIES);
    model.excludeDates(excluded, true);
    expect(model.problem).toContain(reason);
  });

  it('are refused when every pair is dropped', async () => {
    const model = await shown(SERIES);
    model.setPairs(model.network!.candidates, false);
    expect(model.problem).toContain('All pairs are dropped');
    model.setPairs(model.network!.candidates.slice(0, 1), true);
    expect(model.problem).toBe('');
  });
});

describe('networks of a burst', () => {
  it('fall apart over a winter in words, until it is bridged', async () => {
    const model = await shown(WINTER);
    expect(partsText(model.network!, trans)).toEqual([
      'The network falls into 2 parts, which no pair connects: A with 6 dates, 2023-05-02 to ' +
        '2023-07-01; B with 5 dates, 2024-04-02 to 2024-05-20.'
    ]);
    model.update({ isBridged: true });
    expect(model.network!.parts).toHaveLength(1);
    const bridge = model.network!.candidates.filter(({ origin }) => origin === 'bridge');
    expect(bridge.map(pairName)).toEqual(['20230701_20240402']);
    // A bridge can be dropped like any pair, and no other comes in its place.
    model.togglePair(bridge[0]);
    expect(model.network!.parts).toHaveLength(2);
  });

  it('name the dates that are in no pair', async () => {
    const model = await shown(SERIES);
    model.excludeDates([SERIES.dates[1]], true);
    expect(partsText(model.network!, trans)).toEqual([`In no pair: ${SERIES.dates[0]}.`]);
    expect(model.network!.dates[0].part).toBeNull();
    model.addPair(SERIES.dates[2], SERIES.dates[0]);
    expect(model.network!.alone).toEqual([]);
    expect(model.pairs[0]).toEqual({ primary: SERIES.dates[0], secondary: SERIES.dates[2] });
  });

  it('follow the other rules', async () => {
    const model = await shown(SERIES);
    model.update({ kind: 'small-baselines', maxDays: 36, maxBaselineM: 90 });
    // 36 days are three dates on, but 90 m only two.
    expect(model.pairs).toHaveLength(13 + 12);
    model.update({ kind: 'star', primaryDate: SERIES.dates[2] });
    expect(model.pairs).toHaveLength(13);
    expect(model.pairs.every(pair => Object.values(pair).includes(SERIES.dates[2]))).toBe(true);
    model.update({ kind: 'nearest', neighbours: 3 });
    expect(model.pairs).toHaveLength(13 + 12 + 11);
    model.update({ kind: 'chain' });
    expect(model.pairs).toHaveLength(13);
  });
});

describe('baselines', () => {
  it('are asked once a series, against a date in its middle', async () => {
    const baselines = orbits();
    const model = await shown(SERIES, baselines);
    model.toggleDate(SERIES.dates[3]);
    expect(baselines.asked).toHaveLength(1);
    expect(baselines.asked[0]).toMatchObject({ burstId: 249435, dates: SERIES.dates });
    expect(baselines.asked[0].times[SERIES.dates[2]]).toContain(SERIES.dates[2]);
    expect(model.network!.candidates[0].baselineM).toBe(40);
  });

  it('stay unknown where there is no orbit, and limit nothing that they cannot', async () => {
    const model = await shown(SERIES, orbits([SERIES.dates[4]]));
    expect(model.network!.dates[4].perpendicularBaselineM).toBeNull();
    model.update({ kind: 'small-baselines', maxDays: 12, maxBaselineM: 1000 });
    expect(model.network!.alone).toEqual([SERIES.dates[4]]);
    model.update({ maxBaselineM: null });
    expect(model.pairs).toHaveLength(13);
  });

  it('are asked against another date where the orbit of the middle one is not known', async () => {
    const asked: string[] = [];
    const ask: AskBaselines = async ({ dates, referenceDate }) => {
      asked.push(referenceDate);
      const hasOrbit = (date: string): boolean => date > SERIES.dates[8];
      return {
        referenceDate,
        baselines: dates.map(date => ({
          date,
          satellite: null,
          perpendicularBaselineM: hasOrbit(date) && hasOrbit(referenceDate) ? 5 : null,
          parallelBaselineM: null,
          orbit: hasOrbit(date) ? 'annotation' : null,
          problem: hasOrbit(date) ? '' : `No orbit of ${date}.`
        }))
      };
    };
    const model = await shown(SERIES, Object.assign(ask, { asked: [] }));
    expect(asked).toEqual([SERIES.dates[7], SERIES.dates[9]]);
    expect(model.baselines.referenceDate).toBe(SERIES.dates[9]);
    expect(model.network!.dates.map(date => date.perpendicularBaselineM)).toEqual(
      SERIES.dates.map((_, k) => (k > 8 ? 5 : null))
    );
  });

  it('say why they could not be had, and leave the pairs as they are', async () => {
    const failing = Object.assign(
      async () => Promise.reject(new Error('The back-end does not run.')),
      { asked: [] }
    );
    const model = await shown(SERIES, failing);
    expect(model.baselines).toMatchObject({
      status: 'failed',
      problem: 'The back-end does not run.'
    });
    expect(model.pairs).toHaveLength(13);
  });

  it('of a series that is shown no more are dropped', async () => {
    const answers: (() => void)[] = [];
    const late: AskBaselines = (request, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('given up')));
        const baselines = request.dates.map(date => ({
          date,
          satellite: null,
          perpendicularBaselineM: 1,
          parallelBaselineM: null,
          orbit: null,
          problem: ''
        }));
        answers.push(() => resolve({ referenceDate: request.referenceDate, baselines }));
      });
    const model = new PairsModel({ baselines: late, trans });
    model.show(SERIES);
    model.show({ ...WINTER, key: 'other' });
    answers[0]();
    await answered();
    expect(model.baselines.status).toBe('busy');
    expect(model.baselines.byDate.size).toBe(0);
  });
});

describe('what was chosen', () => {
  it('is what the form holds, until something is chosen here', async () => {
    const [a, b, c, d] = SERIES.dates;
    const pairs = [
      { primary: a, secondary: b },
      { primary: a, secondary: d },
      { primary: c, secondary: d }
    ];
    const form = { ...DEFAULT_PARAMETERS, pairs, primaryDate: b };
    const model = new PairsModel({ baselines: orbits(), trans });
    model.takeForm(form);
    model.show(SERIES);
    expect(model.pairs).toEqual(pairs);
    expect(model.dates).toEqual([a, b, c, d]);
    expect(model.primaryDate).toBe(b);
    model.toggleDate(SERIES.dates[4]);
    model.takeForm({ ...form, pairs: pairs.slice(1) });
    expect(model.dates).toHaveLength(5);

    const other = new PairsModel({ baselines: orbits(), trans });
    other.show(SERIES);
    other.takeForm({ ...form, burstId: 1 });
    expect(other.pairs).toHaveLength(13);
    other.takeForm({ ...form, pairs: [{ primary: a, secondary: '2031-01-01' }] });
    expect(other.pairs).toHaveLength(13);
  });

  it('comes back with its burst, also after a reload', async () => {
    let text = '{}';
    const state = {
      fetch: async () => JSON.parse(text),
      save: async (_: string, value: unknown) => {
        text = JSON.stringify(value);
      }
    } as unknown as IStateDB;
    const before = new PairsModel({ baselines: orbits(), trans, state });
    before.show(SERIES);
    before.update({ kind: 'nearest', neighbours: 2, maxBaselineM: null });
    before.toggleDate(SERIES.dates[5]);
    before.togglePair(before.network!.candidates[7]);
    const other = { ...WINTER, key: 'other' };
    before.show(other);
    expect(before.selection!.kind).toBe('fixed');
    before.show(SERIES);
    expect(before.selection!.kind).toBe('nearest');

    const after = new PairsModel({ baselines: orbits(), trans, state });
    await after.restore();
    after.show(SERIES);
    expect(after.selection).toEqual(before.selection);
    expect(after.pairs).toEqual(before.pairs);
  });
});
