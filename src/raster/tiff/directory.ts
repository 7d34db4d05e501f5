import type { ByteSource } from '../bytes';
import { CorruptGeoTiffError, NotAGeoTiffError, TruncatedFileError } from '../errors';
import { HeaderReader } from './header-reader';
import { decodeUtf8 } from './text';
import { FIELD_BYTES, FieldType } from './tags';

/** No file that GDAL writes has as many; more means that the chain is a loop or noise. */
const MOST_DIRECTORIES = 256;
/** Values of one field: the offsets of 2^26 tiles of 256 x 256 cells are beyond any raster here. */
const MOST_VALUES = 2 ** 26;

/** One image file directory: numbers or text by tag. */
export interface Directory {
  readonly numbers: ReadonlyMap<number, readonly number[]>;
  readonly texts: ReadonlyMap<number, string>;
}

/** The directories of a TIFF, in the order of their chain. */
export interface TiffStructure {
  readonly littleEndian: boolean;
  readonly directories: readonly Directory[];
}

interface Layout {
  readonly littleEndian: boolean;
  readonly big: boolean;
}

/** Reads the header and all directories; pixel data is not touched. */
export async function readStructure(source: ByteSource): Promise<TiffStructure> {
  const reader = new HeaderReader(source);
  const { layout, firstOffset } = await readHeader(reader);
  const directories: Directory[] = [];
  const seen = new Set<number>();
  let offset = firstOffset;
  while (offset !== 0) {
    if (seen.has(offset) || directories.length >= MOST_DIRECTORIES) {
      throw new CorruptGeoTiffError(source.name, 'its chain of directories does not end');
    }
    seen.add(offset);
    const { directory, nextOffset } = await readDirectory(reader, layout, offset);
    directories.push(directory);
    offset = nextOffset;
  }
  if (directories.length === 0) {
    throw new CorruptGeoTiffError(source.name, 'it has no directory');
  }
  return { littleEndian: layout.littleEndian, directories };
}

async function readHeader(reader: HeaderReader): Promise<{ layout: Layout; firstOffset: number }> {
  const { name, size } = reader.source;
  if (size < 8) {
    throw new NotAGeoTiffError(name, `it has ${size} bytes`);
  }
  const head = await reader.read(0, Math.min(16, size), 'the header');
  const order = head.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) {
    throw new NotAGeoTiffError(name, 'it does not begin with II or MM');
  }
  const littleEndian = order === 0x4949;
  const version = head.getUint16(2, littleEndian);
  if (version === 42) {
    const firstOffset = head.getUint32(4, littleEndian);
    return { layout: { littleEndian, big: false }, firstOffset };
  }
  if (version !== 43) {
    throw new NotAGeoTiffError(name, `its version is ${version}, not 42 or 43`);
  }
  if (head.byteLength < 16) {
    throw new TruncatedFileError(name, 'the header', 16, size);
  }
  if (head.getUint16(4, littleEndian) !== 8 || head.getUint16(6, littleEndian) !== 0) {
    throw new NotAGeoTiffError(name, 'its BigTIFF header is not valid');
  }
  return { layout: { littleEndian, big: true }, firstOffset: long8(head, 8, littleEndian, name) };
}

async function readDirectory(
  reader: HeaderReader,
  { littleEndian, big }: Layout,
  offset: number
): Promise<{ directory: Directory; nextOffset: number }> {
  const { name } = reader.source;
  const countBytes = big ? 8 : 2;
  const entryBytes = big ? 20 : 12;
  const linkBytes = big ? 8 : 4;
  const head = await reader.read(offset, countBytes, 'a directory');
  const count = big ? long8(head, 0, littleEndian, name) : head.getUint16(0, littleEndian);
  if (count === 0 || count > 4096) {
    throw new CorruptGeoTiffError(name, `a directory claims ${count} entries`);
  }
  const bodyBytes = count * entryBytes + linkBytes;
  // A copy, because reading a field's values may replace the chunk below it.
  const view = copyOf(await reader.read(offset + countBytes, bodyBytes, 'a directory'));
  const numbers = new Map<number, readonly number[]>();
  const texts = new Map<number, string>();
  for (let i = 0; i < count; i++) {
    const at = i * entryBytes;
    const tag = view.getUint16(at, littleEndian);
    const type = view.getUint16(at + 2, littleEndian);
    const valueCount = big
      ? long8(view, at + 4, littleEndian, name)
      : view.getUint32(at + 4, littleEndian);
    const valueBytes = valueCount * (FIELD_BYTES[type] ?? 0);
    if (valueBytes === 0) {
      continue;
    }
    if (valueCount > MOST_VALUES) {
      throw new CorruptGeoTiffError(name, `tag ${tag} claims ${valueCount} values`);
    }
    const inlineAt = at + (big ? 12 : 8);
    let values = view;
    let valuesAt = inlineAt;
    if (valueBytes > (big ? 8 : 4)) {
      const valuesOffset = big
        ? long8(view, inlineAt, littleEndian, name)
        : view.getUint32(inlineAt, littleEndian);
      values = await reader.read(valuesOffset, valueBytes, `tag ${tag}`);
      valuesAt = 0;
    }
    if (type === FieldType.ascii) {
      texts.set(tag, textAt(values, valuesAt, valueCount));
    } else {
      numbers.set(tag, numbersAt(values, valuesAt, type, valueCount, littleEndian, name));
    }
  }
  const linkAt = count * entryBytes;
  const nextOffset = big
    ? long8(view, linkAt, littleEndian, name)
    : view.getUint32(linkAt, littleEndian);
  return { directory: { numbers, texts }, nextOffset };
}

function copyOf(view: DataView): DataView {
  return new DataView(
    view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength) as ArrayBuffer
  );
}

function textAt(view: DataView, at: number, length: number): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, length);
  const end = bytes.indexOf(0);
  return decodeUtf8(end < 0 ? bytes : bytes.subarray(0, end));
}

function numbersAt(
  view: DataView,
  start: number,
  type: number,
  count: number,
  littleEndian: boolean,
  name: string
): number[] {
  const step = FIELD_BYTES[type];
  const values = new Array<number>(count);
  for (let i = 0; i < count; i++) {
    values[i] = numberAt(view, start + i * step, type, littleEndian, name);
  }
  return values;
}

function numberAt(
  view: DataView,
  at: number,
  type: number,
  littleEndian: boolean,
  name: string
): number {
  switch (type) {
    case 3:
      return view.getUint16(at, littleEndian);
    case 4:
    case 13:
      return view.getUint32(at, littleEndian);
    case 5:
      return view.getUint32(at, littleEndian) / view.getUint32(at + 4, littleEndian);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, littleEndian);
    case 9:
      return view.getInt32(at, littleEndian);
    case 10:
      return view.getInt32(at, littleEndian) / view.getInt32(at + 4, littleEndian);
    case 11:
      return view.getFloat32(at, littleEndian);
    case 12:
      return view.getFloat64(at, littleEndian);
    case 16:
    case 17:
    case 18:
      return long8(view, at, littleEndian, name);
    default:
      return view.getUint8(at);
  }
}

/** A 64-bit offset or count; one past 2^53 is no place in any file. */
function long8(view: DataView, at: number, littleEndian: boolean, name: string): number {
  const value = Number(view.getBigUint64(at, littleEndian));
  if (!Number.isSafeInteger(value)) {
    throw new CorruptGeoTiffError(name, `it holds the offset or count ${value}`);
  }
  return value;
}
