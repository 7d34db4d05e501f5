import { describe, expect, it } from 'vitest';
import { fullWindow, memoryCube, slideKernel } from '..';
import type { Border, DataCube, Dimension } from '..';
import { analyseKernel } from '../kernel';
import { gridCube, random } from './support';

const RELATIVE_TOLERANCE = 1e-12;
const BORDERS: Border[] = [0, 2.5, 'replicate', 'reflect', 'reflect_pixel', 'wrap'];

/** numpy.pad's meaning of the border rules, one step at a time. */
function beyond(index: number, size: number, border: Border): number | null {
  let i = index;
  while (i < 0 || i >= size) {
    switch (border) {
      case 'replicate':
        i = i < 0 ? 0 : size - 1;
        break;
      case 'wrap':
        i += i < 0 ? size : -size;
        break;
      case 'reflect':
        i = i < 0 ? -1 - i : 2 * size - 1 - i;
        break;
      case 'reflect_pixel':
        i = i < 0 ? -i : 2 * size - 2 - i;
        break;
      default:
        return null;
    }
  }
  return i;
}

function bruteForce(
  cells: (y: number, x: number) => number,
  size: { x: number; y: number },
  weights: number[][],
  border: Border,
  at: { x: number; y: number }
): number {
  const [top, left] = [(weights.length - 1) / 2, (weights[0].length - 1) / 2];
  let sum = 0;
  weights.forEach((row, r) =>
    row.forEach((weight, c) => {
      const y = beyond(at.y + r - top, size.y, border);
      const x = beyond(at.x + c - left, size.x, border);
      sum += weight * (y === null || x === null ? (border as number) : cells(y, x));
    })
  );
  return sum;
}

function within(actual: number, expected: number, scale: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(RELATIVE_TOLERANCE * scale);
}

describe('analyseKernel', () => {
  it('sees a box inside zeros', () => {
    const weights = Array.from({ length: 21 }, (_, r) =>
      new Array<number>(21).fill(r >= 8 && r <= 12 ? 1 : 0)
    );
    expect(analyseKernel(weights)).toEqual({
      top: -2,
      left: -10,
      rows: 5,
      columns: 21,
      form: { kind: 'box', weight: 1 }
    });
  });

  it.each([
    [
      'separable',
      [
        [1, 2, 1],
        [2, 4, 2],
        [1, 2, 1]
      ]
    ],
    [
      'direct',
      [
        [0, 1, 0],
        [1, -4, 1],
        [0, 1, 0]
      ]
    ],
    ['zero', [[0, 0, 0]]],
    ['box', [[0, 0, 3]]]
  ])('sees a %s kernel', (kind, weights) => {
    expect(analyseKernel(weights).form.kind).toBe(kind);
  });
});

describe('slideKernel', () => {
  const kernels: [string, number[][]][] = [
    ['box 3 x 5', Array.from({ length: 3 }, () => [2, 2, 2, 2, 2])],
    [
      'box off centre',
      [
        [0, 0, 0],
        [0, 0, 0],
        [1, 1, 0]
      ]
    ],
    [
      'separable',
      [
        [1, 2, 1],
        [3, 6, 3],
        [-1, -2, -1]
      ]
    ],
    [
      'direct',
      [
        [0.5, -1, 2],
        [0, 3, 0.25],
        [7, 0, -2]
      ]
    ],
    ['wider than the raster', Array.from({ length: 1 }, () => new Array<number>(25).fill(1))]
  ];
  const size = { bands: 2, y: 9, x: 11 };
  const noise = random(5);
  const values = Float64Array.from({ length: 2 * 9 * 11 }, () => noise() * 200 - 100);
  const cube = gridCube(size, (_, band, y, x) => values[(band * size.y + y) * size.x + x]);

  for (const [name, weights] of kernels) {
    it.each(BORDERS)(
      `${name}, border %s, equals the sum of products in any window`,
      async border => {
        const slid = slideKernel(cube, { weights, factor: 0.5, border, replaceInvalid: 0 });
        for (const window of [fullWindow(cube.dimensions), { x: 3, y: 4, width: 5, height: 2 }]) {
          const [plane] = await slid.read(window, [1]);
          for (let i = 0; i < plane.length; i++) {
            const at = {
              x: window.x + (i % window.width),
              y: window.y + Math.floor(i / window.width)
            };
            const cell = (y: number, x: number): number => values[(size.y + y) * size.x + x];
            within(plane[i], 0.5 * bruteForce(cell, size, weights, border, at), 1e4);
          }
        }
      }
    );
  }

  it('lays the rows of the kernel along lines and its columns along samples', async () => {
    const point = gridCube({ bands: 1, y: 7, x: 7 }, (_, __, y, x) => (y === 3 && x === 3 ? 1 : 0));
    const options = { factor: 1, border: 0, replaceInvalid: 0 } as const;
    const wide = slideKernel(point, { ...options, weights: [[1, 1, 1, 1, 1]] });
    const [plane] = await wide.read(fullWindow(point.dimensions), [0]);
    expect([...plane].flatMap((v, i) => (v === 0 ? [] : [i]))).toEqual([22, 23, 24, 25, 26]);
  });

  it('takes another value for cells that are no number', async () => {
    const cells = [1, NaN, Infinity, -Infinity, 5];
    const holed = gridCube({ bands: 1, y: 1, x: 5 }, (_, __, ___, x) => cells[x]);
    const slid = slideKernel(holed, {
      weights: [[1, 1, 1]],
      factor: 1,
      border: 0,
      replaceInvalid: 10
    });
    const [plane] = await slid.read(fullWindow(holed.dimensions), [0]);
    expect([...plane]).toEqual([11, 21, 30, 25, 15]);
  });

  it('does not carry the rounding of a bright target along a box', async () => {
    const width = 4000;
    const dimensions: Dimension[] = [
      { kind: 'spatial', name: 'x', axis: 'x', size: width, first: 0, step: 1, crs: null },
      { kind: 'spatial', name: 'y', axis: 'y', size: 1, first: 0, step: 1, crs: null }
    ];
    const row = new Float64Array(width).fill(0.1);
    row[50] = 1e15;
    const line: DataCube = memoryCube(dimensions, [row]);
    const weights = [new Array<number>(21).fill(1)];
    const slid = slideKernel(line, { weights, factor: 1, border: 0, replaceInvalid: 0 });
    const [sums] = await slid.read(fullWindow(dimensions), [0]);
    within(sums[2000], 2.1, 2.1);
  });

  it('stores the number type of its source', async () => {
    const single = memoryCube(cube.dimensions, [new Float32Array(99), new Float32Array(99)]);
    const options = { weights: [[1]], factor: 1, border: 0, replaceInvalid: 0 } as const;
    const [plane] = await slideKernel(single, options).read(
      { x: 0, y: 0, width: 2, height: 2 },
      [0]
    );
    expect(plane).toBeInstanceOf(Float32Array);
  });
});
