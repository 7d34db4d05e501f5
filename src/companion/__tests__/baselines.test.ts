import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_DATA, put, SHARED, titled } from '../../archive/__tests__/support';
import { type Orbit, readAnnotation, utcOf } from '../../sar';
import type { BaselineAnswer } from '../../workflow';
import { answerOf, companion } from './support';

const MOROCCO = join(SHARED, 's1-morocco-annotation');
const BURST = { burstId: 110431, subSwath: 'IW1' };
const DATES = ['2023-09-04', '2023-09-16'];
const [PRIMARY, SECONDARY] = DATES;

const safes = NO_DATA ? [] : readdirSync(MOROCCO).filter(name => name.endsWith('.SAFE'));
const truth = NO_DATA
  ? null
  : (JSON.parse(
      readFileSync(join(SHARED, 'insar-truth', 'morocco_iw1_b1_scalars.json'), 'utf8')
    ) as { lat: number; lon: number; h: number; B_perp: number; B_par: number });

/** A ring whose middle is the point of the truth. */
function around({ lat, lon }: { lat: number; lon: number }): [number, number][] {
  const half = 0.1;
  return [
    [lon - half, lat - half],
    [lon + half, lat - half],
    [lon + half, lat + half],
    [lon - half, lat + half],
    [lon - half, lat - half]
  ];
}

function annotationOf(date: string) {
  const day = date.replaceAll('-', '');
  const safe = safes.find(name => name.includes(`_${day}T`))!;
  const folder = join(MOROCCO, safe, 'annotation');
  const path = join(
    folder,
    readdirSync(folder).find(name => name.includes('iw1'))!
  );
  return readAnnotation(readFileSync(path, 'utf8'), path);
}

function link(folder: string, names: readonly string[], into: string): void {
  mkdirSync(join(folder, into), { recursive: true });
  names.forEach(name => symlinkSync(join(MOROCCO, name), join(folder, into, name)));
}

/** The vectors of an orbit as an orbit file has them: positions to a micrometre. */
function orbitFile({ epoch, vectors }: Orbit, shiftM = 0): string {
  const osv = vectors.map(({ timeS, positionM: [x, y, z], velocityMS: [vx, vy, vz] }) => {
    const elements = { X: x + shiftM, Y: y, Z: z, VX: vx, VY: vy, VZ: vz };
    const lines = Object.entries(elements).map(
      ([name, value]) => `<${name}>${value.toFixed(6)}</${name}>`
    );
    return `<OSV><UTC>UTC=${utcOf(epoch, timeS)}</UTC>${lines.join('')}</OSV>`;
  });
  return (
    '<?xml version="1.0" ?>\n<Earth_Explorer_File><Ref_Frame>EARTH_FIXED</Ref_Frame>' +
    `<Time_Reference>UTC</Time_Reference>${osv.join('\n')}</Earth_Explorer_File>\n`
  );
}

const orbitName = (date: string, kind = 'POEORB', mission = 'S1A') => {
  const day = date.replaceAll('-', '');
  return `${mission}_OPER_AUX_${kind}_OPOD_${day}T120000_V${day}T000000_${day}T235959.EOF`;
};

const ask = (app: ReturnType<typeof companion>, changed = {}) =>
  app.ask('POST', '/baselines', {
    ...BURST,
    dates: DATES,
    referenceDate: PRIMARY,
    times: {},
    footprint: null,
    ...changed
  });

describe.skipIf(NO_DATA)(titled('baselines of the real pair', NO_DATA), () => {
  it('equal the independent truth to 0.01 m, from annotations and elevation', async () => {
    const app = companion();
    link(app.folder, safes, 'slc');
    link(
      app.folder,
      readdirSync(MOROCCO).filter(name => name.startsWith('dem-b1-s1a-iw1')),
      'dem'
    );
    const { baselines } = await answerOf<BaselineAnswer>(ask(app, { footprint: around(truth!) }));
    const [own, other] = baselines;
    expect(own).toEqual({
      date: PRIMARY,
      satellite: 'A',
      perpendicularBaselineM: 0,
      parallelBaselineM: 0,
      orbit: 'annotation',
      problem: ''
    });
    expect(other).toMatchObject({ date: SECONDARY, orbit: 'annotation', problem: '' });
    const perpendicularM = other.perpendicularBaselineM! - truth!.B_perp;
    const parallelM = other.parallelBaselineM! - truth!.B_par;
    process.stdout.write(
      `baseline less truth: ${(1e3 * perpendicularM).toFixed(3)} mm across, ` +
        `${(1e3 * parallelM).toFixed(3)} mm along the line of sight\n`
    );
    expect(Math.abs(perpendicularM)).toBeLessThan(0.01 /* m */);
    expect(Math.abs(parallelM)).toBeLessThan(0.01 /* m */);
  });

  it('come from the middle of the products’ own outline where no footprint is given', async () => {
    const app = companion();
    link(app.folder, safes, 'slc');
    const { baselines } = await answerOf<BaselineAnswer>(ask(app));
    // The middle lies some kilometres from the truth's point, and there is no elevation.
    const differenceM = baselines[1].perpendicularBaselineM! - truth!.B_perp;
    process.stdout.write(`at the middle, without elevation: ${differenceM.toFixed(3)} m\n`);
    expect(Math.abs(differenceM)).toBeLessThan(0.3 /* m */);
  });

  it('come from orbit files and the times of a catalogue, without a product', async () => {
    const app = companion();
    const times: Record<string, string> = {};
    for (const date of DATES) {
      const { orbit, bursts, epoch } = annotationOf(date);
      times[date] = `${utcOf(epoch, bursts[0].azimuthTimeS)}Z`;
      put(join(app.folder, 'orbits', orbitName(date)), orbitFile(orbit));
    }
    const asked = { times, footprint: around(truth!) };
    const { baselines } = await answerOf<BaselineAnswer>(ask(app, asked));
    const differenceM = baselines[1].perpendicularBaselineM! - truth!.B_perp;
    process.stdout.write(`orbit files, without elevation: ${(1e3 * differenceM).toFixed(3)} mm\n`);
    expect(baselines[1]).toMatchObject({ satellite: 'A', orbit: 'precise', problem: '' });
    // 357 m of height are missing: some millimetres at so short a baseline.
    expect(Math.abs(differenceM)).toBeLessThan(0.02 /* m */);
    link(
      app.folder,
      readdirSync(MOROCCO).filter(name => name.startsWith('dem-b1-s1a-iw1')),
      'dem'
    );
    const high = await answerOf<BaselineAnswer>(ask(app, asked));
    const withHeightM = high.baselines[1].perpendicularBaselineM! - truth!.B_perp;
    process.stdout.write(`orbit files, with elevation: ${(1e3 * withHeightM).toFixed(3)} mm\n`);
    expect(Math.abs(withHeightM)).toBeLessThan(0.001 /* m */);
  });

  it('take a precise orbit before a restituted one, and either before the annotation', async () => {
    const app = companion();
    link(app.folder, safes, 'slc');
    const { orbit } = annotationOf(SECONDARY);
    const orbitOf = async () => {
      const { baselines } = await answerOf<BaselineAnswer>(ask(app));
      return baselines[1].orbit;
    };
    expect(await orbitOf()).toBe('annotation');
    put(join(app.folder, 'orbits', orbitName(SECONDARY, 'RESORB')), orbitFile(orbit));
    expect(await orbitOf()).toBe('restituted');
    put(join(app.folder, 'orbits', orbitName(SECONDARY)), orbitFile(orbit));
    expect(await orbitOf()).toBe('precise');
  });

  it('take the satellite that passed, not another of the fleet', async () => {
    const app = companion();
    const times: Record<string, string> = {};
    for (const date of DATES) {
      const { orbit, bursts, epoch } = annotationOf(date);
      times[date] = `${utcOf(epoch, bursts[0].azimuthTimeS)}Z`;
      put(join(app.folder, 'orbits', orbitName(date, 'POEORB', 'S1C')), orbitFile(orbit));
      // On the other side of the Earth at that time.
      put(join(app.folder, 'orbits', orbitName(date)), orbitFile(opposite(orbit)));
    }
    const { baselines } = await answerOf<BaselineAnswer>(
      ask(app, { times, footprint: around(truth!) })
    );
    expect(baselines.map(({ satellite }) => satellite)).toEqual(['C', 'C']);
  });
});

function opposite(orbit: Orbit): Orbit {
  const turned = ([x, y, z]: readonly [number, number, number]) => [-x, -y, -z] as const;
  return {
    ...orbit,
    vectors: orbit.vectors.map(({ timeS, positionM, velocityMS }) => ({
      timeS,
      positionM: turned(positionM),
      velocityMS: turned(velocityMS)
    }))
  };
}

describe('baselines that are not known', () => {
  const footprint = around({ lat: 31.7, lon: -8.4 });
  const times = { [PRIMARY]: '2023-09-04T06:37:31.1Z', [SECONDARY]: '2023-09-16T06:37:31.1Z' };

  it('are null, each with what is missing and where to put it', async () => {
    const app = companion();
    const { baselines } = await answerOf<BaselineAnswer>(
      ask(app, { times: { [PRIMARY]: times[PRIMARY] }, footprint })
    );
    for (const { perpendicularBaselineM, parallelBaselineM, orbit } of baselines) {
      expect([perpendicularBaselineM, parallelBaselineM, orbit]).toEqual([null, null, null]);
    }
    expect(baselines[0].problem).toBe(
      'There is no orbit of 2023-09-04. Put a precise orbit file (POEORB, *.EOF) that is valid ' +
        `at 2023-09-04T06:37:31.1Z into ${join(app.folder, 'orbits')}, or the product into ` +
        `${join(app.folder, 'slc')}.`
    );
    expect(baselines[1].problem).toMatch(/^When the burst of 2023-09-16 was sensed is not known/);
  });

  it('say so where nobody told where the burst lies', async () => {
    const { baselines } = await answerOf<BaselineAnswer>(ask(companion(), { times }));
    expect(baselines[0].problem).toMatch(/^Where the burst lies is not known/);
  });

  it('name an orbit file that cannot be read', async () => {
    const app = companion();
    put(join(app.folder, 'orbits', orbitName(PRIMARY)), 'half a file');
    const { baselines } = await answerOf<BaselineAnswer>(ask(app, { times, footprint }));
    expect(baselines[0].problem).toMatch(/V20230904.*EOF cannot be used as an orbit file/);
  });

  it.runIf(NO_DATA === null)('lack the reference alone where that is all that lacks', async () => {
    const app = companion();
    link(
      app.folder,
      safes.filter(name => name.includes('_20230916T')),
      'slc'
    );
    const { baselines } = await answerOf<BaselineAnswer>(ask(app));
    expect(baselines[1]).toMatchObject({
      perpendicularBaselineM: null,
      orbit: 'annotation',
      problem: expect.stringMatching(/^Of the reference date: When the burst of 2023-09-04/)
    });
  });

  it.each([
    [{ burstId: 'x' }, /^burstId/],
    [{ dates: ['x'] }, /^dates\[0\]/],
    [{ times: { x: 'y' } }, /^times/],
    [{ referenceDate: null }, /^referenceDate/],
    [{ footprint: [] }, /^footprint/]
  ])('are refused for %o', async (changed, message) => {
    const refused = await ask(companion(), changed);
    expect(refused.status).toBe(400);
    expect((await refused.json()).message).toMatch(message);
  });
});
