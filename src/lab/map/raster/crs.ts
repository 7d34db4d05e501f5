import proj4 from 'proj4';

import { CRS_DEFINITIONS } from './crs-definitions';

/** A coordinate reference system that points can be brought to longitude and latitude from. */
export interface ICrs {
  /** As `EPSG:32632`. */
  readonly code: string;
  /** Whether x and y are longitude and latitude in degrees. */
  readonly isGeographic: boolean;
  /** Metres of one unit of x and y; not used for geographic systems. */
  readonly metersPerUnit: number;
  /** `[longitude, latitude]` in degrees (WGS84), or null where the projection has no answer. */
  toLonLat(x: number, y: number): [number, number] | null;
  /** `[x, y]` of a longitude and latitude in degrees (WGS84), or null. */
  fromLonLat(lonDeg: number, latDeg: number): [number, number] | null;
}

/** PROJ definition of an EPSG code, or null where the map knows none. */
export function definitionOf(epsg: number): string | null {
  const listed = CRS_DEFINITIONS[epsg];
  if (listed) {
    return listed;
  }
  const zone = epsg % 100;
  if (zone >= 1 && zone <= 60) {
    switch (Math.floor(epsg / 100)) {
      case 326:
        return `+proj=utm +zone=${zone} +datum=WGS84 +units=m`;
      case 327:
        return `+proj=utm +zone=${zone} +south +datum=WGS84 +units=m`;
      case 322:
        return `+proj=utm +zone=${zone} +ellps=WGS72 +towgs84=0,0,4.5,0,0,0.554,0.2263 +units=m`;
    }
    if (epsg >= 25828 && epsg <= 25838) {
      return `+proj=utm +zone=${zone} +ellps=GRS80 +towgs84=0,0,0 +units=m`;
    }
    if (epsg >= 26901 && epsg <= 26923) {
      return `+proj=utm +zone=${zone} +datum=NAD83 +units=m`;
    }
    if (epsg >= 23028 && epsg <= 23038) {
      return `+proj=utm +zone=${zone} +ellps=intl +towgs84=-87,-98,-121 +units=m`;
    }
  }
  return null;
}

/** The system of an EPSG code, or null where the map has no definition of it. */
export function crsOf(epsg: number): ICrs | null {
  const definition = definitionOf(epsg);
  return definition === null ? null : crsFromDefinition(`EPSG:${epsg}`, definition);
}

/** A system from a PROJ string. */
export function crsFromDefinition(code: string, definition: string): ICrs {
  const isGeographic = definition.includes('+proj=longlat');
  const converter = proj4(definition, 'EPSG:4326');
  const pair = (point: number[]): [number, number] | null =>
    Number.isFinite(point[0]) && Number.isFinite(point[1]) ? [point[0], point[1]] : null;
  const guarded = (convert: () => number[]): [number, number] | null => {
    // proj4 throws for points where a projection is not defined; there is no place there.
    try {
      return pair(convert());
    } catch {
      return null;
    }
  };
  return {
    code,
    isGeographic,
    metersPerUnit: Number(/\+to_meter=(\S+)/.exec(definition)?.[1] ?? 1),
    toLonLat: (x, y) => guarded(() => converter.forward([x, y])),
    fromLonLat: (lonDeg, latDeg) => guarded(() => converter.inverse([lonDeg, latDeg]))
  };
}
