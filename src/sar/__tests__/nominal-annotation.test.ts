import { describe, expect, it } from 'vitest';
import {
  burstId,
  burstIdByFormula,
  earthFixedM,
  NOMINAL_BURST,
  nominalAnnotation,
  OrbitInterpolator,
  readAnnotation,
  relativeOrbit,
  writeAnnotation,
  zeroDoppler
} from '..';
import { stateAt } from '../geometry/range-doppler';
import { fmRateOf } from '../simulation/nominal-annotation';
import { moroccoAnnotation, TRUTH_MISSING } from './truth';

/** Outline of the burst by ESA's burst map: first line near to far, then the last line. */
const OUTLINE = [
  [10.716537, 46.607214],
  [11.318136, 46.678586],
  [11.886991, 46.742882],
  [10.667332, 46.791043],
  [11.269963, 46.866635],
  [11.839823, 46.935138]
];

function whole(perpendicularM = 0) {
  return nominalAnnotation({
    cycle: 0,
    polarization: 'VV',
    firstSample: 0,
    samples: NOMINAL_BURST.samples,
    perpendicularM,
    lineShift: 0,
    dopplerCentroidHz: 0,
    heightM: () => NOMINAL_BURST.groundM
  });
}

describe('the nominal annotation', () => {
  const annotation = whole();
  const [burst] = annotation.bursts;

  it('has the burst id by formula, with room on both sides', () => {
    expect(burstId(annotation, burst)).toBe(NOMINAL_BURST.burstId);
    expect(relativeOrbit('S1A', annotation.absoluteOrbit)).toBe(117);
    for (const shiftS of [-1.3, 1.3]) {
      const id = burstIdByFormula({
        ...annotation,
        sensingTimeS: burst.sensingTimeS + shiftS,
        relativeOrbit: 117,
        crossesNode: false
      });
      expect(id).toBe(NOMINAL_BURST.burstId);
    }
  });

  it('lies within 400 m of the outline of the burst map', () => {
    const orbit = new OrbitInterpolator(annotation.orbit);
    const valid = { near: burst.firstValidSample[700], far: burst.lastValidSample[700] };
    const samples = [valid.near, (valid.near + valid.far) / 2, valid.far];
    const misfitsM = OUTLINE.map(([lonDeg, latDeg], i) => {
      const point = earthFixedM({ lonDeg, latDeg, heightM: NOMINAL_BURST.groundM });
      const { timeS, slantRangeM } = zeroDoppler(orbit, point, burst.azimuthTimeS);
      const line = i < 3 ? 0 : annotation.linesPerBurst - 1;
      const alongM = (timeS - burst.azimuthTimeS) / annotation.azimuthTimeIntervalS - line;
      const rangeM =
        slantRangeM -
        (annotation.slantRangeTimeS + samples[i % 3] / annotation.rangeSamplingRateHz) *
          (299792458 / 2);
      // 13.95 m a line on the ground; slant range over the sine of the incidence.
      return Math.hypot(alongM * 13.95, rangeM / Math.sin((39 * Math.PI) / 180));
    });
    expect(Math.max(...misfitsM)).toBeLessThan(400);
  });

  it('has velocities that are the change of its positions', () => {
    const { vectors } = annotation.orbit;
    for (let i = 1; i < vectors.length - 1; i++) {
      for (let axis = 0; axis < 3; axis++) {
        const [p, q] = [vectors[i - 1], vectors[i + 1]];
        const h = 10;
        // Fourth order: of three positions and the outer velocities.
        const slope =
          (3 * (q.positionM[axis] - p.positionM[axis])) / (4 * h) -
          (q.velocityMS[axis] + p.velocityMS[axis]) / 4;
        expect(Math.abs(slope - vectors[i].velocityMS[axis])).toBeLessThan(1e-3 /* m/s */);
      }
    }
  });

  it('reads back from XML as a simulated product', () => {
    const read = readAnnotation(writeAnnotation(annotation), 'x.xml');
    expect(read.isSimulated).toBe(true);
    expect(burstId(read, read.bursts[0])).toBe(NOMINAL_BURST.burstId);
    expect(read.geolocationGrid).toHaveLength(210);
  });

  it('shifts the orbit square to the line of sight', () => {
    const [moved, centre] = [whole(80), annotation].map(
      ({ orbit, geolocationGrid }) =>
        [new OrbitInterpolator(orbit), earthFixedM(geolocationGrid[115])] as const
    );
    const point = centre[1];
    const ranges = [moved, centre].map(([orbit]) => zeroDoppler(orbit, point, 61660).slantRangeM);
    expect(Math.abs(ranges[0] - ranges[1])).toBeLessThan(4 /* m */);
    const states = [moved, centre].map(([orbit]) => stateAt(orbit, 61660));
    const apart = Math.hypot(...[0, 1, 2].map(axis => states[0][axis] - states[1][axis]));
    expect(Math.abs(apart - 80)).toBeLessThan(0.1 /* m */);
  });
});

describe.skipIf(TRUTH_MISSING)(`the azimuth FM rate ${TRUTH_MISSING ?? ''}`, () => {
  it('by formula is within 2 Hz/s of what a real annotation of IW2 says', () => {
    const real = moroccoAnnotation('20230904', 'iw2');
    const [burst] = real.bursts;
    const middleS = burst.azimuthTimeS + ((real.linesPerBurst - 1) / 2) * real.azimuthTimeIntervalS;
    const record = real.azimuthFmRates.reduce((a, b) =>
      Math.abs(b.azimuthTimeS - middleS) < Math.abs(a.azimuthTimeS - middleS) ? b : a
    );
    const { orbit, slantRangeTimeS, samplesPerBurst } = real;
    const ours = fmRateOf(
      orbit,
      middleS,
      slantRangeTimeS,
      samplesPerBurst,
      real.geolocationGrid[0]
    );
    for (const sample of [0, 12000, 24000]) {
      const tauS = slantRangeTimeS + sample / real.rangeSamplingRateHz;
      const [theirs, own] = [record, ours].map(({ t0S, coefficients: [c0, c1, c2] }) => {
        const x = tauS - t0S;
        return c0 + x * (c1 + x * c2);
      });
      expect(Math.abs(own - theirs)).toBeLessThan(2 /* Hz/s of 2250 */);
    }
  });
});
