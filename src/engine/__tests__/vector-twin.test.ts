import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import * as engine from '..';
import type { Border, DataCube, Dimension, Plane, Window } from '..';
import { planSum } from '../vector/window-sum';
import { random } from './support';

/** Share of the mean magnitude in a window by which float32 sums may be off. */
const SINGLE_TOLERANCE = 1e-6;
/** One more rounding, to the float32 cell that a sum is stored in. */
const STORED = 2 ** -24;
const DOUBLE_TOLERANCE = 1e-13;

/** The engine without WebAssembly: the same results by columns and plain loops. */
let twin: typeof engine;

beforeAll(async () => {
  vi.resetModules();
  vi.stubGlobal('WebAssembly', undefined);
  twin = await import('..');
});

afterEach(() => vi.unstubAllGlobals());

const SIZE = { width: 150, height: 70 };

type Kind = 'plain' | 'holes' | 'bright';

function plane(kind: Kind, type: 'f32' | 'f64', seed: number): Plane {
  const noise = random(seed);
  const special = [NaN, Infinity, -Infinity, 0, -0];
  const cells = Float64Array.from({ length: SIZE.width * SIZE.height }, () => {
    const draw = noise();
    const cell = noise() * 200 - 100;
    if (kind === 'holes' && draw < 0.2) {
      return special[Math.floor(noise() * special.length)];
    }
    return kind === 'bright' && draw < 0.001 ? cell * 1e9 : cell;
  });
  return type === 'f32' ? Float32Array.from(cells) : cells;
}

function cubeOf(from: typeof engine, planes: readonly Plane[]): DataCube {
  const axis = (name: 'x' | 'y', size: number): Dimension => ({
    ...{ kind: 'spatial', name, axis: name, size },
    ...{ first: 0, step: 1, crs: null }
  });
  return from.memoryCube(
    [
      { kind: 'bands', name: 'bands', labels: planes.map((_, k) => `b${k}`) },
      axis('y', SIZE.height),
      axis('x', SIZE.width)
    ],
    planes
  );
}

const WINDOWS: readonly Window[] = [
  { x: 0, y: 0, ...SIZE },
  { x: 3, y: 5, width: 1, height: 1 },
  { x: 17, y: 11, width: 90, height: 43 },
  { x: 101, y: 60, width: 49, height: 10 }
];

const BOXES: readonly (readonly [rows: number, columns: number])[] = [
  [1, 1],
  [5, 21],
  [3, 1],
  [1, 7],
  [27, 29],
  [69, 149]
];

describe('box sums', () => {
  const borders: readonly Border[] = [0, 2.5, 'replicate', 'reflect', 'reflect_pixel', 'wrap'];
  const cases = (['plain', 'holes', 'bright'] as const).flatMap(kind =>
    (['f32', 'f64'] as const).flatMap(type =>
      BOXES.flatMap(box => borders.map(border => [kind, type, ...box, border] as const))
    )
  );

  it.each(cases)('%s %s, %i x %i, border %s: as plain loops', async (kind, type, ...rest) => {
    const [rows, columns, border] = rest;
    const planes = [plane(kind, type, 7), plane(kind, type, 8)];
    const options = {
      weights: Array.from({ length: rows }, () => new Array<number>(columns).fill(1)),
      factor: 1 / (rows * columns),
      border,
      replaceInvalid: 3
    };
    const ours = engine.slideKernel(cubeOf(engine, planes), options);
    const plain = twin.slideKernel(cubeOf(twin, planes), options);
    const magnitudes = planes.map(p => p.map(cell => Math.abs(cell)));
    const scale = twin.slideKernel(cubeOf(twin, magnitudes), options);
    const tolerance = type === 'f32' ? SINGLE_TOLERANCE + STORED : DOUBLE_TOLERANCE;
    for (const window of WINDOWS) {
      const [actual, expected, size] = [
        (await ours.read(window, [1, 0]))[0],
        (await plain.read(window, [1]))[0],
        (await scale.read(window, [1]))[0]
      ];
      expect(actual).toHaveLength(window.width * window.height);
      for (let i = 0; i < actual.length; i++) {
        const off = Math.abs(actual[i] - expected[i]);
        if (!(off <= tolerance * size[i] + Number.MIN_VALUE)) {
          expect.fail(`cell ${i} of ${JSON.stringify(window)}: ${actual[i]} for ${expected[i]}`);
        }
      }
    }
  });

  it('leaves float32 for double precision where a sum passes its bounds', async () => {
    const planes = [new Float32Array(SIZE.width * SIZE.height).fill(3e38)];
    const weights = Array.from({ length: 5 }, () => new Array<number>(5).fill(1));
    const options = { weights, factor: 1 / 25, border: 'replicate' as const, replaceInvalid: 0 };
    const [cells] = await engine.slideKernel(cubeOf(engine, planes), options).read(WINDOWS[0], [0]);
    const largest = Math.max(...Array.from(cells, cell => Math.abs(cell / 3e38 - 1)));
    expect(largest).toBeLessThan(SINGLE_TOLERANCE);
  });

  it.each([1, 2, 5, 6, 7, 21, 31, 64, 101, 499, 2001])('%i neighbours, each once', length => {
    const { blocks, depth } = planSum(length);
    const seen = new Array<number>(length).fill(0);
    blocks.forEach(block => {
      for (let i = 0; i < block.length; i++) {
        seen[block.offset + i]++;
      }
    });
    expect(seen.every(times => times === 1)).toBe(true);
    expect(depth).toBeLessThanOrEqual(Math.ceil(Math.log2(length)) + 3);
  });
});
