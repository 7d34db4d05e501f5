import { describe, expect, it } from 'vitest';
import { kernels, workingMemory } from '../kernels/kernels';
import { packRows, unpackRows, type PackedRows } from '../tiff/pack-rows';
import { packPlainly } from '../tiff/plain-rows';
import { randoms } from './support';

const ROWS = 5;
/** With and without samples behind those that the kernels take together. */
const WIDTHS = [1, 2, 7, 16, 37, 64, 95];
/** Samples between the rows that are unpacked. */
const GAP = 3;
const LEFTOVER = -7.5;

type Sample = (row: number, column: number) => number;

function samplesOf(width: number, sample: Sample): Float32Array {
  return Float32Array.from({ length: width * ROWS }, (_, i) =>
    sample(Math.floor(i / width), i % width)
  );
}

const bitsOf = (samples: Float32Array) => [
  ...new Int32Array(samples.buffer, samples.byteOffset, samples.length)
];

/** Samples, and room to pack them: where the kernels work, or where their twins do. */
function placed(samples: Float32Array, where: 'kernels' | 'twins') {
  const { byteLength } = samples;
  const [first, memory, into] =
    where === 'kernels'
      ? workingMemory(byteLength, byteLength, byteLength + 4 * GAP * ROWS)
      : [byteLength, byteLength, byteLength + 4 * GAP * ROWS].map(n => new Uint8Array(n));
  const place = new Float32Array(first.buffer, first.byteOffset, samples.length);
  place.set(samples);
  return {
    samples: place,
    memory,
    into: new Float32Array(into.buffer, into.byteOffset, samples.length + GAP * ROWS)
  };
}

function packed(samples: Float32Array, width: number, where: 'kernels' | 'twins') {
  const room = placed(samples, where);
  return { ...room, rows: packRows(width, room.samples, room.memory) };
}

const nameOf = (rows: PackedRows | null) =>
  rows && `${rows.packing.kind} of ${rows.packing.bits} bits`;

describe('rows of samples', () => {
  const random = randoms(2);
  const bits = new Int32Array(1);
  const asFloat = new Float32Array(bits.buffer);
  /** The float32 whose bits are a number: numbers in a row, steps apart. */
  const floatOf = (number: number) => {
    bits[0] = number;
    return asFloat[0];
  };
  const jittery = (most: number) => (row: number, column: number) =>
    floatOf(0x41200000 + 90_000 * row + 400 * column + Math.floor((most / 2) * random()));
  const ends = (most: number) => (row: number, column: number) =>
    column === 0 ? -0 : (row + column) % 2 ? most : -most;

  it.each<[string, string, Sample]>([
    ['whole numbers', 'whole of 16 bits', (_, c) => (c ? 0 : 20_000 - 40_000 * random()) | 0],
    ['small whole numbers', 'whole of 12 bits', () => Math.round(4094 * random()) - 2047],
    ['both zeros', 'whole of 12 bits', (row, column) => ((row + column) % 2 ? -0 : 0)],
    ['the ends of 12 bits', 'whole of 12 bits', ends(2047)],
    ['the ends of 16 bits', 'whole of 16 bits', (r, c) => (c ? ends(32_767)(r, c) : 32_767)],
    ['latitudes', 'steps of 8 bits', (row, column) => 46.7 + 1e-4 * row + 3e-5 * column],
    ['longitudes in the west', 'steps of 8 bits', (row, column) => -4.1 - 5e-5 * column - row],
    ['rows of NaN', 'steps of 8 bits', () => NaN],
    ['steps of 8 bits', 'steps of 8 bits', jittery(255)]
  ])('come back to the last bit: %s', (_, name, sample) => {
    for (const width of WIDTHS.filter(w => w > 8)) {
      const samples = samplesOf(width, sample);
      for (const where of ['kernels', 'twins'] as const) {
        const { rows, into } = packed(samples, width, where);
        expect(nameOf(rows)).toBe(name);
        into.fill(LEFTOVER);
        unpackRows(rows!, width, into, width + GAP);
        for (let row = 0; row < ROWS; row++) {
          const start = row * (width + GAP);
          const expected = samples.subarray(row * width, (row + 1) * width);
          expect(bitsOf(into.subarray(start, start + width))).toEqual(bitsOf(expected));
          const between = into.subarray(start + width, start + width + GAP);
          expect([...between]).toEqual([LEFTOVER, LEFTOVER, LEFTOVER]);
        }
      }
    }
  });

  it('are packed by the kernels as by their twins, whatever they are', () => {
    expect(kernels()).not.toBeNull();
    const kinds: Sample[] = [
      () => Math.round(6000 * random()) - 3000,
      () => Math.round(400 * random()) - 200,
      jittery(255),
      jittery(256),
      jittery(65_535),
      jittery(70_000),
      (_, column) => floatOf(column % 2 ? 0x7fffff00 : 0x80000000 + column),
      () => floatOf(Math.floor(2 ** 32 * random())),
      () => (random() < 0.02 ? 32_768 : random() < 0.5 ? -0 : 5),
      () => (random() < 0.02 ? 0.5 : 1),
      () => (random() < 0.02 ? -(2 ** 31) : -2047)
    ];
    const names = new Set<string | null>();
    for (const width of WIDTHS) {
      for (const kind of kinds) {
        const samples = samplesOf(width, kind);
        const [one, two] = (['kernels', 'twins'] as const).map(where => {
          const { rows, into } = packed(samples, width, where);
          if (rows) {
            const whole = into.subarray(0, samples.length);
            unpackRows(rows, width, whole);
            expect(bitsOf(whole)).toEqual(bitsOf(samples));
          }
          return { name: nameOf(rows), bytes: rows && [...rows.bytes] };
        });
        expect(one).toEqual(two);
        names.add(one.name);
      }
    }
    expect(names.size).toBe(5);
  });

  it.each<[string, Sample]>([
    ['fractions', () => 200 * random() - 100],
    ['one fraction', (row, column) => (row === 4 && column === 63 ? 300.5 : column)],
    ['too large a number', (_, column) => (column === 9 ? 32_768 : column)],
    ['too small a number', (_, column) => (column === 9 ? -32_768 : column)],
    ['NaN among numbers', (_, column) => (column === 9 ? NaN : 7.25)],
    ['infinity', (_, column) => (column === 9 ? -Infinity : column)],
    ['numbers across zero', (_, column) => 1e-5 * (column - 30)]
  ])('are not packed: %s', (_, sample) => {
    for (const where of ['kernels', 'twins'] as const) {
      expect(packed(samplesOf(64, sample), 64, where).rows).toBeNull();
    }
  });

  it('are not packed where they would take more bytes', () => {
    const samples = samplesOf(1, row => row + 0.5);
    expect(packed(samples, 1, 'twins').rows).toBeNull();
    const packing = { kind: 'steps', bits: 8 } as const;
    expect(packPlainly(samples, 1, packing, new Uint8Array(9 * ROWS))).toBe(true);
  });
});
