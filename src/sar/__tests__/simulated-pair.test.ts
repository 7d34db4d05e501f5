import { beforeAll, describe, expect, it } from 'vitest';
import { shiftedOrbit } from '..';
import type { Annotation, ElevationGrid } from '..';
import { report } from './measures';
import { faultsOf, measurePair } from './pair-measures';
import type { PairMeasures } from './pair-measures';
import { croppedBurst, simulatePair, STRIPS } from './simulated-pair';
import type { SimulatedPair } from './simulated-pair';
import { moroccoAnnotation, moroccoElevation, TRUTH_MISSING } from './truth';

function show(what: string, measures: PairMeasures): void {
  const { coherence, expected, azimuthLines, rangeSamples, phaseRad } = measures;
  const strips = STRIPS.map((strip, k) => [`${strip}:`, coherence[k] - expected[k]] as const);
  report(what, {
    ...Object.fromEntries(strips),
    expectedAt1: expected[5],
    azimuthLines,
    rangeSamples,
    phaseRad
  });
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
});
