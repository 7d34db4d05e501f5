import { readdirSync, rmSync, truncateSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labelledDimensions, RecordingContext } from '../../engine';
import type { DataCube } from '../../engine';
import { cropRange } from '../../sar';
import type { Annotation, SlcBurst } from '../../sar';
import { moroccoAnnotation, TRUTH_MISSING } from '../../sar/__tests__/truth';
import {
  layElevation,
  simulatedReference,
  writeProduct
} from '../../../tests/coregistration/products';
import type { ProcessServices } from '..';
import { insarPreprocessing } from '../sentinel1/insar-preprocessing';
import { run, Scratch } from './harness';

const SAMPLES = 96;
const PRIMARY = '2023-09-04';
/** Secondaries every 12 days. */
const DATES = Array.from({ length: 9 }, (_, k) =>
  new Date(Date.UTC(2023, 8, 16 + 12 * k)).toISOString().slice(0, 10)
);
const REQUEST = {
  burst_id: 110431,
  sub_swath: 'IW1',
  temporal_extent: [PRIMARY, DATES[8]],
  master_date: PRIMARY,
  polarization: 'vv'
};

/** A product of a day: the annotation of the pair cut to some samples, with made-up samples. */
function product(annotation: Annotation, day: string): SlcBurst {
  const cut = cropRange(annotation, 11000, SAMPLES);
  const own = simulatedReference({ annotation: cut, burstIndex: 0 });
  const epoch = `${day}T00:00:00Z`;
  const dated = { ...own.annotation, epoch, orbit: { ...own.annotation.orbit, epoch } };
  const lines = dated.linesPerBurst;
  return {
    reference: { annotation: dated, burstIndex: 0 },
    slc: {
      source: 'made up',
      lines,
      samples: SAMPLES,
      readLines: async (first, count) =>
        Int16Array.from(
          { length: 2 * SAMPLES * count },
          (_, i) => (((first * 2 * SAMPLES + i) * 7919) % 201) - 100
        )
    }
  };
}

describe.skipIf(TRUTH_MISSING)(`coregistering products ${TRUTH_MISSING ?? ''}`, () => {
  let scratch: Scratch;
  let annotations: Annotation[];
  beforeAll(() => {
    annotations = ['20230904', '20230916'].map(date => moroccoAnnotation(date, 'iw1'));
  });
  beforeEach(async () => {
    scratch = await Scratch.make();
    layElevation(scratch.folder);
  });
  afterEach(() => scratch.clear());

  const lay = (day: string): Promise<string> =>
    writeProduct(scratch.folder, product(annotations[day === PRIMARY ? 0 : 1], day));

  async function preprocess(
    change: object = {},
    context: RecordingContext<ProcessServices> = scratch.context()
  ): Promise<{ cube: DataCube; log: string }> {
    const cube = (await run(insarPreprocessing, { ...REQUEST, ...change }, context)) as DataCube;
    return { cube, log: context.messages.map(({ message }) => message).join('\n') };
  }

  function datesOf(cube: DataCube): string[] {
    return labelledDimensions(cube.dimensions)[0].labels.map(label => String(label).slice(0, 10));
  }

  function leftovers(): string[] {
    const folder = join(scratch.folder, 'coregistered');
    return readdirSync(folder, { recursive: true })
      .map(String)
      .filter(name => /part/.test(name));
  }

  it('makes ten dates in one run, leaves a broken one out by name, and tells how far it is', async () => {
    const products = await Promise.all([PRIMARY, ...DATES].map(lay));
    rmSync(join(products[4], 'measurement'), { recursive: true });
    const [tiff] = readdirSync(join(products[6], 'measurement'));
    truncateSync(join(products[6], 'measurement', tiff), 60_000);
    const shares: number[] = [];
    const context = scratch.context();
    context.progress = share => void shares.push(share);
    const { cube, log } = await preprocess({}, context);
    const broken = [DATES[3], DATES[5]];
    expect(datesOf(cube)).toEqual([PRIMARY, ...DATES.filter(date => !broken.includes(date))]);
    expect(log).toContain(`${DATES[3]} is left out: ${products[4]} has no measurement`);
    expect(log).toMatch(new RegExp(`${DATES[5]} is left out: .*${tiff}.*`));
    for (const date of DATES.filter(each => !broken.includes(each))) {
      expect(log).toMatch(new RegExp(`Coregistered ${date} \\(\\d+ of \\d+\\) in`));
    }
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeCloseTo(1, 6);
    expect(shares.length).toBeGreaterThan(20);
    expect(cube.metadata).toMatchObject({ simulated: true });
    expect(leftovers()).toEqual([]);
  });

  it('takes the dates that were finished when it is started again, and new ones when they change', async () => {
    const dates = DATES.slice(0, 3);
    const products = await Promise.all([PRIMARY, ...dates].map(lay));
    const change = { temporal_extent: [PRIMARY, dates[2]] };
    const first = scratch.context();
    const { log } = first;
    first.log = (level, message, nodeId) => {
      log.call(first, level, message, nodeId);
      if (message.startsWith(`Coregistered ${dates[0]}`)) {
        first.cancel();
      }
    };
    await expect(preprocess(change, first)).rejects.toThrow();
    expect(leftovers()).toEqual([]);

    const again = await preprocess(change);
    expect(datesOf(again.cube)).toEqual([PRIMARY, ...dates]);
    expect(again.log).toMatch(new RegExp(`${PRIMARY} .* was coregistered before`));
    expect(again.log).toMatch(new RegExp(`${dates[0]} .* was coregistered before`));
    expect(again.log).toMatch(new RegExp(`Coregistered ${dates[1]}`));

    const [tiff] = readdirSync(join(products[2], 'measurement'));
    const path = join(products[2], 'measurement', tiff);
    writeFileSync(path, readFileSync(path));
    const third = await preprocess(change);
    expect(third.log).toMatch(new RegExp(`Coregistered ${dates[1]}`));
    expect(third.log).toMatch(new RegExp(`${dates[2]} .* was coregistered before`));
  });

  describe('says what is wrong and where', () => {
    it.each<[string, (products: string[]) => void, object, RegExp]>([
      [
        'the primary without its image',
        ([primary]) => rmSync(join(primary, 'measurement'), { recursive: true }),
        {},
        /20230904.*SAFE has no measurement: .*\.tiff is not there/
      ],
      [
        'elevation that is not there',
        () => rmSync(join(scratch.folder, 'dem'), { recursive: true }),
        {},
        /There is no elevation from -8\..* Put GeoTIFFs .*Copernicus GLO-30 tiles Copernicus_DSM/
      ],
      [
        'a primary date without a product',
        () => undefined,
        { master_date: '2023-08-23' },
        /There is no product of burst 110431 IW1 of the primary date 2023-08-23.*2023-09-04, 2023-09-16/
      ],
      [
        'one date alone',
        () => undefined,
        { temporal_extent: [PRIMARY, PRIMARY] },
        /only the primary, 2023-09-04, is there .*Widen temporal_extent, or put products/
      ],
      [
        'an orbit that does not reach',
        ([primary]) =>
          edit(primary, xml =>
            xml.replace(/<orbit>[^]*<\/orbit>(?=\s*<orbit>[^]*?<\/orbitList>)/, '')
          ),
        {},
        /\.xml: .*state vectors.*Put a precise orbit file \(POEORB/
      ],
      [
        'the annotation of another burst',
        ([primary]) =>
          edit(primary, xml => xml.replace(/<samplesPerBurst>\d+/, '<samplesPerBurst>97')),
        {},
        /\.tiff does not belong to .*20230904.*: it has \d+ lines of 96 samples, not \d+ lines of 97.*fetch the product again/
      ],
      [
        'another burst',
        () => undefined,
        { burst_id: 7 },
        /There is no coregistered stack yet.*Nor is there a product to coregister/
      ],
      ['another polarisation', () => undefined, { polarization: 'vh' }, /has VV, not VH/]
    ])('%s', async (_what, damage, change, message) => {
      const products = [await lay(PRIMARY), await lay(DATES[0])];
      damage(products);
      const answer = preprocess({ temporal_extent: [PRIMARY, DATES[0]], ...change });
      await expect(answer).rejects.toMatchObject({ code: 'NoDataAvailable' });
      await expect(answer).rejects.toThrow(message);
      expect(() => leftovers()).toThrow('ENOENT');
    });
  });

  function edit(safe: string, change: (xml: string) => string): void {
    const [name] = readdirSync(join(safe, 'annotation')).filter(each => each.endsWith('.xml'));
    const path = join(safe, 'annotation', name);
    const before = readFileSync(path, 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(path, after);
  }
});
