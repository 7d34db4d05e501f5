import Feature from 'ol/Feature';
import LineString from 'ol/geom/LineString';
import { mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

import type { IGroundPlane } from './ground-plane';

/**
 * Coasts and borders (Natural Earth, 1:50 million) in the surroundings of a plane. Loads the
 * outlines when first called.
 */
export async function outlinesAround(plane: IGroundPlane): Promise<Feature[]> {
  const { ground } = plane;
  if (!ground) {
    return [];
  }
  const { default: world } = await import('world-atlas/countries-50m.json');
  const topology = world as unknown as Topology<{ countries: GeometryCollection }>;
  const lines = mesh(topology, topology.objects.countries).coordinates;
  const [west, south, east, north] = ground.surroundings;
  const features: Feature[] = [];
  let run: number[][] = [];
  const finish = (): void => {
    if (run.length > 1) {
      features.push(new Feature(new LineString(run)));
    }
    run = [];
  };
  for (const line of lines) {
    for (const [lonDeg, latDeg] of line) {
      const isNear = lonDeg >= west && lonDeg <= east && latDeg >= south && latDeg <= north;
      const point = isNear ? ground.fromLonLat(lonDeg, latDeg) : null;
      if (point) {
        run.push(point);
      } else {
        finish();
      }
    }
    finish();
  }
  return features;
}
