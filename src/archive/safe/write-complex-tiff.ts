import type { ByteFile } from '../../raster';

/** A ground control point: cell of the image (0, 0 is the outer corner) and its place. */
export interface GroundControlPoint {
  readonly sample: number;
  readonly line: number;
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly heightM: number;
}

/** TIFF field types. */
const [SHORT, LONG, DOUBLE] = [3, 4, 12];
const TYPE_BYTES: Readonly<Record<number, number>> = { [SHORT]: 2, [LONG]: 4, [DOUBLE]: 8 };
/** A classic TIFF counts its bytes in 32 bits. */
const MOST_BYTES = 2 ** 32 - 1;
const COMPLEX_SIGNED = 5;
/** GeoKeys: geographic, cells are areas, WGS 84. */
const GEO_KEYS = [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326];

type Field = readonly [tag: number, type: number, values: readonly number[]];

/**
 * Writes a TIFF of complex int16 as Sentinel-1 products have it: little-endian, unpacked, one line
 * a strip, ground control points instead of a transform.
 *
 * @param blocks - Whole lines in order, pairs of real and imaginary part.
 * @throws RangeError when the blocks hold other than `lines * samples` pairs, or it passes 4 GB.
 */
export async function writeComplexTiff(
  file: ByteFile,
  samples: number,
  lines: number,
  blocks: AsyncIterable<Int16Array> | Iterable<Int16Array>,
  points: readonly GroundControlPoint[]
): Promise<void> {
  const lineBytes = 4 * samples;
  const fieldsFor = (firstOffset: number): Field[] => [
    [256, LONG, [samples]],
    [257, LONG, [lines]],
    [258, SHORT, [32]],
    [259, SHORT, [1]],
    [262, SHORT, [1]],
    [273, LONG, Array.from({ length: lines }, (_, line) => firstOffset + line * lineBytes)],
    [277, SHORT, [1]],
    [278, LONG, [1]],
    [279, LONG, new Array<number>(lines).fill(lineBytes)],
    [284, SHORT, [1]],
    [339, SHORT, [COMPLEX_SIGNED]],
    ...(points.length === 0
      ? []
      : ([
          [
            33922,
            DOUBLE,
            points.flatMap(p => [p.sample, p.line, 0, p.lonDeg, p.latDeg, p.heightM])
          ],
          [34735, SHORT, GEO_KEYS]
        ] as Field[]))
  ];
  // The header has the same length wherever the lines begin.
  const firstOffset = headerOf(fieldsFor(0)).length;
  if (firstOffset + lines * lineBytes > MOST_BYTES) {
    throw new RangeError(`${file.name}: ${lines} lines of ${samples} samples pass 4 GB`);
  }
  await file.write(0, headerOf(fieldsFor(firstOffset)));
  let at = firstOffset;
  for await (const block of blocks) {
    await file.write(at, new Uint8Array(block.buffer, block.byteOffset, block.byteLength));
    at += block.byteLength;
  }
  const written = (at - firstOffset) / lineBytes;
  if (written !== lines) {
    throw new RangeError(`${file.name}: ${written} lines were given and ${lines} announced`);
  }
}

function headerOf(fields: readonly Field[]): Uint8Array {
  const directoryBytes = 2 + 12 * fields.length + 4;
  const sizes = fields.map(([, type, values]) => TYPE_BYTES[type] * values.length);
  const outside = sizes.map(size => (size > 4 ? size + (size % 2) : 0));
  const length = 8 + directoryBytes + outside.reduce((sum, size) => sum + size, 0);
  const view = new DataView(new ArrayBuffer(length));
  view.setUint16(0, 0x4949);
  view.setUint16(2, 42, true);
  view.setUint32(4, 8, true);
  view.setUint16(8, fields.length, true);
  let free = 8 + directoryBytes;
  fields.forEach(([tag, type, values], i) => {
    const at = 10 + 12 * i;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, values.length, true);
    if (outside[i] > 0) {
      view.setUint32(at + 8, free, true);
    }
    const start = outside[i] > 0 ? free : at + 8;
    values.forEach((value, k) => setNumber(view, start + k * TYPE_BYTES[type], type, value));
    free += outside[i];
  });
  return new Uint8Array(view.buffer);
}

function setNumber(view: DataView, at: number, type: number, value: number): void {
  if (type === SHORT) {
    view.setUint16(at, value, true);
  } else if (type === LONG) {
    view.setUint32(at, value, true);
  } else {
    view.setFloat64(at, value, true);
  }
}
