/**
 * Map projections by EPSG code: parameters as the EPSG dataset lists them. Degrees and metres.
 */

/** One parameter of a projection: its number in the EPSG dataset, and its value. */
export type ProjectionParameter = readonly [code: number, value: number];

/** A projected CRS. */
export interface MapProjection {
  readonly name: string;
  readonly base: 'WGS 84' | 'ETRS89' | 'RGF93 v1';
  /** Number of the method in the EPSG dataset. */
  readonly method: number;
  readonly parameters: readonly ProjectionParameter[];
}

export const METHODS: Readonly<Record<number, string>> = {
  1024: 'Popular Visualisation Pseudo Mercator',
  9802: 'Lambert Conic Conformal (2SP)',
  9807: 'Transverse Mercator',
  9810: 'Polar Stereographic (variant A)',
  9820: 'Lambert Azimuthal Equal Area',
  9829: 'Polar Stereographic (variant B)'
};

export const PARAMETERS: Readonly<
  Record<number, readonly [name: string, unit: 'degree' | 'metre' | 'unity']>
> = {
  8801: ['Latitude of natural origin', 'degree'],
  8802: ['Longitude of natural origin', 'degree'],
  8805: ['Scale factor at natural origin', 'unity'],
  8806: ['False easting', 'metre'],
  8807: ['False northing', 'metre'],
  8821: ['Latitude of false origin', 'degree'],
  8822: ['Longitude of false origin', 'degree'],
  8823: ['Latitude of 1st standard parallel', 'degree'],
  8824: ['Latitude of 2nd standard parallel', 'degree'],
  8826: ['Easting at false origin', 'metre'],
  8827: ['Northing at false origin', 'metre'],
  8832: ['Latitude of standard parallel', 'degree'],
  8833: ['Longitude of origin', 'degree']
};

const OTHERS: Readonly<Record<number, MapProjection>> = {
  2154: {
    name: 'RGF93 v1 / Lambert-93',
    base: 'RGF93 v1',
    method: 9802,
    parameters: conic(46.5, 3, 49, 44, 700000, 6600000)
  },
  3031: polar('WGS 84 / Antarctic Polar Stereographic', -71, 0),
  3034: {
    name: 'ETRS89-extended / LCC Europe',
    base: 'ETRS89',
    method: 9802,
    parameters: conic(52, 10, 35, 65, 4000000, 2800000)
  },
  3035: {
    name: 'ETRS89-extended / LAEA Europe',
    base: 'ETRS89',
    method: 9820,
    parameters: origin(52, 10, 4321000, 3210000)
  },
  3413: polar('WGS 84 / NSIDC Sea Ice Polar Stereographic North', 70, -45),
  3857: {
    name: 'WGS 84 / Pseudo-Mercator',
    base: 'WGS 84',
    method: 1024,
    parameters: origin(0, 0, 0, 0)
  },
  3976: polar('WGS 84 / NSIDC Sea Ice Polar Stereographic South', -70, 0),
  3995: polar('WGS 84 / Arctic Polar Stereographic', 71, 0),
  5041: universalPolar('WGS 84 / UPS North (E,N)', 90),
  5042: universalPolar('WGS 84 / UPS South (E,N)', -90),
  32661: universalPolar('WGS 84 / UPS North (N,E)', 90),
  32761: universalPolar('WGS 84 / UPS South (N,E)', -90)
};

/** The projection of an EPSG code; null for geographic codes and those not known here. */
export function mapProjection(epsg: number): MapProjection | null {
  if (epsg >= 32601 && epsg <= 32660) {
    return utm('WGS 84', epsg - 32600, 'N');
  }
  if (epsg >= 32701 && epsg <= 32760) {
    return utm('WGS 84', epsg - 32700, 'S');
  }
  if (epsg >= 25828 && epsg <= 25838) {
    return utm('ETRS89', epsg - 25800, 'N');
  }
  return OTHERS[epsg] ?? null;
}

function utm(base: MapProjection['base'], zone: number, side: 'N' | 'S'): MapProjection {
  return {
    name: `${base} / UTM zone ${zone}${side}`,
    base,
    method: 9807,
    parameters: scaled(0, zone * 6 - 183, 0.9996, 500000, side === 'N' ? 0 : 10000000)
  };
}

function origin(
  latitude: number,
  longitude: number,
  easting: number,
  northing: number
): ProjectionParameter[] {
  return [
    [8801, latitude],
    [8802, longitude],
    [8806, easting],
    [8807, northing]
  ];
}

function scaled(
  latitude: number,
  longitude: number,
  scale: number,
  easting: number,
  northing: number
): ProjectionParameter[] {
  const [first, second, ...rest] = origin(latitude, longitude, easting, northing);
  return [first, second, [8805, scale], ...rest];
}

function conic(
  latitude: number,
  longitude: number,
  parallel1: number,
  parallel2: number,
  easting: number,
  northing: number
): ProjectionParameter[] {
  return [
    [8821, latitude],
    [8822, longitude],
    [8823, parallel1],
    [8824, parallel2],
    [8826, easting],
    [8827, northing]
  ];
}

function polar(name: string, parallel: number, longitude: number): MapProjection {
  return {
    name,
    base: 'WGS 84',
    method: 9829,
    parameters: [
      [8832, parallel],
      [8833, longitude],
      [8806, 0],
      [8807, 0]
    ]
  };
}

function universalPolar(name: string, latitude: number): MapProjection {
  return {
    name,
    base: 'WGS 84',
    method: 9810,
    parameters: scaled(latitude, 0, 0.994, 2000000, 2000000)
  };
}
