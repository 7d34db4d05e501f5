import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coherenceLeft, criticalBaselineM, MIDDLE_OF_SWATH, SUB_SWATHS } from '..';

const ANNOTATION = resolve(__dirname, '../../../../shared/data/s1-morocco-annotation');
const missing = existsSync(ANNOTATION) ? '' : ': no ../shared/data beside this repository';

function numberIn(xml: string, tag: string): number {
  return Number(new RegExp(`<${tag}>([^<]+)</${tag}>`).exec(xml)?.[1]);
}

describe.skipIf(missing)(`the middle of sub-swaths${missing}`, () => {
  const files = readdirSync(ANNOTATION, { recursive: true, encoding: 'utf8' }).filter(name =>
    /annotation\/s1a-iw[123]-slc.*\.xml$/.test(name)
  );

  it.each(files)('is that of %s, and so is the critical baseline', name => {
    const xml = readFileSync(join(ANNOTATION, name), 'utf8');
    const subSwath = SUB_SWATHS[Number(/iw(\d)/.exec(name)?.[1]) - 1];
    const samples = numberIn(xml, 'numberOfSamples');
    const delayS =
      numberIn(xml, 'slantRangeTime') + samples / 2 / numberIn(xml, 'rangeSamplingRate');
    const slantRangeM = (299792458 / 2) * delayS;
    const incidenceDeg = numberIn(xml, 'incidenceAngleMidSwath');
    const bandwidthHz = numberIn(
      xml.slice(xml.indexOf('<rangeProcessing>')),
      'processingBandwidth'
    );
    expect(Math.abs(MIDDLE_OF_SWATH[subSwath].slantRangeM - slantRangeM)).toBeLessThan(
      1000 /* m */
    );
    expect(Math.abs(MIDDLE_OF_SWATH[subSwath].incidenceDeg - incidenceDeg)).toBeLessThan(0.1);
    const wanted =
      (slantRangeM * Math.tan((incidenceDeg * Math.PI) / 180) * bandwidthHz) /
      numberIn(xml, 'radarFrequency');
    expect(Math.abs(criticalBaselineM(subSwath) / wanted - 1)).toBeLessThan(0.005);
  });

  it('looks at both sub-swaths that there are', () => {
    expect(new Set(files.map(name => /iw\d/.exec(name)?.[0])).size).toBe(2);
  });
});

describe('coherence that a baseline leaves', () => {
  // Windows of scatterers of coherence 1 in a simulated pair of IW1, whose fringes were left in,
  // over the same without fringes (0.993 at 29 m, 0.959 at 374 m).
  it.each([
    [29, 10, 0.99 / 0.993, 0.01],
    [29, 61, 0.878 / 0.993, 0.015],
    [374, 10, 0.565 / 0.959, 0.06]
  ])('at %f m in %i samples is what simulation gives', (baselineM, samples, measured, within) => {
    const overlap = 1 - baselineM / criticalBaselineM('IW1');
    const averaged = coherenceLeft('IW1', baselineM, samples) / overlap;
    expect(Math.abs(averaged - measured)).toBeLessThan(within);
  });

  it('is the mean of the fringes that pass through the window', () => {
    // Fringes a sample of IW1, from phases along a line of the real pair at 28.97 m.
    const fringes = (1.495e-4 * 200) as number;
    const [re, im] = Array.from({ length: 21 }, (_, k) => 2 * Math.PI * fringes * k).reduce(
      ([x, y], phase) => [x + Math.cos(phase) / 21, y + Math.sin(phase) / 21],
      [0, 0]
    );
    const overlap = 1 - 200 / criticalBaselineM('IW1');
    expect(Math.abs(coherenceLeft('IW1', -200, 21) - overlap * Math.hypot(re, im))).toBeLessThan(
      0.01
    );
  });

  it('is all without a baseline and nothing beyond the critical one', () => {
    expect(coherenceLeft('IW2', 0, 21)).toBe(1);
    expect(coherenceLeft('IW3', 8000, 1)).toBe(0);
    expect(coherenceLeft('IW2', 100, 21)).toBeGreaterThan(coherenceLeft('IW2', 200, 21));
  });
});
