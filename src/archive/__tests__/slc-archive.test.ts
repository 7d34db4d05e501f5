import { readFileSync, renameSync, rmSync, truncateSync, utimesSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { SlcArchive, writeSafeBurst } from '..';
import type { IndexedBurst } from '..';
import { writeComplexTiff } from '../safe/write-complex-tiff';
import { annotationXml, pairs, put, scratchFolder, TOOLS, zipOf } from './support';
import type { AnnotationParts } from './support';

const LINES = 12;
const SAMPLES = 30;
const NAME = 's1a-iw2-slc-vv-20240809t170738-20240809t170746-055139-06b839-005';
const SAFE = 'S1A_IW_SLC__1SDV_20240809T170738_20240809T170746_055139_06B839_A6A0.SAFE';

const root = scratchFolder();
let count = 0;
let folder = '';
let archive: SlcArchive;

beforeEach(() => {
  folder = join(root, String(count++));
  archive = new SlcArchive(folder, TOOLS);
  return () => archive.close();
});

const inSlc = (...parts: string[]) => join(folder, 'slc', ...parts);

async function tiff(path: string, lines: number, values: Int16Array): Promise<Uint8Array> {
  const file = await TOOLS.createFile(put(path, ''));
  await writeComplexTiff(file, SAMPLES, lines, [values], []);
  await file.close();
  return readFileSync(path);
}

/** Three bursts of IW2, as a whole scene or ASF's burst2safe has them. */
async function scene(safe = SAFE, parts: AnnotationParts = {}): Promise<Int16Array> {
  const values = pairs(3 * LINES, SAMPLES);
  put(
    inSlc(safe, 'annotation', `${NAME}.xml`),
    annotationXml({ burstIds: [249434, 249435, 249436], ...parts })
  );
  await tiff(inSlc(safe, 'measurement', `${NAME}.tiff`), 3 * LINES, values);
  put(inSlc(safe, 'manifest.safe'), '<xfdu/>');
  return values;
}

async function burst(parts: AnnotationParts = {}): Promise<string> {
  const blocks = [pairs(parts.lines ?? LINES, SAMPLES)];
  return writeSafeBurst(inSlc(), { annotationXml: annotationXml(parts), blocks }, TOOLS);
}

const linesOf = (values: Int16Array, first: number, lines: number) =>
  values.slice(2 * SAMPLES * first, 2 * SAMPLES * (first + lines));

async function readAll(found: IndexedBurst): Promise<Int16Array> {
  const open = await archive.openBurst(found);
  const values = await open.slc.readLines(0, LINES);
  await open.close();
  return values;
}

describe('products of all kinds', () => {
  it('gives each burst of a scene its own lines and its mask of valid samples', async () => {
    const values = await scene();
    const bursts = await archive.bursts();
    expect(bursts.map(({ burstId, firstLine }) => [burstId, firstLine])).toEqual([
      [249434, 0],
      [249435, 12],
      [249436, 24]
    ]);
    for (const each of bursts) {
      expect(await readAll(each)).toEqual(linesOf(values, each.firstLine, LINES));
    }
    const { reference, close } = await archive.openBurst(bursts[1]);
    const { annotation, burstIndex } = reference;
    expect([...annotation.bursts[burstIndex].firstValidSample]).toEqual([
      -1, -1, 2, 2, 2, 2, 2, 2, 2, 2, -1, -1
    ]);
    await close();
  });

  it.each([
    ['stored', false],
    ['packed', true]
  ])('reads a SAFE in a zip, %s', async (_, packed) => {
    const values = pairs(LINES, SAMPLES);
    const image = await tiff(join(folder, 'image.tiff'), LINES, values);
    const safe = 'S1A_SLC_20240809T170739_249435_IW2_VV_440377.SAFE';
    const name = 's1a-iw2-slc-vv-249435-20240809T170739-440377';
    const zip = zipOf(
      {
        '__MACOSX/._x': 'left by another machine',
        [`${safe}/manifest.safe`]: '<xfdu/>',
        [`${safe}/annotation/${name}.xml`]: annotationXml(),
        [`${safe}/annotation/calibration/noise-${name}.xml`]: '<noise/>',
        [`${safe}/measurement/${name}.tiff`]: image
      },
      packed
    );
    put(inSlc('download.zip'), zip);
    const [found] = await archive.bursts();
    expect(found).toMatchObject({ burstId: 249435, kind: 'zip', hasMeasurement: true });
    expect(await readAll(found)).toEqual(values);
    const cached = await readdir(join(folder, 'cache', 'slc')).catch(() => []);
    expect(cached).toEqual(packed ? [expect.stringMatching(/^download\.zip-/)] : []);
    expect(await readAll(found)).toEqual(values);
    rmSync(inSlc('download.zip'));
    expect(await archive.bursts()).toEqual([]);
    expect(await readdir(join(folder, 'cache', 'slc')).catch(() => [])).toEqual([]);
  });

  it('reads what a zip holds anew after it was replaced', async () => {
    const files = async (values: Int16Array) => ({
      [`${SAFE}/annotation/${NAME}.xml`]: annotationXml(),
      [`${SAFE}/measurement/${NAME}.tiff`]: await tiff(join(folder, 'i.tiff'), LINES, values)
    });
    const [first, second] = [pairs(LINES, SAMPLES, 1), pairs(LINES, SAMPLES, 2)];
    const path = put(inSlc('a.zip'), zipOf(await files(first), true));
    expect(await readAll((await archive.bursts())[0])).toEqual(first);
    put(path, zipOf(await files(second), true));
    utimesSync(path, new Date(), new Date(Date.now() + 5000));
    expect(await readAll((await archive.bursts())[0])).toEqual(second);
  });

  it('reads a burst image of ASF with the metadata of its scene', async () => {
    const values = pairs(LINES, SAMPLES);
    await tiff(inSlc('S1_249435_IW2_20240809T170739_VV_A6A0-BURST.tiff'), LINES, values);
    const content = (parts: AnnotationParts) =>
      annotationXml(parts).replace(/^[^]*?<product>|<\/product>\s*$/g, '');
    const ids = { burstIds: [249434, 249435, 249436] };
    const product = (swath: string, polarisation: string) =>
      `<product><source_filename>x</source_filename><polarisation>${polarisation}</polarisation>` +
      `<swath>${swath}</swath><content>` +
      `${content({ ...ids, subSwath: swath, polarization: polarisation })}</content></product>`;
    put(
      inSlc('S1A_IW_SLC__1SDV_20240809T170720_20240809T170746_055139_06B839_A6A0_VV.xml'),
      `<burst><manifest/><metadata>${product('IW1', 'VV')}${product('IW2', 'VV')}</metadata></burst>`
    );
    const [found, ...others] = await archive.bursts();
    expect(others).toEqual([]);
    expect(found).toMatchObject({ burstId: 249435, burstIndex: 1, firstLine: 0, kind: 'asf' });
    expect(await readAll(found)).toEqual(values);
  });

  it('computes the id where the processor wrote none', async () => {
    await scene(SAFE, { burstIds: [null, null, null] });
    expect((await archive.bursts()).map(({ burstId }) => burstId)).toEqual([
      249435, 249436, 249437
    ]);
  });
});

describe('the index', () => {
  it('reads a product once, and again when it has changed', async () => {
    await scene();
    await burst({ date: '2024-08-21' });
    expect(await archive.refresh()).toMatchObject({ added: 2, removed: 0, problems: [] });
    expect(await archive.refresh()).toMatchObject({ added: 0, removed: 0, problems: [] });
    const [first] = await archive.bursts();
    const state = await archive.stateOf(first);
    const annotation = inSlc(SAFE, 'annotation', `${NAME}.xml`);
    put(annotation, annotationXml({ burstIds: [1, 2, 3] }));
    expect(await archive.refresh()).toMatchObject({ added: 1 });
    expect(await archive.stateOf(first)).not.toBe(state);
    expect(await archive.bursts({ burstId: 2 })).toHaveLength(1);
    expect(await archive.bursts({ burstId: 249434 })).toEqual([]);
    rmSync(inSlc(SAFE), { recursive: true });
    expect(await archive.refresh()).toMatchObject({ added: 0, removed: 1 });
    expect(await archive.bursts()).toHaveLength(1);
  });

  it('outlives the process, serves two at once, and is made anew when it is damaged', async () => {
    await scene();
    const other = new SlcArchive(folder, TOOLS);
    const both = await Promise.all([archive.bursts(), other.bursts()]);
    expect(both.map(found => found.length)).toEqual([3, 3]);
    await other.close();
    await archive.close();
    expect(await archive.refresh()).toMatchObject({ added: 0 });
    await archive.close();
    rmSync(join(folder, 'slc-index.sqlite-wal'), { force: true });
    put(join(folder, 'slc-index.sqlite'), 'something else, long enough to be taken for a header');
    expect(await archive.refresh()).toMatchObject({ added: 1 });
  });

  it('lists broken products with their reason and keeps the others', async () => {
    await burst();
    put(inSlc('cut.zip'), zipOf({ 'a.SAFE/annotation/x.xml': 'x' }).subarray(0, 60));
    put(inSlc('OTHER.SAFE', 'manifest.safe'), '<xfdu/>');
    put(inSlc(SAFE, 'annotation', `${NAME}.xml`), annotationXml().slice(0, 2000));
    put(inSlc('S1_249435_IW2_20240809T170739_VV_A6A0-BURST.tiff'), 'x');
    const { problems } = await archive.refresh();
    expect(problems).toHaveLength(4);
    const [empty, cut, image, zip] = problems;
    expect(empty).toMatch(/OTHER\.SAFE: there is no annotation of an IW SLC/);
    expect(image).toMatch(/BURST\.tiff: its metadata is not beside it: .*BURST\.xml/);
    expect(cut).toMatch(/_A6A0\.SAFE\/annotation\/s1a-iw2.*\.xml/);
    expect(zip).toMatch(/cut\.zip: the zip cannot be read/);
    expect(await archive.bursts()).toHaveLength(1);
  });

  it('finds products in folders, and leaves out what is being written', async () => {
    const safe = await burst();
    put(inSlc('2024', 'keep'), '');
    renameSync(safe, inSlc('2024', 'renamed'));
    put(inSlc('.partial-x', 'S1A.SAFE', 'manifest.safe'), '');
    expect(await archive.refresh()).toMatchObject({ added: 1, removed: 0, problems: [] });
  });
});

describe('products that are not as they should be', () => {
  it('names the measurement that a SAFE lacks', async () => {
    const safe = await burst();
    rmSync(join(safe, 'measurement'), { recursive: true });
    const [found] = await archive.bursts();
    await expect(archive.openBurst(found)).rejects.toMatchObject({
      _tag: 'MeasurementMissingError',
      product: safe,
      message: expect.stringMatching(/measurement\/s1a-iw2-.*\.tiff is not there\. Put that file/)
    });
  });

  it('says that an image is cut, before any line of it is used', async () => {
    const safe = await burst();
    const [name] = await readdir(join(safe, 'measurement'));
    truncateSync(join(safe, 'measurement', name), 1500);
    const [found] = await archive.bursts();
    await expect(archive.openBurst(found)).rejects.toMatchObject({
      _tag: 'TruncatedFileError',
      message: expect.stringMatching(/\.tiff is truncated: strip 11 .* Fetch or write it again/)
    });
  });

  it('says that an annotation is that of another burst', async () => {
    const safe = await burst();
    const [name] = await readdir(join(safe, 'annotation'));
    put(join(safe, 'annotation', name), annotationXml({ burstIds: [249436] }));
    const { problems } = await archive.refresh();
    expect(problems[0]).toMatch(
      /is the annotation of burst 249436, and the product is named after burst 249435/
    );
    put(join(safe, 'annotation', name), annotationXml({ subSwath: 'IW3' }));
    expect((await archive.refresh()).problems[0]).toMatch(
      /it is the annotation of IW3 VV, and its name says IW2 VV/
    );
    put(join(safe, 'annotation', name), annotationXml({ lines: 14 }));
    const [found] = await archive.bursts();
    await expect(archive.openBurst(found)).rejects.toMatchObject({
      _tag: 'MeasurementMismatchError',
      message: expect.stringMatching(/12 lines of 30 samples, not 14 lines.*another burst/)
    });
  });

  it('says that an orbit does not reach', async () => {
    await burst({ orbitS: [-60, -10] });
    const [found] = await archive.bursts();
    await expect(archive.openBurst(found)).rejects.toMatchObject({
      _tag: 'OrbitCoverageError',
      folder: join(folder, 'orbits'),
      message: expect.stringMatching(
        /\.xml: its state vectors reach from .* Put a precise orbit file/
      )
    });
  });
});

describe('bursts of an area', () => {
  it.each([
    ['a box within', [11.2, 46.72, 11.21, 46.73], true],
    ['a box around', [9, 45, 13, 48], true],
    ['a box that crosses an edge', [11.8, 46.8, 13, 46.82], true],
    ['a strip that goes through', [9, 46.75, 13, 46.76], true],
    ['a box beside', [12, 46.7, 13, 46.8], false],
    ['a box in the corner that the outline leaves out', [10.66, 46.6, 10.68, 46.62], false]
  ] as const)('are found by %s', async (_, box, found) => {
    // As many lines as a burst has: less would be a strip of no width.
    await burst({ lines: 1340 });
    expect(await archive.bursts({}, box)).toHaveLength(found ? 1 : 0);
  });
});

describe('a request', () => {
  const request = {
    burstId: 249435,
    subSwath: 'iw2',
    primaryDate: '2024-08-21',
    startDate: '2024-08-01',
    endDate: '2024-08-10',
    polarizations: ['vv']
  };

  it('is answered by the dates within, and the primary wherever it lies', async () => {
    for (const date of ['2024-08-09', '2024-08-21', '2024-09-02']) {
      await burst({ date });
    }
    const { primary, acquisitions, notes } = await archive.find(request);
    expect(primary.date).toBe('2024-08-21');
    expect(acquisitions.map(({ date }) => date)).toEqual(['2024-08-09', '2024-08-21']);
    expect(notes).toEqual([]);
    const alone = await archive.find({
      ...request,
      startDate: '2024-08-11',
      endDate: '2024-08-30'
    });
    expect(alone.acquisitions).toEqual([alone.primary]);
  });

  it('names the part that nothing has, and what is there instead', async () => {
    await expect(archive.find(request)).rejects.toMatchObject({
      _tag: 'BurstNotFoundError',
      missing: 'burst',
      message: `There is no product of burst 249435. There is no product at all. Put its SAFE product, as a folder or a zip, into ${inSlc()}.`
    });
    await burst();
    await expect(archive.find(request)).rejects.toMatchObject({
      missing: 'primary date',
      wanted: { burstId: 249435, subSwath: 'IW2', polarization: 'VV', date: '2024-08-21' },
      message: expect.stringMatching(/primary date 2024-08-21. There are dates 2024-08-09\. Put/)
    });
    await expect(archive.find({ ...request, burstId: 7 })).rejects.toMatchObject({
      missing: 'burst',
      message: expect.stringContaining('There are bursts 249435.')
    });
    await expect(archive.find({ ...request, subSwath: 'IW1' })).rejects.toMatchObject({
      missing: 'sub-swath'
    });
    const vh = { ...request, primaryDate: '2024-08-09', polarizations: ['VV', 'VH'] };
    await expect(archive.find(vh)).rejects.toMatchObject({
      missing: 'polarization',
      wanted: { polarization: 'VH', date: '2024-08-09' }
    });
  });

  it('leaves out a date whose image is missing, and says so; not so the primary', async () => {
    await burst({ date: '2024-08-21' });
    rmSync(join(await burst(), 'measurement'), { recursive: true });
    const { acquisitions, notes } = await archive.find(request);
    expect(acquisitions.map(({ date }) => date)).toEqual(['2024-08-21']);
    expect(notes).toEqual([expect.stringMatching(/^2024-08-09 is left out: .*has no measurement/)]);
    await expect(archive.find({ ...request, primaryDate: '2024-08-09' })).rejects.toMatchObject({
      _tag: 'MeasurementMissingError'
    });
  });

  it('prefers a product with an image, and a folder to a zip', async () => {
    const safe = await burst({ date: '2024-08-21' });
    await scene(SAFE, { date: '2024-08-21' });
    rmSync(inSlc(SAFE, 'measurement'), { recursive: true });
    put(
      inSlc('z.zip'),
      zipOf({
        [`z.SAFE/annotation/${NAME}.xml`]: annotationXml({ date: '2024-08-21' }),
        [`z.SAFE/measurement/${NAME}.tiff`]: 'x'
      })
    );
    expect((await archive.find(request)).primary.bursts[0].product).toBe(safe);
  });
});
