import { beforeAll, describe, expect, it } from 'vitest';
import { shiftedOrbit } from '..';
import type { Annotation, ElevationGrid, SlcBurst } from '..';
import { FRACTIONS } from '../coregistration/sinc-kernels';
import { Kernels, newKernels } from '../kernels/kernels';
import { report } from './measures';
import { faultsOf, measurePair } from './pair-measures';
import type { PairMeasures } from './pair-measures';
import { croppedBurst, simulatePair, STRIPS } from './simulated-pair';
import type { SimulatedPair } from './simulated-pair';
import { moroccoAnnotation, moroccoElevation, TRUTH_MISSING } from './truth';

function show(what: string, measures: PairMeasures): void {
  const { coherence, expected, azimuthLines, rangeSamples, derampedLines, phaseRad } = measures;
  const strips = STRIPS.map((strip, k) => [`${strip}:`, coherence[k] - expected[k]] as const);
  report(what, {
    ...Object.fromEntries(strips),
    expectedAt1: expected[5],
    azimuthLines,
    rangeSamples,
    derampedLines,
    phaseRad
  });
}

/** Kernels whose weights are those of bilinear interpolation. */
function bilinearKernels(): Kernels {
  const { run } = newKernels();
  const bilinear = new Kernels({
    ...run,
    resample(...args) {
      const [rangeAt, rangeTaps, azimuthAt, azimuthTaps] = args.slice(11, 15);
      for (const [at, taps] of [
        [rangeAt, rangeTaps],
        [azimuthAt, azimuthTaps]
      ]) {
        const weights = bilinear.float32(at, FRACTIONS * taps).fill(0);
        for (let step = 0; step < FRACTIONS; step++) {
          weights[step * taps + taps / 2 - 1] = 1 - step / FRACTIONS;
          weights[step * taps + taps / 2] = step / FRACTIONS;
        }
      }
      run.resample(...args);
    }
  });
  return bilinear;
}

/**
 * Kernels that read deramped data elsewhere and put the ramp back where it belongs: a shift of data
 * without their ramp.
 */
function shiftedKernels(lines: number, samples: number): Kernels {
  const { run } = newKernels();
  const shifted = new Kernels({
    ...run,
    resample(...args) {
      const [azimuthAt, rangeAt, , , count] = args;
      const outPhaseAt = args[23];
      const azimuth = shifted.float64(azimuthAt, count);
      const range = shifted.float64(rangeAt, count);
      run.resample(...args);
      const phase = shifted.float64(outPhaseAt, count).slice();
      azimuth.forEach((offset, i) => (azimuth[i] = offset + lines));
      range.forEach((offset, i) => (range[i] = offset + samples));
      run.resample(...args);
      shifted.float64(outPhaseAt, count).set(phase);
      azimuth.forEach((offset, i) => (azimuth[i] = offset - lines));
      range.forEach((offset, i) => (range[i] = offset - samples));
    }
  });
  return shifted;
}

describe.skipIf(TRUTH_MISSING)(`simulated pairs ${TRUTH_MISSING ?? ''}`, () => {
  let annotations: [Annotation, Annotation];
  let elevation: ElevationGrid;
  let near: SimulatedPair;
  let far: SimulatedPair;

  beforeAll(async () => {
    annotations = [moroccoAnnotation('20230904', 'iw1'), moroccoAnnotation('20230916', 'iw1')];
    elevation = await moroccoElevation('iw1');
    const [first, second] = annotations;
    const primary = croppedBurst(first);
    near = await simulatePair(primary, croppedBurst(second, 0.37), elevation);
    const lookRad = (29.9 * Math.PI) / 180;
    const orbit = shiftedOrbit(second.orbit, 300, 40, lookRad);
    far = await simulatePair(primary, croppedBurst(second, 0.37, orbit), elevation);
  });

  it('keep what was prescribed, at a baseline of 29 m', async () => {
    const measures = await measurePair(near);
    show('29 m', measures);
    expect(faultsOf(measures)).toEqual([]);
    expect(measures.expected[5]).toBeGreaterThan(0.98);
  });

  it('keep what was prescribed, at a baseline above 300 m over relief', async () => {
    const measures = await measurePair(far);
    show('329 m', measures);
    expect(faultsOf(measures)).toEqual([]);
    expect(measures.expected[5]).toBeLessThan(0.98);
  });

  /** What the coregistration is told of the secondary instead of the truth. */
  const told = (change: (annotation: Annotation) => Annotation): SlcBurst => {
    const { reference, slc } = far.secondary;
    return { slc, reference: { ...reference, annotation: change(reference.annotation) } };
  };
  const steered = (factor: number): SlcBurst =>
    told(annotation => ({
      ...annotation,
      azimuthSteeringRateDegS: factor * annotation.azimuthSteeringRateDegS
    }));

  it.each<[name: string, mistake: () => Parameters<typeof measurePair>, seenBy: string]>([
    ['no deramping', () => [far, {}, { secondary: steered(1e-9) }], 'coherence 1'],
    // A steering rate that gives the ramp the opposite sign: ks' = -kt ka / (ka - kt).
    ['a swapped sign of the ramp', () => [far, {}, { secondary: steered(-0.129) }], 'coherence 1'],
    [
      '0.1 line of azimuth, data with their ramp',
      () => {
        const shifted = told(annotation => ({
          ...annotation,
          bursts: annotation.bursts.map(burst => ({
            ...burst,
            azimuthTimeS: burst.azimuthTimeS + 0.1 * annotation.azimuthTimeIntervalS
          }))
        }));
        return [far, {}, { secondary: shifted }];
      },
      'azimuth'
    ],
    [
      '0.1 line of azimuth, data without their ramp',
      () => [far, { kernels: shiftedKernels(0.1, 0) }],
      'deramped azimuth'
    ],
    [
      '0.1 sample of range, data with their ramp',
      () => {
        const shifted = told(annotation => ({
          ...annotation,
          slantRangeTimeS: annotation.slantRangeTimeS + 0.1 / annotation.rangeSamplingRateHz
        }));
        return [far, {}, { secondary: shifted }];
      },
      'range'
    ],
    [
      '0.1 sample of range, data without their ramp',
      () => [far, { kernels: shiftedKernels(0, 0.1) }],
      'range'
    ],
    [
      'no elevation',
      () => [far, {}, { elevation: { ...elevation, heightsM: elevation.heightsM.map(() => 420) } }],
      'coherence 1'
    ],
    [
      'elevation at the corners of pixels',
      () => {
        const firstLatDeg = elevation.firstLatDeg - elevation.latStepDeg / 2;
        const firstLonDeg = elevation.firstLonDeg - elevation.lonStepDeg / 2;
        return [far, {}, { elevation: { ...elevation, firstLatDeg, firstLonDeg } }];
      },
      'phase'
    ],
    [
      'no geoid',
      () => {
        const heightsM = elevation.heightsM.map(height => height - 49);
        return [far, {}, { elevation: { ...elevation, heightsM } }];
      },
      'phase'
    ],
    ['bilinear resampling', () => [far, { kernels: bilinearKernels() }], 'range']
  ])('show %s', async (name, mistake, seenBy) => {
    const measures = await measurePair(...mistake());
    const faults = faultsOf(measures);
    show(name, measures);
    process.stdout.write(`  seen by: ${faults.join(', ')}\n`);
    expect(faults).toContain(seenBy);
  });
});
