/** TIFF 6.0, BigTIFF, GeoTIFF and GDAL tags that are read or written. */
export const Tag = {
  newSubfileType: 254,
  imageWidth: 256,
  imageLength: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planarConfiguration: 284,
  predictor: 317,
  tileWidth: 322,
  tileLength: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  extraSamples: 338,
  sampleFormat: 339,
  modelPixelScale: 33550,
  modelTiepoint: 33922,
  modelTransformation: 34264,
  geoKeyDirectory: 34735,
  gdalMetadata: 42112,
  gdalNoData: 42113
} as const;

/** Field types by their number in the file. */
export const FieldType = {
  byte: 1,
  ascii: 2,
  short: 3,
  long: 4,
  double: 12,
  long8: 16
} as const;

/** Bytes of one value by field type, 1 to 18 (0 where the number is not in use). */
export const FIELD_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

/** Values of the compression tag. */
export const Compression = {
  none: 1,
  lzw: 5,
  deflate: 8,
  packBits: 32773,
  deflateOld: 32946,
  zstd: 50000
} as const;

/** Values of the compression tag that are known by name and not read. */
export const COMPRESSION_NAMES: Readonly<Record<number, string>> = {
  2: 'CCITT',
  3: 'CCITT',
  4: 'CCITT',
  6: 'JPEG',
  7: 'JPEG',
  34712: 'JPEG 2000',
  34887: 'LERC',
  34925: 'LZMA',
  50001: 'WebP',
  50002: 'JPEG XL'
};

export const Predictor = { none: 1, horizontal: 2, floatingPoint: 3 } as const;

/** Values of the sample format tag. */
export const SampleFormat = {
  unsigned: 1,
  signed: 2,
  float: 3,
  complexSigned: 5,
  complexFloat: 6
} as const;

export const GeoKey = {
  modelType: 1024,
  rasterType: 1025,
  geographicType: 2048,
  projectedType: 3072,
  verticalType: 4096
} as const;

export const RasterType = { area: 1, point: 2 } as const;
