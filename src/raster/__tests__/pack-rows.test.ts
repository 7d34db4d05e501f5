import { describe, expect, it } from 'vitest';
import { packedRowBytes, packRows, unpackRows } from '../tiff/pack-rows';
import { randoms } from './support';

const WIDTH = 64;
const ROWS = 5;

function packed(samples: Float32Array): { packing: string | null; bits: Int32Array } {
  const words = new Uint16Array((ROWS * packedRowBytes(WIDTH)) / 2);
  const packing = packRows(samples, WIDTH, words);
  const into = new Float32Array(samples.length).fill(NaN);
  if (packing) {
    unpackRows(words, packing, WIDTH, into);
  }
  return { packing, bits: new Int32Array(into.buffer) };
}

/** Samples by row and column. */
function rows(sample: (row: number, column: number) => number): Float32Array {
  return Float32Array.from({ length: WIDTH * ROWS }, (_, i) =>
    sample(Math.floor(i / WIDTH), i % WIDTH)
  );
}

describe('rows of samples', () => {
  const random = randoms(2);
  const near = new Int32Array(WIDTH * ROWS).map(
    (_, i) => 0x41200000 + 70_000 * Math.floor(i / WIDTH) + Math.floor(65_536 * random())
  );

  it.each([
    ['whole numbers', 'whole', rows(() => Math.round(65_534 * random()) - 32_767)],
    ['both zeros', 'whole', rows((row, column) => ((row + column) % 2 ? -0 : 0))],
    ['latitudes', 'near', rows((row, column) => 46.7 + 1e-4 * row + 3e-5 * column)],
    ['longitudes west of Greenwich', 'near', rows((row, column) => -4.1 - 5e-5 * column - row)],
    ['rows of NaN', 'near', rows(() => NaN)],
    ['any bits that lie near to each other', 'near', new Float32Array(near.buffer)]
  ])('come back to the last bit: %s', (_, packing, samples) => {
    const result = packed(samples);
    expect(result.packing).toBe(packing);
    expect([...result.bits]).toEqual([...new Int32Array(samples.buffer)]);
  });

  it.each([
    ['fractions', rows(() => 200 * random() - 100)],
    ['one fraction', rows((row, column) => (row === 4 && column === 63 ? 300.5 : column))],
    ['too large a number', rows((_, column) => (column === 9 ? 32_768 : column))],
    ['too small a number', rows((_, column) => (column === 9 ? -32_768 : column))],
    ['NaN among numbers', rows((_, column) => (column === 9 ? NaN : 7.25))],
    ['infinity', rows((_, column) => (column === 9 ? -Infinity : column))],
    ['numbers across zero', rows((_, column) => 1e-5 * (column - 30))]
  ])('are not packed: %s', (_, samples) => {
    expect(packed(samples).packing).toBeNull();
  });
});
