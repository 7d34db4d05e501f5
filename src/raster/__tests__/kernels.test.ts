import { execFileSync } from 'node:child_process';
import { constants, deflateSync, inflateSync } from 'node:zlib';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainHalve } from '../cog/halve';
import { kernels } from '../kernels/kernels';
import {
  applyFloatingPoint,
  applyHorizontal,
  undoFloatingPoint,
  undoHorizontal
} from '../tiff/predictor';
import { separateBands } from '../tiff/samples';
import { randoms } from './support';

const wasm = kernels()!;
const BUILD = resolve(__dirname, '../assembly/build.mjs');

const CANARY = new Uint8Array(64).fill(0x5c);

/** Inflates, and sees that nothing beyond the 512 bytes behind the target is written. */
function inflate(packed: Uint8Array, capacity: number): { length: number; bytes: Uint8Array } {
  const places = wasm.reserve(packed.length + 32, capacity + 512, CANARY.length);
  const [from, to, behind] = places;
  wasm.bytes.fill(0xaa, from, behind);
  wasm.bytes.set(packed, from);
  wasm.bytes.set(CANARY, behind);
  const length = wasm.run.inflate(from, packed.length, to, capacity);
  expect(Buffer.compare(wasm.bytes.slice(behind, behind + CANARY.length), CANARY)).toBe(0);
  return { length, bytes: wasm.bytes.slice(to, to + Math.max(length, 0)) };
}

/** Inflates two streams at once, and sees that neither is written beyond its 512 bytes. */
function inflateTwo(
  packed: readonly Uint8Array[],
  capacities: readonly number[]
): Uint8Array[] | null {
  const places = wasm.reserve(
    ...packed.flatMap((bytes, k) => [bytes.length + 32, capacities[k] + 512, CANARY.length])
  );
  packed.forEach((bytes, k) => {
    wasm.bytes.fill(0xaa, places[3 * k], places[3 * k + 2]);
    wasm.bytes.set(bytes, places[3 * k]);
    wasm.bytes.set(CANARY, places[3 * k + 2]);
  });
  const areWhole = wasm.run.inflateTwo(
    places[0],
    packed[0].length,
    places[1],
    capacities[0],
    places[3],
    packed[1].length,
    places[4],
    capacities[1]
  );
  for (const place of [places[2], places[5]]) {
    expect(Buffer.compare(wasm.bytes.slice(place, place + CANARY.length), CANARY)).toBe(0);
  }
  return areWhole
    ? capacities.map((length, k) => wasm.bytes.slice(places[3 * k + 1], places[3 * k + 1] + length))
    : null;
}

/** What zlib makes of a stream; null when it finds fault, or when it unpacks to another length. */
function byZlib(packed: Uint8Array, length: number): Uint8Array | null {
  try {
    const bytes = inflateSync(packed, { maxOutputLength: Math.max(1, length) });
    return bytes.length === length ? bytes : null;
  } catch {
    return null;
  }
}

/** Some cut, some with bits turned over, some with bytes of another stream. */
function broken(packed: Uint8Array, random: () => number): Uint8Array {
  const pick = (count: number): number => Math.floor(random() * count);
  const bytes = packed.slice(0, random() < 0.3 ? pick(packed.length) : packed.length);
  for (let flips = pick(4); flips > 0 && bytes.length > 0; flips--) {
    // Mostly in the header of the first block, where little changes much.
    bytes[pick(random() < 0.5 ? Math.min(bytes.length, 80) : bytes.length)] ^= 1 << pick(8);
  }
  if (random() < 0.2) {
    const from = pick(packed.length);
    bytes.set(packed.subarray(from, from + pick(bytes.length)).slice(0, bytes.length));
  }
  return bytes;
}

/** Bytes of which some are noise, some repeat at many distances, and some are one run. */
function contents(random: () => number): Uint8Array[] {
  const sizes = [0, 1, 2, 15, 16, 17, 300, 5551, 5552, 5553, 70_000, 400_000];
  const kinds: ((i: number, so: Uint8Array) => number)[] = [
    () => random() * 256,
    () => 0,
    (i, so) => (random() < 0.6 && i > 40_000 ? so[i - 1 - Math.floor(random() * 32_768)] : i / 9),
    i => (i % 4 < 2 ? random() * 256 : 0),
    i => [3, 1, 4, 1, 5, 9, 2][i % 7],
    i => (random() < 0.02 ? random() * 256 : (i >> 5) & 1),
    () => Math.exp(-8 * random()) * 256
  ];
  return sizes.flatMap(size =>
    kinds.map(kind => {
      const bytes = new Uint8Array(size);
      for (let i = 0; i < size; i++) {
        bytes[i] = kind(i, bytes);
      }
      return bytes;
    })
  );
}

describe('the kernels', () => {
  it('are what their sources give', () => {
    execFileSync(process.execPath, [BUILD, '--check'], { stdio: 'pipe' });
  });

  it('inflate what zlib packs, at all levels and with all strategies', () => {
    const { Z_DEFAULT_STRATEGY, Z_FIXED, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE } = constants;
    const settings = [
      ...[0, 1, 4, 6, 9].map(level => ({ level, strategy: Z_DEFAULT_STRATEGY })),
      ...[Z_FIXED, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE].map(strategy => ({ level: 6, strategy })),
      { level: 9, memLevel: 1 },
      { level: 9, windowBits: 9 }
    ];
    for (const bytes of contents(randoms(3))) {
      for (const setting of settings) {
        const packed = deflateSync(bytes, setting);
        const result = inflate(packed, bytes.length);
        expect(result.length).toBe(bytes.length);
        expect(Buffer.compare(result.bytes, bytes)).toBe(0);
        if (bytes.length > 0) {
          expect(inflate(packed, bytes.length - 1).length).toBeLessThan(0);
        }
      }
    }
  });

  it('refuse streams that are cut or changed, and write nowhere else', () => {
    const random = randoms(8);
    const plain = contents(random)[6 * 7 + 2];
    const packed = deflateSync(plain, { level: 6 });
    for (let length = 0; length < packed.length; length++) {
      expect(inflate(packed.subarray(0, length), plain.length).length).toBeLessThan(0);
    }
    for (let n = 0; n < 4000; n++) {
      const changed = Uint8Array.from(packed);
      changed[Math.floor(random() * packed.length)] ^= 1 << Math.floor(random() * 8);
      const result = inflate(changed, plain.length);
      // Some bits between the last code and the checksum mean nothing.
      expect(result.length < 0 || Buffer.compare(result.bytes, plain) === 0).toBe(true);
    }
  });

  it('find fault with the streams that zlib does, one by one and two at once', () => {
    const random = randoms(11);
    const { Z_FIXED, Z_HUFFMAN_ONLY, Z_DEFAULT_STRATEGY } = constants;
    const settings = [
      ...[0, 1, 6, 9].map(level => ({ level, strategy: Z_DEFAULT_STRATEGY, memLevel: 1 })),
      ...[Z_FIXED, Z_HUFFMAN_ONLY].map(strategy => ({ level: 6, strategy }))
    ];
    const plains = contents(random).filter(({ length }) => length > 0 && length < 6000);
    const whole = plains.flatMap(plain =>
      settings.map(setting => ({
        packed: new Uint8Array(deflateSync(plain, setting)),
        length: plain.length
      }))
    );
    let sound = 0;
    for (let n = 0; n < 5000; n++) {
      const [one, two] = [0, 1].map(() => {
        const { packed, length } = whole[Math.floor(random() * whole.length)];
        return { packed: random() < 0.6 ? broken(packed, random) : packed, length };
      });
      const expected = [one, two].map(({ packed, length }) => byZlib(packed, length));
      const { length, bytes } = inflate(one.packed, one.length);
      expect(length === one.length).toBe(expected[0] !== null);
      if (expected[0]) {
        expect(Buffer.compare(bytes, expected[0])).toBe(0);
      }
      const both = inflateTwo([one.packed, two.packed], [one.length, two.length]);
      expect(both !== null).toBe(expected.every(each => each !== null));
      both?.forEach((each, k) => expect(Buffer.compare(each, expected[k]!)).toBe(0));
      sound += both ? 1 : 0;
    }
    expect(sound).toBeGreaterThan(500);
  });

  it('inflate two streams of any lengths at once', () => {
    const plains = contents(randoms(5));
    for (let k = 0; k < plains.length; k++) {
      const two = [plains[k], plains[(k * 31 + 17) % plains.length]];
      const result = inflateTwo(
        two.map(bytes => deflateSync(bytes, { level: 1 + (k % 9) })),
        two.map(({ length }) => length)
      )!;
      result.forEach((bytes, n) => expect(Buffer.compare(bytes, two[n])).toBe(0));
    }
  });

  it.each([
    [1, 64, 3],
    [1, 37, 2],
    [2, 50, 4],
    [3, 21, 2],
    [4, 256, 5],
    [4, 19, 3],
    [8, 10, 2]
  ])('undo and apply predictor 3 as their twins: %i bands, %i x %i', (bands, width, rows) => {
    const random = randoms(bands + width);
    const count = bands * width * rows;
    const noise = Uint8Array.from({ length: 4 * count }, () => random() * 256);
    const twin = undoFloatingPoint(noise.slice(), width, bands, 4);
    const [source, target] = wasm.reserve(4 * count, 4 * count);
    wasm.bytes.set(noise, source);
    wasm.run.undoFloat32(source, target, width, rows, bands);
    const sorted = wasm.bytes.slice(target, target + 4 * count);
    const expected = separateBands(new Uint32Array(twin.slice().buffer), bands);
    expect([...new Uint32Array(sorted.buffer)]).toEqual([...expected]);
    // Back again: the sources of the two have the same content in different orders.
    wasm.bytes.set(sorted, source);
    wasm.run.applyFloat32(source, target, width, rows, bands);
    const applied = wasm.bytes.slice(target, target + 4 * count);
    expect(Buffer.compare(applied, applyFloatingPoint(twin, width, bands, 4))).toBe(0);
    expect(Buffer.compare(applied, noise)).toBe(0);
  });

  it.each([
    [2, 1, 61],
    [2, 3, 20],
    [4, 1, 40],
    [4, 4, 33]
  ])('undo and apply predictor 2 as their twins: %i bytes, %i bands', (bytes, bands, width) => {
    const random = randoms(bytes * bands);
    const rows = 3;
    const noise = Uint8Array.from({ length: bytes * bands * width * rows }, () => random() * 256);
    const [place] = wasm.reserve(noise.length);
    const { run } = wasm;
    const [undo, apply] =
      bytes === 2
        ? [run.undoHorizontal16, run.applyHorizontal16]
        : [run.undoHorizontal32, run.applyHorizontal32];
    for (const [kernel, twin] of [
      [undo, undoHorizontal],
      [apply, applyHorizontal]
    ] as const) {
      wasm.bytes.set(noise, place);
      kernel(place, width, rows, bands);
      const expected = noise.slice();
      twin(expected, width, bands, bytes);
      const result = wasm.bytes.slice(place, place + noise.length);
      expect(Buffer.compare(result, expected)).toBe(0);
    }
  });

  it('halve as their twin, with and without cells that hold no data', () => {
    const random = randoms(4);
    for (const [width, rows] of [
      [1, 1],
      [2, 2],
      [5, 3],
      [64, 6],
      [101, 7]
    ]) {
      for (const gaps of [0, 0.4, 1]) {
        const plane = Float32Array.from({ length: width * rows }, () =>
          random() < gaps ? NaN : 1000 * random() - 300
        );
        const cells = Math.ceil(width / 2) * Math.ceil(rows / 2);
        const twin = new Float32Array(cells);
        plainHalve({ plane, width, rows }, twin, 0, 'average');
        const [source, target] = wasm.reserve(4 * plane.length, 4 * cells);
        wasm.float32(source, plane.length).set(plane);
        wasm.run.halveFloat32(source, width, rows, target);
        expect([...wasm.float32(target, cells)]).toEqual([...twin]);
      }
    }
  });
});
