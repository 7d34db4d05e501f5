import type { Annotation } from './annotation';

/**
 * The annotation of the same product cut to some samples of each line: sample 0 is then
 * `firstSample` of before.
 */
export function cropRange(
  annotation: Annotation,
  firstSample: number,
  samples: number
): Annotation {
  return {
    ...annotation,
    slantRangeTimeS: annotation.slantRangeTimeS + firstSample / annotation.rangeSamplingRateHz,
    samplesPerBurst: samples,
    bursts: annotation.bursts.map(burst => {
      const firstValidSample = burst.firstValidSample.map(first =>
        first < 0 ? -1 : Math.max(0, first - firstSample)
      );
      const lastValidSample = burst.lastValidSample.map(last =>
        last < 0 ? -1 : Math.min(samples - 1, last - firstSample)
      );
      for (let line = 0; line < firstValidSample.length; line++) {
        if (firstValidSample[line] > lastValidSample[line]) {
          firstValidSample[line] = -1;
          lastValidSample[line] = -1;
        }
      }
      return { ...burst, firstValidSample, lastValidSample };
    }),
    geolocationGrid: annotation.geolocationGrid.map(point => ({
      ...point,
      sample: point.sample - firstSample
    }))
  };
}
