import { projectionFor } from '../crs/projection-for';
import { RasterRequestError, UnknownProjectionError } from '../errors';
import type { CogSpec } from './spec';

export type CheckedSpec = Required<Omit<CogSpec, 'bigTiff'>>;

const MOST_CELLS_A_SIDE = 2 ** 31 - 1;
const INTEGER_RANGES: Readonly<Record<string, readonly [number, number]>> = {
  uint8: [0, 255],
  int8: [-128, 127],
  uint16: [0, 65535],
  int16: [-32768, 32767],
  uint32: [0, 4294967295],
  int32: [-2147483648, 2147483647]
};

/** Range of an integer type; null for floats. */
export function integerRange(sampleType: string): readonly [number, number] | null {
  return INTEGER_RANGES[sampleType] ?? null;
}

/** Fills in defaults and refuses what cannot be written. @throws RasterRequestError */
export function checkedSpec(file: string, spec: CogSpec): CheckedSpec {
  const refuse = (reason: string): never => {
    throw new RasterRequestError(file, reason);
  };
  const { width, height, bandNames, sampleType, noData } = spec;
  const tileSize = spec.tileSize ?? 512;
  const level = spec.level ?? 6;
  for (const side of [width, height]) {
    if (!(Number.isInteger(side) && side >= 1 && side <= MOST_CELLS_A_SIDE)) {
      refuse(`a raster of ${width} x ${height} cells cannot be written`);
    }
  }
  if (bandNames.length < 1 || bandNames.length > 65535) {
    refuse(`a raster needs 1 to 65535 bands, and ${bandNames.length} are named`);
  }
  if (!(Number.isInteger(tileSize) && tileSize >= 16 && tileSize % 16 === 0)) {
    refuse(`the tile size ${tileSize} is not a multiple of 16`);
  }
  if (!(Number.isInteger(level) && level >= 1 && level <= 9)) {
    refuse(`the DEFLATE level ${level} is not within 1 to 9`);
  }
  const range = integerRange(sampleType);
  if (range && noData !== null) {
    const [low, high] = range;
    if (!(Number.isInteger(noData) && noData >= low && noData <= high)) {
      refuse(`the no-data value ${noData} is no ${sampleType}`);
    }
  }
  const transform = isIdentity(spec.transform) ? null : spec.transform;
  if (transform && !transform.every(Number.isFinite)) {
    refuse(`the transform ${transform.join(', ')} is not finite`);
  }
  return {
    ...spec,
    overviews: spec.overviews ?? true,
    statistics: spec.statistics ?? true,
    tileSize,
    level,
    transform,
    crsKind: crsKindOf(file, spec),
    metadata: spec.metadata ?? {},
    predictor: spec.predictor ?? true,
    overviewResampling: spec.overviewResampling ?? 'average'
  };
}

function isIdentity(transform: CogSpec['transform']): boolean {
  return transform !== null && [1, 0, 0, 0, 1, 0].every((value, i) => transform[i] === value);
}

function crsKindOf(file: string, { epsg, crsKind }: CogSpec): 'projected' | 'geographic' {
  if (crsKind || epsg === null) {
    return crsKind ?? 'projected';
  }
  try {
    return projectionFor(epsg).unit === 'degree' ? 'geographic' : 'projected';
  } catch (error) {
    if (error instanceof UnknownProjectionError) {
      throw new RasterRequestError(
        file,
        `whether EPSG:${epsg} is projected or geographic is not known; set crsKind`
      );
    }
    throw error;
  }
}
