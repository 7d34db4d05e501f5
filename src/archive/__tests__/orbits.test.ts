import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { beforeEach, describe, expect, it } from 'vitest';
import { OrbitArchive } from '..';
import { OrbitInterpolator, readAnnotation, secondsAfter } from '../../sar';
import { annotationXml, put, scratchFolder, TOOLS, zipOf } from './support';

const RADIUS_M = 7.07e6;
const TURN_RAD_S = 1.06e-3;
const START = '2024-08-08T22:59:42.000000';

/** An orbit file of a day as ESA writes them: 9361 state vectors on a circle, every 10 s. */
function orbitFile(count = 9361, start = START): string {
  const startMs = Date.parse(`${start.slice(0, 19)}Z`);
  const signed = (value: number) => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(6)}`;
  const vectors = Array.from({ length: count }, (_, i) => {
    const time = new Date(startMs + 10_000 * i).toISOString().slice(0, 19);
    const angle = TURN_RAD_S * (secondsAfter('2024-08-09T00:00:00Z', time) - 61658);
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    return `<OSV>
      <TAI>TAI=${time}.000000</TAI>
      <UTC>UTC=${time}.000000</UTC>
      <UT1>UT1=${time}.000000</UT1>
      <Absolute_Orbit>+55139</Absolute_Orbit>
      <X unit="m">${signed(RADIUS_M * c)}</X>
      <Y unit="m">${signed(0)}</Y>
      <Z unit="m">${signed(RADIUS_M * s)}</Z>
      <VX unit="m/s">${signed(-RADIUS_M * TURN_RAD_S * s)}</VX>
      <VY unit="m/s">${signed(0)}</VY>
      <VZ unit="m/s">${signed(RADIUS_M * TURN_RAD_S * c)}</VZ>
      <Quality>NOMINAL</Quality>
    </OSV>`;
  });
  return `<?xml version="1.0" ?>
<Earth_Explorer_File>
  <Earth_Explorer_Header><Fixed_Header><Mission>Sentinel-1A</Mission></Fixed_Header>
  <Variable_Header><Ref_Frame>EARTH_FIXED</Ref_Frame><Time_Reference>UTC</Time_Reference>
  </Variable_Header></Earth_Explorer_Header>
  <Data_Block type="xml"><List_of_OSVs count="${count}">${vectors.join('\n    ')}
  </List_of_OSVs></Data_Block>
</Earth_Explorer_File>
`;
}

const VALID = '_V20240808T225942_20240810T005942.EOF';
const POEORB = `S1A_OPER_AUX_POEORB_OPOD_20240829T070619${VALID}`;
const LATER = `S1A_OPER_AUX_POEORB_OPOD_20240901T070619${VALID}`;
const RESORB = 'S1A_OPER_AUX_RESORB_OPOD_20240809T205137_V20240809T164800_20240809T200530.EOF';

const root = scratchFolder();
const annotation = readAnnotation(annotationXml(), 'a.xml');
const text = orbitFile();
let count = 0;
let folder = '';
let archive: OrbitArchive;

beforeEach(() => {
  folder = join(root, String(count++));
  archive = new OrbitArchive(folder, TOOLS);
});

describe('the orbit of a burst', () => {
  it('is the precise one, in seconds of the annotation, around the burst only', async () => {
    put(join(folder, POEORB), text);
    put(join(folder, RESORB), orbitFile(1180, '2024-08-09T16:48:00'));
    const { orbit, kind, problems } = await archive.orbitFor(annotation, 0);
    expect([kind, problems, orbit.epoch]).toEqual(['POEORB', [], '2024-08-09T00:00:00Z']);
    expect(orbit.source).toBe(join(folder, POEORB));
    // The burst begins at 61658.369 s; vectors lie at 61602, 61612, … s.
    expect(orbit.vectors[0].timeS).toBe(61602);
    expect(orbit.vectors[orbit.vectors.length - 1].timeS).toBe(61712);
    const state = new Float64Array(9);
    new OrbitInterpolator(orbit).at(61658, state);
    expect(Math.abs(state[0] - RADIUS_M)).toBeLessThan(1e-3 /* m */);
    expect(Math.abs(state[5] - RADIUS_M * TURN_RAD_S)).toBeLessThan(1e-5 /* m/s */);
  });

  it('is found in a file of 4 MB in a fraction of a second', async () => {
    put(join(folder, POEORB), text);
    expect(text.length).toBeGreaterThan(3.5e6);
    await archive.orbitFor(annotation, 0);
    const start = performance.now();
    await archive.orbitFor(annotation, 0);
    const elapsedMs = performance.now() - start;
    process.stdout.write(`orbit of ${text.length} bytes: ${elapsedMs.toFixed(0)} ms\n`);
    expect(elapsedMs).toBeLessThan(1000);
  });

  it('is the restituted one, then the annotation’s own, where there is none better', async () => {
    expect(await archive.orbitFor(annotation, 0)).toMatchObject({ kind: 'annotation' });
    put(join(folder, RESORB), orbitFile(1180, '2024-08-09T16:48:00'));
    expect(await archive.orbitFor(annotation, 0)).toMatchObject({ kind: 'RESORB' });
    put(join(folder, POEORB), text);
    put(join(folder, LATER), text);
    const { orbit } = await archive.orbitFor(annotation, 0);
    expect(orbit.source).toBe(join(folder, LATER));
  });

  it('is that of the same satellite and day', async () => {
    put(join(folder, POEORB.replace('S1A', 'S1B')), text);
    put(join(folder, POEORB.replace(/V2024.*_2024/, 'V20240809T170738_2024')), text);
    put(join(folder, POEORB.replace(/V.*$/, 'V20240809T225942_20240811T005942.EOF')), text);
    expect(await archive.orbitFor(annotation, 0)).toMatchObject({ kind: 'annotation' });
  });

  it('is read from a zip', async () => {
    put(join(folder, `${POEORB}.zip`), zipOf({ [POEORB]: text }, true));
    expect(await archive.orbitFor(annotation, 0)).toMatchObject({ kind: 'POEORB', problems: [] });
  });

  it.each([
    ['cut', text.slice(0, 100_000), /does not end with <\/Earth_Explorer_File>/],
    [
      'in another frame',
      text.replace('EARTH_FIXED', 'TRUE_OF_DATE'),
      /<Ref_Frame> is TRUE_OF_DATE/
    ],
    ['shorter than its name says', orbitFile(100), /do not reach as its name says/]
  ])('is not that of a file that is %s, which is told', async (_, content, reason) => {
    put(join(folder, POEORB), content);
    const { kind, problems } = await archive.orbitFor(annotation, 0);
    expect(kind).toBe('annotation');
    expect(problems).toEqual([
      expect.objectContaining({
        _tag: 'InvalidOrbitFileError',
        message: expect.stringMatching(reason)
      })
    ]);
  });

  it('is an error when neither a file nor the annotation reaches', async () => {
    const short = readAnnotation(annotationXml({ orbitS: [-60, 0] }), 'b.xml');
    await expect(archive.orbitFor(short, 0)).rejects.toMatchObject({
      _tag: 'OrbitCoverageError',
      message: expect.stringMatching(/^b\.xml: its state vectors reach from .*POEORB/)
    });
    put(join(folder, POEORB), text);
    expect(await archive.orbitFor(short, 0)).toMatchObject({ kind: 'POEORB' });
  });
});
