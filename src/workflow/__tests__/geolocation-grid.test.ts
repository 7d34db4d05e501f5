import { describe, expect, it } from 'vitest';
import { radarItems, radarPositionAt, readRadarItems } from '..';
import type { GeolocationGrid } from '..';

const LINES = [0, 400, 1000];
const SAMPLES = [10, 3000, 9000, 20_000];

/** A grid that is skewed and turned: bilinear in line and sample, across a meridian. */
function gridAround(middleLonDeg: number): GeolocationGrid {
  const place = (line: number, sample: number): [number, number] => [
    middleLonDeg + 3.4e-5 * sample - 2.3e-5 * line + 1e-10 * line * sample,
    46.5 + 6e-6 * sample + 1.2e-4 * line
  ];
  const nodes = LINES.flatMap(line => SAMPLES.map(sample => place(line, sample)));
  return {
    lines: LINES,
    samples: SAMPLES,
    lonDeg: nodes.map(([lon]) => ((lon + 540) % 360) - 180),
    latDeg: nodes.map(([, lat]) => lat),
    toleranceLines: 0.1,
    toleranceSamples: 3.5
  };
}

describe('line and sample by a geolocation grid', () => {
  it.each([11, 179.9, -179.99])('are found around %d degrees east', middle => {
    const grid = gridAround(middle);
    for (const [line, sample] of [
      [0, 10],
      [123.25, 456.5],
      [400, 9000],
      [999, 19_000]
    ]) {
      const lon = middle + 3.4e-5 * sample - 2.3e-5 * line + 1e-10 * line * sample;
      const lat = 46.5 + 6e-6 * sample + 1.2e-4 * line;
      const found = radarPositionAt(grid, lon > 180 ? lon - 360 : lon, lat)!;
      expect(Math.abs(found.line - line)).toBeLessThan(1e-3 /* lines */);
      expect(Math.abs(found.sample - sample)).toBeLessThan(1e-2 /* samples */);
    }
  });

  it('are null outside, and where nodes have no position', () => {
    const grid = gridAround(11);
    expect(radarPositionAt(grid, 10.5, 46.5)).toBeNull();
    expect(radarPositionAt(grid, -169, 46.55)).toBeNull();
    const unknown = { ...grid, latDeg: grid.latDeg.map(() => null) };
    expect(radarPositionAt(unknown, 11.1, 46.51)).toBeNull();
  });
});

describe('metadata items of a result', () => {
  it('are read as they were written', () => {
    const origin = {
      burstId: 249435,
      subSwath: 'IW2',
      window: { windowAzimuthLines: 2, windowRangeSamples: 10 },
      days: ['2024-08-09', '2024-08-21'],
      geolocation: gridAround(11),
      isBiasCorrected: true
    } as const;
    expect(readRadarItems(radarItems(origin))).toEqual(origin);
    expect(radarItems({})).toEqual({});
    expect(radarItems({ days: ['2024-08-09', '2024-08-21', '2024-09-02'] })).toEqual({});
  });

  it('are left out where they make no sense', () => {
    const items = {
      BURST_ID: 'none',
      SUB_SWATH: 'EW1',
      WINDOW_AZIMUTH_LINES: '2',
      PRIMARY_DATE: 'yesterday',
      GEOLOCATION_GRID: '{"lines": [0, 5], "samples": [0, 5], "latDeg": [1, 2, 3]}'
    };
    expect(Object.values(readRadarItems(items)).every(value => value === undefined)).toBe(true);
    expect(readRadarItems({ GEOLOCATION_GRID: '{' }).geolocation).toBeUndefined();
  });
});
