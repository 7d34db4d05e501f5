import { describe, expect, it } from 'vitest';
import { readAnnotation, writeAnnotation } from '..';
import type { Annotation } from '..';
import { moroccoAnnotation, TRUTH_MISSING } from './truth';

/** Half of the microsecond that times are written to. */
const TIME_TOLERANCE_S = 0.51e-6;

/** The annotation with its times cut off, and its times. */
function parted(annotation: Annotation): { rest: unknown; timesS: number[] } {
  const timesS: number[] = [];
  const rest = JSON.parse(JSON.stringify(annotation), (name, value) => {
    if (/^(azimuthTimeS|sensingTimeS|timeS|ascendingNodeTimeS)$/.test(name)) {
      timesS.push(value);
      return 'time';
    }
    return value;
  });
  return { rest, timesS };
}

describe.skipIf(TRUTH_MISSING)(`an annotation that is written ${TRUTH_MISSING ?? ''}`, () => {
  it('reads back as it was, times to the microsecond', () => {
    const before = moroccoAnnotation('20230904', 'iw1');
    const xml = writeAnnotation({ ...before, isSimulated: true });
    const after = readAnnotation(xml, before.source);
    expect(after.isSimulated).toBe(true);
    expect(before.isSimulated).toBe(false);
    const [given, read] = [parted({ ...before, isSimulated: true }), parted(after)];
    expect(read.rest).toEqual(given.rest);
    expect(read.timesS.length).toBe(given.timesS.length);
    const worstS = read.timesS.reduce(
      (worst, timeS, i) => Math.max(worst, Math.abs(timeS - given.timesS[i])),
      0
    );
    expect(worstS).toBeLessThan(TIME_TOLERANCE_S);
  });
});
