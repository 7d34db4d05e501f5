import type { Attributes } from './hdf5-file';
import { type MapProjection, mapProjection, METHODS, PARAMETERS } from './map-projections';

const DEGREE = 'ANGLEUNIT["degree",0.0174532925199433]';
const METRE = 'LENGTHUNIT["metre",1]';
const UNITS = { degree: DEGREE, metre: METRE, unity: 'SCALEUNIT["unity",1]' };

/** Geographic CRSs: EPSG code, datum, ellipsoid with semi-major axis in metres. */
const BASES = {
  'WGS 84': [4326, 'World Geodetic System 1984', 'WGS 84', 6378137, 298.257223563],
  ETRS89: [4258, 'European Terrestrial Reference System 1989', 'GRS 1980', 6378137, 298.257222101],
  'RGF93 v1': [4171, 'Reseau Geodesique Francais 1993 v1', 'GRS 1980', 6378137, 298.257222101]
} as const;

type Base = keyof typeof BASES;

/** CF's names of the methods and of their parameters (CF conventions 1.10, appendix F). */
const CF_METHODS: Readonly<Record<number, string>> = {
  9802: 'lambert_conformal_conic',
  9807: 'transverse_mercator',
  9810: 'polar_stereographic',
  9820: 'lambert_azimuthal_equal_area',
  9829: 'polar_stereographic'
};

/**
 * Attributes of the grid mapping variable of a CRS: WKT 2 (ISO 19162:2019) under the names that
 * xarray, GDAL and CF look for, and CF's own parameters.
 *
 * @returns Null for a code that is not known here.
 */
export function gridMapping(epsg: number): Attributes | null {
  const geographic = (Object.keys(BASES) as Base[]).find(name => BASES[name][0] === epsg);
  const projection = mapProjection(epsg);
  if (geographic === undefined && projection === null) {
    return null;
  }
  const base = projection?.base ?? geographic ?? 'WGS 84';
  const wkt = projection ? projectedWkt(projection, epsg) : geographicWkt(base);
  const [, datum, , semiMajorAxisM, inverseFlattening] = BASES[base];
  return {
    crs_wkt: wkt,
    spatial_ref: wkt,
    ...(projection ? projectedMembers(projection) : { grid_mapping_name: 'latitude_longitude' }),
    horizontal_datum_name: datum,
    semi_major_axis: number(semiMajorAxisM),
    inverse_flattening: number(inverseFlattening),
    longitude_of_prime_meridian: number(0)
  };
}

/** Nothing for a method that CF does not know: its WKT alone describes it. */
function projectedMembers({ method, parameters }: MapProjection): Attributes {
  const name = CF_METHODS[method];
  if (name === undefined) {
    return {};
  }
  const value = new Map(parameters);
  const at = (code: number) => value.get(code) ?? 0;
  const common = {
    grid_mapping_name: name,
    false_easting: number(value.get(8826) ?? at(8806)),
    false_northing: number(value.get(8827) ?? at(8807))
  };
  switch (method) {
    case 9802:
      return {
        ...common,
        latitude_of_projection_origin: number(at(8821)),
        longitude_of_central_meridian: number(at(8822)),
        standard_parallel: Float64Array.of(at(8823), at(8824))
      };
    case 9807:
      return {
        ...common,
        latitude_of_projection_origin: number(at(8801)),
        longitude_of_central_meridian: number(at(8802)),
        scale_factor_at_central_meridian: number(at(8805))
      };
    case 9810:
      return {
        ...common,
        latitude_of_projection_origin: number(at(8801)),
        straight_vertical_longitude_from_pole: number(at(8802)),
        scale_factor_at_projection_origin: number(at(8805))
      };
    case 9829:
      return {
        ...common,
        latitude_of_projection_origin: number(Math.sign(at(8832)) * 90),
        straight_vertical_longitude_from_pole: number(at(8833)),
        standard_parallel: number(at(8832))
      };
    default:
      return {
        ...common,
        latitude_of_projection_origin: number(at(8801)),
        longitude_of_projection_origin: number(at(8802))
      };
  }
}

function geographicWkt(base: Base): string {
  const axes =
    `CS[ellipsoidal,2],AXIS["geodetic latitude (Lat)",north,ORDER[1],${DEGREE}],` +
    `AXIS["geodetic longitude (Lon)",east,ORDER[2],${DEGREE}]`;
  return `GEOGCRS["${base}",${datumWkt(base)},${axes},ID["EPSG",${BASES[base][0]}]]`;
}

function projectedWkt({ name, base, method, parameters }: MapProjection, epsg: number): string {
  const values = parameters.map(([code, value]) => {
    const [title, unit] = PARAMETERS[code];
    return `PARAMETER["${title}",${value},${UNITS[unit]},ID["EPSG",${code}]]`;
  });
  const conversion = `CONVERSION["${name}",METHOD["${METHODS[method]}",ID["EPSG",${method}]],${values.join()}]`;
  const axes = `CS[Cartesian,2],AXIS["(E)",east,ORDER[1],${METRE}],AXIS["(N)",north,ORDER[2],${METRE}]`;
  const geographic = `BASEGEOGCRS["${base}",${datumWkt(base)},ID["EPSG",${BASES[base][0]}]]`;
  return `PROJCRS["${name}",${geographic},${conversion},${axes},ID["EPSG",${epsg}]]`;
}

function datumWkt(base: Base): string {
  const [, datum, ellipsoid, semiMajorAxisM, inverseFlattening] = BASES[base];
  return (
    `DATUM["${datum}",ELLIPSOID["${ellipsoid}",${semiMajorAxisM},${inverseFlattening},${METRE}]],` +
    `PRIMEM["Greenwich",0,${DEGREE}]`
  );
}

function number(value: number): Float64Array {
  return Float64Array.of(value);
}
