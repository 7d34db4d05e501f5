import { SAMPLE_BYTES } from '../tiff/samples';
import { FIELD_BYTES, FieldType, Predictor, SampleFormat, Tag } from '../tiff/tags';
import { Compression } from '../tiff/tags';
import { formatGdalMetadata } from '../tiff/gdal-metadata';
import { encodeUtf8 } from '../tiff/text';
import type { CheckedSpec } from './checked-spec';
import { geoFields } from './geo-fields';
import type { PyramidLevel } from './pyramid-level';

/** One field of a directory. */
export interface Field {
  readonly tag: number;
  readonly type: number;
  readonly values: ArrayLike<number>;
}

/**
 * What GDAL's COG driver says of a file so that readers can skip steps; the trailing space leaves
 * room for GDAL to turn the last value into YES when it edits the file.
 */
const STRUCTURE = [
  'LAYOUT=IFDS_BEFORE_DATA',
  'BLOCK_ORDER=ROW_MAJOR',
  'BLOCK_LEADER=SIZE_AS_UINT4',
  'BLOCK_TRAILER=LAST_4_BYTES_REPEATED',
  'KNOWN_INCOMPATIBLE_EDITION=NO',
  ' '
].join('\n');

/**
 * The first bytes of the file: header, structural metadata, and the directories of all levels from
 * full resolution to the smallest. Its length does not depend on where the tiles lie.
 */
export function formatHeader(
  spec: CheckedSpec,
  levels: readonly PyramidLevel[],
  big: boolean
): Uint8Array {
  const length = String(STRUCTURE.length).padStart(6, '0');
  const ghost = encodeUtf8(`GDAL_STRUCTURAL_METADATA_SIZE=${length} bytes\n${STRUCTURE}`);
  const headBytes = big ? 16 : 8;
  const firstOffset = even(headBytes + ghost.length);
  const directories = levels.map((level, i) => fieldsOf(spec, level, i === 0, big));
  const sizes = directories.map(fields => directoryBytes(fields, big));
  const total = sizes.reduce((sum, size) => sum + size, firstOffset);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x4949);
  view.setUint16(2, big ? 43 : 42, true);
  if (big) {
    view.setUint16(4, 8, true);
  }
  setOffset(view, big ? 8 : 4, firstOffset, big);
  bytes.set(ghost, headBytes);
  let offset = firstOffset;
  directories.forEach((fields, i) => {
    const next = offset + sizes[i];
    writeDirectory(view, offset, fields, i + 1 < directories.length ? next : 0, big);
    offset = next;
  });
  return bytes;
}

function fieldsOf(spec: CheckedSpec, level: PyramidLevel, full: boolean, big: boolean): Field[] {
  const { sampleType, bandNames, tileSize } = spec;
  const bands = bandNames.length;
  const isFloat = sampleType.startsWith('float');
  const format = isFloat
    ? SampleFormat.float
    : sampleType.startsWith('uint')
      ? SampleFormat.unsigned
      : SampleFormat.signed;
  const { short, long, ascii, long8 } = FieldType;
  const offsets = { tag: Tag.tileOffsets, type: big ? long8 : long, values: level.offsets };
  const fields: Field[] = [
    { tag: Tag.newSubfileType, type: long, values: [full ? 0 : 1] },
    { tag: Tag.imageWidth, type: long, values: [level.width] },
    { tag: Tag.imageLength, type: long, values: [level.height] },
    { tag: Tag.bitsPerSample, type: short, values: filled(bands, 8 * SAMPLE_BYTES[sampleType]) },
    { tag: Tag.compression, type: short, values: [Compression.deflate] },
    { tag: Tag.photometric, type: short, values: [1] },
    { tag: Tag.samplesPerPixel, type: short, values: [bands] },
    { tag: Tag.planarConfiguration, type: short, values: [1] },
    { tag: Tag.predictor, type: short, values: [predictorOf(spec)] },
    { tag: Tag.tileWidth, type: long, values: [tileSize] },
    { tag: Tag.tileLength, type: long, values: [tileSize] },
    offsets,
    { tag: Tag.tileByteCounts, type: long, values: level.byteCounts },
    { tag: Tag.sampleFormat, type: short, values: filled(bands, format) }
  ];
  if (bands > 1) {
    fields.push({ tag: Tag.extraSamples, type: short, values: filled(bands - 1, 0) });
  }
  if (full) {
    fields.push(...geoFields(spec));
    const xml = formatGdalMetadata({ bandNames, items: spec.metadata });
    fields.push({ tag: Tag.gdalMetadata, type: ascii, values: encodeUtf8(`${xml}\0`) });
  }
  if (spec.noData !== null) {
    const text = Number.isNaN(spec.noData) ? 'nan' : String(spec.noData);
    fields.push({ tag: Tag.gdalNoData, type: ascii, values: encodeUtf8(`${text}\0`) });
  }
  return fields.sort((a, b) => a.tag - b.tag);
}

/** The predictor that the samples are written with. */
export function predictorOf({ predictor, sampleType }: CheckedSpec): number {
  if (!predictor) {
    return Predictor.none;
  }
  return sampleType.startsWith('float') ? Predictor.floatingPoint : Predictor.horizontal;
}

function filled(count: number, value: number): number[] {
  return new Array<number>(count).fill(value);
}

function even(value: number): number {
  return value + (value % 2);
}

function valueBytes(field: Field): number {
  return field.values.length * FIELD_BYTES[field.type];
}

function directoryBytes(fields: readonly Field[], big: boolean): number {
  const inline = big ? 8 : 4;
  const table = big ? 8 + 20 * fields.length + 8 : 2 + 12 * fields.length + 4;
  return fields.reduce((sum, field) => {
    const bytes = valueBytes(field);
    return sum + (bytes > inline ? even(bytes) : 0);
  }, even(table));
}

function writeDirectory(
  view: DataView,
  offset: number,
  fields: readonly Field[],
  next: number,
  big: boolean
): void {
  const entryBytes = big ? 20 : 12;
  const tableStart = offset + (big ? 8 : 2);
  const tableEnd = tableStart + entryBytes * fields.length;
  if (big) {
    setOffset(view, offset, fields.length, true);
  } else {
    view.setUint16(offset, fields.length, true);
  }
  setOffset(view, tableEnd, next, big);
  let outside = even(tableEnd + (big ? 8 : 4));
  fields.forEach((field, i) => {
    const at = tableStart + i * entryBytes;
    view.setUint16(at, field.tag, true);
    view.setUint16(at + 2, field.type, true);
    setOffset(view, at + 4, field.values.length, big);
    const inlineAt = at + (big ? 12 : 8);
    const bytes = valueBytes(field);
    if (bytes <= (big ? 8 : 4)) {
      writeValues(view, inlineAt, field);
    } else {
      setOffset(view, inlineAt, outside, big);
      writeValues(view, outside, field);
      outside += even(bytes);
    }
  });
}

function writeValues(view: DataView, at: number, { type, values }: Field): void {
  const step = FIELD_BYTES[type];
  for (let i = 0; i < values.length; i++) {
    const place = at + i * step;
    switch (type) {
      case FieldType.short:
        view.setUint16(place, values[i], true);
        break;
      case FieldType.long:
        view.setUint32(place, values[i], true);
        break;
      case FieldType.long8:
        view.setBigUint64(place, BigInt(values[i]), true);
        break;
      case FieldType.double:
        view.setFloat64(place, values[i], true);
        break;
      default:
        view.setUint8(place, values[i]);
    }
  }
}

function setOffset(view: DataView, at: number, value: number, big: boolean): void {
  if (big) {
    view.setBigUint64(at, BigInt(value), true);
  } else {
    view.setUint32(at, value, true);
  }
}
