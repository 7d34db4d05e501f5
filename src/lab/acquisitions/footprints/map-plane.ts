import { fromLonLat, get } from 'ol/proj';

import type { IGroundPlane } from '../../base-map';

/** The Earth as Web Mercator shows it: boxes in degrees stay boxes. */
export const MAP_PROJECTION = get('EPSG:3857')!;

/** As far north and south as Web Mercator goes, in degrees. */
export const MOST_LATITUDE_DEG = 85;

/** Where coasts and borders of the whole Earth are drawn. */
export const MAP_PLANE: IGroundPlane = {
  ground: {
    fromLonLat: (lonDeg, latDeg) => {
      const [x, y] = fromLonLat([lonDeg, latDeg]);
      return [x, y];
    },
    surroundings: [-180, -MOST_LATITUDE_DEG, 180, MOST_LATITUDE_DEG]
  }
};
