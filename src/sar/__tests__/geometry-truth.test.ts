import { beforeAll, describe, expect, it } from 'vitest';
import {
  baselineAt,
  burstId,
  burstIdByFormula,
  BurstTiming,
  earthFixedM,
  groundPoint,
  relativeOrbit,
  secondsAfter,
  SPEED_OF_LIGHT_M_S,
  TopsCarrier,
  wavelengthM,
  zeroDoppler
} from '..';
import type { Annotation } from '..';
import { emptyGroundLine, GroundSolver } from '../geometry/ground-line';
import { PairModel } from '../geometry/pair-model';
import { report, rms, worst } from './measures';
import { moroccoAnnotation, moroccoElevation, TRUTH_MISSING, truthJson, truthTable } from './truth';

describe.skipIf(TRUTH_MISSING)(`against reference values ${TRUTH_MISSING ?? ''}`, () => {
  let primary: Annotation;
  let secondary: Annotation;
  let timing: BurstTiming;
  let timing2: BurstTiming;

  beforeAll(() => {
    primary = moroccoAnnotation('20230904', 'iw1');
    secondary = moroccoAnnotation('20230916', 'iw1');
    timing = new BurstTiming({ annotation: primary, burstIndex: 0 });
    timing2 = new BurstTiming({ annotation: secondary, burstIndex: 0 });
  });

  it('puts ground points into both bursts within 0.002 line and 0.0005 sample', () => {
    const rows = truthTable('morocco_iw1_b1_dem_to_radar.csv');
    const errors = rows.map(row => {
      const point = earthFixedM({
        latDeg: row.lat_deg,
        lonDeg: row.lon_deg,
        heightM: row.h_ellipsoid_m
      });
      const first = zeroDoppler(timing.orbit, point, timing.timeS(750));
      const second = zeroDoppler(timing2.orbit, point, timing2.timeS(750));
      return [
        timing.line(first.timeS) - row.az_prim_line,
        timing2.line(second.timeS) - row.az_sec_line,
        timing.sample(first.slantRangeM) - row.rg_prim_sample,
        timing2.sample(second.slantRangeM) - row.rg_sec_sample
      ];
    });
    expect(rows.length).toBe(2062);
    const [line1, line2, sample1, sample2] = [0, 1, 2, 3].map(k => worst(errors.map(e => e[k])));
    report('vertices, worst', { line1, line2, sample1, sample2 });
    expect(Math.max(line1, line2)).toBeLessThan(0.002 /* lines */);
    expect(Math.max(sample1, sample2)).toBeLessThan(0.0005 /* samples */);
  });

  it('gives latitude, longitude, offsets and phase of pixels over the elevation', async () => {
    const elevation = await moroccoElevation('iw1');
    const heights = [...elevation.heightsM].filter(h => h === h);
    const start = primary.geolocationGrid[0];
    const model = new PairModel(
      timing,
      timing2,
      {
        lowestM: heights.reduce((a, b) => Math.min(a, b)),
        highestM: heights.reduce((a, b) => Math.max(a, b))
      },
      { firstLine: 0, lastLine: timing.lines - 1, firstSample: 0, lastSample: timing.samples - 1 },
      start
    );
    const solver = new GroundSolver(elevation, model);
    const ground = emptyGroundLine(timing.samples);
    const lambda = wavelengthM(primary);
    const errors: Record<string, number[]> = { lat: [], lon: [], h: [], az: [], rg: [], phase: [] };
    let line = -1;
    let outside = 0;
    for (const row of truthTable('morocco_iw1_b1_grid.csv')) {
      if (row.line !== line) {
        line = row.line;
        model.setLine(line);
        solver.solve(0, timing.samples, ground);
      }
      const s = row.sample;
      if (row.flag !== 0) {
        outside++;
        continue;
      }
      errors.lat.push(ground.latDeg[s] - row.lat_deg);
      errors.lon.push(ground.lonDeg[s] - row.lon_deg);
      errors.h.push(ground.heightM[s] - row.h_ellipsoid_m);
      errors.az.push(ground.azimuthOffset[s] - row.d_az_line);
      errors.rg.push(ground.rangeOffset[s] - row.d_rg_sample);
      const secondRangeM = timing2.slantRangeM(s + ground.rangeOffset[s]);
      const phase = ((4 * Math.PI) / lambda) * (secondRangeM - timing.slantRangeM(s));
      errors.phase.push(phase - row.phase_flat_topo_rad);
    }
    const constant = errors.phase.reduce((a, b) => a + b, 0) / errors.phase.length;
    const afterConstant = errors.phase.map(e => e - constant);
    const figures = Object.fromEntries(
      Object.entries(errors).map(([name, values]) => [name, worst(values)])
    );
    report('pixels, worst', { ...figures, phaseAfterConstant: worst(afterConstant) });
    expect(outside).toBe(30);
    expect(errors.lat.length).toBe(3714);
    expect(figures.lat).toBeLessThan(2e-7 /* degrees */);
    expect(figures.lon).toBeLessThan(2e-7 /* degrees */);
    expect(figures.az).toBeLessThan(0.002 /* lines */);
    expect(figures.rg).toBeLessThan(0.0005 /* samples */);
    expect(worst(afterConstant)).toBeLessThan(0.05 /* rad */);
    expect(figures.phase).toBeLessThan(0.5 /* rad */);
  });

  it('gives the rates and the phase of the TOPS carrier', () => {
    const carrier = new TopsCarrier({ annotation: primary, burstIndex: 0 });
    const carrier2 = new TopsCarrier({ annotation: secondary, burstIndex: 0 });
    for (const row of truthTable('morocco_iw1_b1_grid.csv').filter(r => r.flag === 0)) {
      const rates = carrier.ratesAt(row.sample);
      expect(Math.abs(rates.fmRateHzS / row.ka_prim_Hz_s - 1)).toBeLessThan(1e-6);
      expect(Math.abs(rates.dopplerCentroidHz / row.fdc_prim_Hz - 1)).toBeLessThan(1e-6);
      expect(Math.abs(rates.centroidRateHzS / row.kt_prim_Hz_s - 1)).toBeLessThan(1e-6);
      expect(Math.abs(rates.referenceTimeS - row.eta_ref_prim_s)).toBeLessThan(1e-8 /* s */);
      const error = carrier.rampRad(row.line, row.sample) + row.deramp_prim_rad;
      expect(Math.abs(error)).toBeLessThan(0.01 /* rad */);
      const there = carrier2.rampRad(row.az_sec_line, row.rg_sec_sample) + row.deramp_sec_rad;
      // The table gives positions to 1e-6 line, which is 4e-5 rad of the ramp.
      expect(Math.abs(there)).toBeLessThan(0.01 /* rad */);
    }
  });

  it('gives the baseline within a millimetre', () => {
    const truth = truthJson<Record<string, number>>('morocco_iw1_b1_scalars.json');
    const point = { latDeg: truth.lat, lonDeg: truth.lon, heightM: truth.h };
    const baseline = baselineAt(
      timing.orbit,
      timing2.orbit,
      point,
      wavelengthM(primary),
      timing.timeS(750),
      timing2.timeS(750)
    );
    report('baseline, m', {
      perpendicular: baseline.perpendicularM - truth.B_perp,
      parallel: baseline.parallelM - truth.B_par
    });
    expect(Math.abs(baseline.perpendicularM - truth.B_perp)).toBeLessThan(0.001 /* m */);
    expect(Math.abs(baseline.parallelM - truth.B_par)).toBeLessThan(0.001 /* m */);
    expect(Math.abs(baseline.primaryRangeM - truth.R1)).toBeLessThan(0.001 /* m */);
    expect(Math.abs(baseline.secondaryRangeM - truth.R2)).toBeLessThan(0.001 /* m */);
    expect(Math.abs((baseline.incidenceRad * 180) / Math.PI - truth.incidence_deg)).toBeLessThan(
      1e-3
    );
    expect(Math.abs(baseline.phasePerHeightRadM / truth.h2ph_rad_per_m - 1)).toBeLessThan(1e-4);
  });

  it.each(['20230904', '20230916'])(
    "agrees with the annotation's own geolocation grid (%s)",
    date => {
      for (const swath of ['iw1', 'iw2']) {
        const annotation = moroccoAnnotation(date, swath);
        const { orbit } = new BurstTiming({ annotation, burstIndex: 0 });
        const errors = annotation.geolocationGrid.map(point => {
          const radar = zeroDoppler(orbit, earthFixedM(point), point.azimuthTimeS);
          const rangeM = (SPEED_OF_LIGHT_M_S / 2) * point.slantRangeTimeS;
          const sampleM = SPEED_OF_LIGHT_M_S / 2 / annotation.rangeSamplingRateHz;
          return [
            (radar.timeS - point.azimuthTimeS) / annotation.azimuthTimeIntervalS,
            (radar.slantRangeM - rangeM) / sampleM
          ];
        });
        const [line, sample] = [0, 1].map(k => rms(errors.map(e => e[k])));
        report(`geolocation grid ${date} ${swath}, rms`, { line, sample });
        expect(line).toBeLessThan(0.002 /* lines */);
        expect(sample).toBeLessThan(2e-4 /* samples */);
        for (const point of annotation.geolocationGrid.slice(0, 40)) {
          const radar = {
            timeS: point.azimuthTimeS,
            slantRangeM: (SPEED_OF_LIGHT_M_S / 2) * point.slantRangeTimeS
          };
          const ground = groundPoint(orbit, radar, point.heightM, annotation.geolocationGrid[200]);
          expect(Math.abs(ground.latDeg - point.latDeg)).toBeLessThan(3e-7 /* degrees */);
          expect(Math.abs(ground.lonDeg - point.lonDeg)).toBeLessThan(3e-7 /* degrees */);
        }
      }
    }
  );

  it("gives ESA's burst ids by formula, and the tag where there is one", () => {
    const { vectors } = truthJson<{ vectors: Record<string, string | number>[] }>(
      'burst_id_vectors.json'
    );
    expect(vectors).toHaveLength(19);
    for (const vector of vectors) {
      const epoch = `${String(vector.ascendingNodeTime).slice(0, 10)}T00:00:00Z`;
      const orbit = relativeOrbit(String(vector.mission), Number(vector.abs_orbit));
      expect(orbit).toBe(vector.rel_orbit);
      const id = burstIdByFormula({
        subSwath: String(vector.swath),
        relativeOrbit: orbit ?? 0,
        sensingTimeS: secondsAfter(epoch, String(vector.sensingTime)),
        ascendingNodeTimeS: secondsAfter(epoch, String(vector.ascendingNodeTime)),
        crossesNode: false
      });
      expect(id).toBe(vector.burstId_xml ?? vector.burstId_formula);
    }
    for (const date of ['20230904', '20230916']) {
      for (const swath of ['iw1', 'iw2']) {
        const annotation = moroccoAnnotation(date, swath);
        for (const burst of annotation.bursts) {
          const untagged = burstId(annotation, { ...burst, taggedId: null });
          expect(untagged).toBe(burst.taggedId);
        }
      }
    }
  });
});

describe('burst ids around the ascending node', () => {
  const orbitS = (12 * 86400) / 175;
  const sensing = {
    subSwath: 'IW2',
    relativeOrbit: 52,
    sensingTimeS: orbitS + 30,
    ascendingNodeTimeS: 0,
    crossesNode: false
  };

  it('count on in a product that crosses the node', () => {
    const crossing = burstIdByFormula({ ...sensing, crossesNode: true });
    const after = burstIdByFormula({ ...sensing, relativeOrbit: 53, sensingTimeS: 30 });
    expect(crossing).toBe(after);
  });

  it('do not count an orbit that an old node adds', () => {
    const old = burstIdByFormula(sensing);
    expect(old).toBe(burstIdByFormula({ ...sensing, sensingTimeS: 30 }));
  });

  it('begin anew after the last orbit of a repeat', () => {
    const last = burstIdByFormula({ ...sensing, relativeOrbit: 175, crossesNode: true });
    expect(last).toBe(burstIdByFormula({ ...sensing, relativeOrbit: 1, sensingTimeS: 30 }));
  });

  it('refuse other modes', () => {
    expect(() => burstIdByFormula({ ...sensing, subSwath: 'EW1' })).toThrow(/IW1, IW2 and IW3/);
  });
});
