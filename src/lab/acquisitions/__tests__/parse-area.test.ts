import { describe, expect, it } from 'vitest';

import { MOST_POINTS } from '../area/check-ring';
import { areaText, parseArea, ringAround } from '../area/parse-area';
import { AreaError } from '../errors';

const BOX = [
  [11, 46.5],
  [11.5, 46.5],
  [11.5, 46.75],
  [11, 46.75],
  [11, 46.5]
];

const TRIANGLE = [
  [11, 46],
  [12, 46],
  [11.5, 47],
  [11, 46]
];

function refusal(text: string): AreaError {
  try {
    parseArea(text);
  } catch (error) {
    if (error instanceof AreaError) {
      return error;
    }
    throw error;
  }
  throw new Error(`${text} was not refused`);
}

describe('an area', () => {
  it.each([
    ['11, 46.5, 11.5, 46.75', BOX],
    ['[11,46.5,11.5,46.75]', BOX],
    [' 11 46.5 11.5 46.75 ', BOX],
    ['POLYGON ((11 46, 12 46, 11.5 47, 11 46))', TRIANGLE],
    ['SRID=4326;polygon((11 46,12 46,11.5 47,11 46))', TRIANGLE],
    ['MULTIPOLYGON (((11 46, 12 46, 11.5 47, 11 46)))', TRIANGLE],
    [JSON.stringify({ type: 'Polygon', coordinates: [TRIANGLE] }), TRIANGLE],
    [
      JSON.stringify({
        type: 'FeatureCollection',
        features: [
          {
            type: 'Feature',
            properties: {},
            geometry: { type: 'Polygon', coordinates: [TRIANGLE] }
          }
        ]
      }),
      TRIANGLE
    ],
    // Heights are left out.
    ['POLYGON Z ((11 46 5, 12 46 5, 11.5 47 5, 11 46 5))', TRIANGLE]
  ])('is read from %s', (text, ring) => {
    expect(parseArea(text)).toEqual(ring);
  });

  it('is none where nothing stands', () => {
    expect(parseArea('  ')).toBeNull();
  });

  it.each([
    ['11, 46.5, 11.5', 'unreadable', 'west, south, east, north'],
    ['11, 46.5, 11.5, north', 'unreadable', 'west, south, east, north'],
    ['POLYGON ((11 46, 12', 'unreadable', 'WKT'],
    ['{"type": "Polygon"', 'unreadable', 'GeoJSON'],
    ['{"type": "Polygons", "coordinates": []}', 'not-one-polygon', 'got nothing'],
    ['POINT (11 46)', 'not-one-polygon', 'got point'],
    ['MULTIPOLYGON (((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))', 'not-one-polygon', 'one polygon'],
    ['POLYGON ((0 0,9 0,9 9,0 0),(5 1,6 1,6 2,5 1))', 'not-one-polygon', 'without holes'],
    ['POLYGON EMPTY', 'empty', 'three corners'],
    ['11, 46, 11, 46', 'empty', 'three corners'],
    ['POLYGON ((0 0, 1 1, 2 2, 0 0))', 'empty', 'one line'],
    ['170, 10, -170, 20', 'empty', '180th meridian'],
    ['11, 47, 12, 46', 'empty', 'south'],
    ['46.5, 190, 46.7, 200', 'outside', 'longitude from -180 to 180'],
    ['POLYGON ((0 0, 200 0, 200 1, 0 0))', 'outside', '200'],
    ['POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))', 'crossing', '0 0 to 2 2'],
    // Two triangles that touch at a corner, and a side that runs back over another.
    ['POLYGON ((0 0, 2 0, 1 1, 2 2, 0 2, 1 1, 0 0))', 'crossing', 'crosses itself'],
    ['POLYGON ((0 0, 4 0, 4 4, 4 2, 8 2, 0 0))', 'crossing', 'crosses itself']
  ])('%s is refused as %s', (text, reason, said) => {
    const error = refusal(text);
    expect(error.reason).toBe(reason);
    expect(error.message).toContain(said);
  });

  it('is refused with more corners than an address can carry', () => {
    const circle = (corners: number): string => {
      const points = Array.from({ length: corners }, (_, i) => {
        const angle = (2 * Math.PI * i) / corners;
        return `${Math.cos(angle)} ${Math.sin(angle)}`;
      });
      return `POLYGON ((${[...points, points[0]].join(', ')}))`;
    };
    expect(refusal(circle(MOST_POINTS + 1)).reason).toBe('too-many-points');
    expect(parseArea(circle(MOST_POINTS))).toHaveLength(MOST_POINTS + 1);
  });

  it('comes back from its own text', () => {
    for (const ring of [BOX, TRIANGLE] as [number, number][][]) {
      expect(parseArea(areaText(ring))).toEqual(ring);
    }
    expect(areaText(ringAround(11, 46.5, 11.5, 46.75))).toBe('11, 46.5, 11.5, 46.75');
    // OpenLayers begins the corners of a box elsewhere.
    expect(
      areaText([
        [11, 47],
        [11, 46],
        [12, 46],
        [12, 47],
        [11, 47]
      ])
    ).toBe('11, 46, 12, 47');
  });
});
