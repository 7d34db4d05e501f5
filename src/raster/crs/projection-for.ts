import proj4 from 'proj4';
import { UnknownProjectionError } from '../errors';
import type { Projection } from './projection';

/** Geographic codes whose coordinates are those of WGS 84 to better than a metre. */
const GEOGRAPHIC = new Set([4326, 4258]);

const LAEA_EUROPE =
  '+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m';
const UPS = '+proj=stere +lon_0=0 +k=0.994 +x_0=2000000 +y_0=2000000 +datum=WGS84 +units=m';
const POLAR = '+proj=stere +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m';

/** Definitions beside the UTM zones, as the EPSG dataset has them; checked against PROJ in tests. */
const DEFINITIONS: Readonly<Record<number, string>> = {
  2154: '+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +units=m',
  3031: `${POLAR} +lat_0=-90 +lat_ts=-71 +lon_0=0`,
  3034: '+proj=lcc +lat_0=52 +lon_0=10 +lat_1=35 +lat_2=65 +x_0=4000000 +y_0=2800000 +ellps=GRS80 +units=m',
  3035: LAEA_EUROPE,
  3413: `${POLAR} +lat_0=90 +lat_ts=70 +lon_0=-45`,
  3857: '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null',
  3976: `${POLAR} +lat_0=-90 +lat_ts=-70 +lon_0=0`,
  3995: `${POLAR} +lat_0=90 +lat_ts=71 +lon_0=0`,
  5041: `${UPS} +lat_0=90`,
  5042: `${UPS} +lat_0=-90`,
  32661: `${UPS} +lat_0=90`,
  32761: `${UPS} +lat_0=-90`
};

const KNOWN_CODES = [
  '4326 and 4258 (longitude, latitude)',
  '32601 to 32660 and 32701 to 32760 (UTM)',
  '25828 to 25838 (ETRS89 UTM)',
  Object.keys(DEFINITIONS).join(', ')
].join('; ');

/**
 * The projection of an EPSG code. x is always easting or longitude, whatever axis order the code
 * has. ETRS89 is taken as WGS 84, from which it is less than a metre away.
 *
 * @throws UnknownProjectionError naming the codes that work.
 */
export function projectionFor(epsg: number): Projection {
  if (GEOGRAPHIC.has(epsg)) {
    return {
      epsg,
      unit: 'degree',
      forward: (lonDeg, latDeg) => [lonDeg, latDeg],
      inverse: (x, y) => [x, y]
    };
  }
  const definition = definitionOf(epsg);
  if (definition === null) {
    throw new UnknownProjectionError(epsg, KNOWN_CODES);
  }
  const converter = proj4(definition);
  return {
    epsg,
    unit: 'metre',
    forward: (lonDeg, latDeg) => finitePair(() => converter.forward([lonDeg, latDeg])),
    inverse: (x, y) => finitePair(() => converter.inverse([x, y]))
  };
}

function definitionOf(epsg: number): string | null {
  if (epsg >= 32601 && epsg <= 32660) {
    return `+proj=utm +zone=${epsg - 32600} +datum=WGS84 +units=m`;
  }
  if (epsg >= 32701 && epsg <= 32760) {
    return `+proj=utm +zone=${epsg - 32700} +south +datum=WGS84 +units=m`;
  }
  if (epsg >= 25828 && epsg <= 25838) {
    return `+proj=utm +zone=${epsg - 25800} +ellps=GRS80 +units=m`;
  }
  return DEFINITIONS[epsg] ?? null;
}

/** proj4 throws for coordinates that are not finite, and gives infinities outside a domain. */
function finitePair(convert: () => number[]): [number, number] {
  try {
    const [x, y] = convert();
    return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : [NaN, NaN];
  } catch {
    return [NaN, NaN];
  }
}
