import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  AnnotationError,
  cropRange,
  epochOf,
  readAnnotation,
  secondsAfter,
  utcOf,
  writeAnnotation
} from '..';
import { moroccoAnnotation, moroccoAnnotationFile, TRUTH_MISSING } from './truth';

describe('UTC times', () => {
  it('keep microseconds, over midnight and in the forms of orbit files', () => {
    const epoch = epochOf('2023-09-04T06:37:31.072288');
    expect(epoch).toBe('2023-09-04T00:00:00Z');
    expect(secondsAfter(epoch, '2023-09-04T06:37:31.072288')).toBeCloseTo(23851.072288, 9);
    expect(secondsAfter(epoch, 'UTC=2023-09-05T00:00:00.000001')).toBeCloseTo(86400.000001, 9);
    expect(secondsAfter(epoch, '2023-09-03T23:59:59.5Z')).toBe(-0.5);
    expect(secondsAfter(epoch, 'yesterday')).toBeNaN();
  });

  it('are written as they are read', () => {
    const epoch = '2023-12-31T00:00:00Z';
    for (const utc of ['2023-12-31T06:37:31.072288', '2024-01-01T00:00:00.000001']) {
      expect(utcOf(epoch, secondsAfter(epoch, utc))).toBe(utc);
    }
    expect(utcOf(epoch, 59.9999999)).toBe('2023-12-31T00:01:00.000000');
  });
});

describe.skipIf(TRUTH_MISSING)(`readAnnotation on real products ${TRUTH_MISSING ?? ''}`, () => {
  const text = TRUTH_MISSING ? '' : readFileSync(moroccoAnnotationFile('20230904', 'iw1'), 'utf8');

  it('reads what the file says, digit by digit', () => {
    const annotation = moroccoAnnotation('20230904', 'iw1');
    expect(annotation).toMatchObject({
      epoch: '2023-09-04T00:00:00Z',
      mission: 'S1A',
      subSwath: 'IW1',
      polarization: 'VV',
      pass: 'descending',
      absoluteOrbit: 50174,
      dataTakeId: 395747,
      radarFrequencyHz: 5.40500045433435e9,
      rangeSamplingRateHz: 6.434523812571428e7,
      slantRangeTimeS: 5.334431164884956e-3,
      azimuthTimeIntervalS: 2.055556299999998e-3,
      azimuthSteeringRateDegS: 1.590368784,
      linesPerBurst: 1507,
      samplesPerBurst: 23055,
      rangeBand: { bandwidthHz: 5.65e7, windowCoefficient: 0.75 },
      azimuthBand: { bandwidthHz: 327, windowCoefficient: 0.7 }
    });
    const [burst] = annotation.bursts;
    expect(annotation.bursts).toHaveLength(9);
    expect(burst.taggedId).toBe(110431);
    expect([...burst.firstValidSample.slice(19, 23)]).toEqual([-1, -1, 239, 239]);
    expect(burst.lastValidSample[21]).toBe(20703);
    expect(burst.azimuthTimeS).toBeCloseTo(23851.072288, 9);
    expect(annotation.dopplerCentroids[0]).toMatchObject({
      t0S: 5.338158824457998e-3,
      coefficients: [-10.01209, 11781.21, -18216580]
    });
    expect(annotation.azimuthFmRates[0].t0S).toBe(5.334431164884956e-3);
    expect(annotation.azimuthFmRates[0].coefficients[0]).toBe(-2331.03058599116);
    expect(annotation.geolocationGrid).toHaveLength(210);
    expect(annotation.orbit.vectors).toHaveLength(16);
    expect(annotation.orbit.vectors[0].positionM[0]).toBe(5803479.237456);
  });

  it('is written again as it was read, cut to some samples', () => {
    for (const swath of ['iw1', 'iw2']) {
      const cut = cropRange(moroccoAnnotation('20230916', swath), 3000, 500);
      expect(cut.bursts[0].firstValidSample[700]).toBe(0);
      expect(cut.bursts[0].lastValidSample[700]).toBe(499);
      expect(readAnnotation(writeAnnotation(cut), cut.source)).toEqual(cut);
    }
  });

  it('reads FM rates and bursts as old processors wrote them', () => {
    const old = text
      .replace(
        /<azimuthFmRatePolynomial count="3">(\S+) (\S+) (\S+)<\/azimuthFmRatePolynomial>/g,
        '<c0>$1</c0><c1>$2</c1><c2>$3</c2>'
      )
      .replace(/<burstId[^>]*>\d+<\/burstId>/g, '');
    const annotation = readAnnotation(old);
    expect(annotation.bursts[0].taggedId).toBeNull();
    expect(annotation.azimuthFmRates).toEqual(moroccoAnnotation('20230904', 'iw1').azimuthFmRates);
  });

  it.each([
    [/<slantRangeTime>5.334431164884956e-03<\/slantRangeTime>\s*<pixelValue>/, '<pixelValue>'],
    [/<linesPerBurst>1507/, '<linesPerBurst>1506'],
    [/<ascendingNodeTime>[^<]*/, '<ascendingNodeTime>noon'],
    [/<orbitList[\s\S]*<\/orbitList>/, ''],
    [/<\/product>/, ''],
    [/^[\s\S]*$/, 'GeoTIFF']
  ])('names the element when %s is changed', (from, to) => {
    expect(text).toMatch(from);
    expect(() => readAnnotation(text.replace(from, to), 'a.xml')).toThrow(AnnotationError);
    expect(() => readAnnotation(text.replace(from, to), 'a.xml')).toThrow(/^a\.xml: </);
  });
});
