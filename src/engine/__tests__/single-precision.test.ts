import { describe, expect, it } from 'vitest';
import { Expressions, type Expression } from '../vector/expressions';
import { compileLoop } from '../vector/loop';
import { arena } from '../vector/arena';
import { neverNegative, singleRange } from '../vector/single-precision';
import { random } from './support';

type Write = (e: Expressions, x: Expression, y: Expression) => Expression;

const product: Write = (e, x, y) => e.compute('mul', x, y);
const difference: Write = (e, x, y) => e.compute('sub', x, y);
const squares: Write = (e, x, y) =>
  e.compute('add', e.compute('mul', x, x), e.compute('mul', y, y));
const cross: Write = (e, x, y) => e.compute('sub', e.compute('mul', x, y), e.compute('mul', y, y));
const root: Write = (e, x, y) => e.compute('sqrt', squares(e, x, y));
const ratio: Write = (e, x, y) => e.compute('div', x, root(e, x, y));
const overDifference: Write = (e, x, y) => e.compute('div', x, cross(e, x, y));
const threshold: Write = (e, x, y) => e.select(e.compare('gt', x, y), x, y);
const floor: Write = (e, x) => e.compute('floor', x);
const power8: Write = (e, x) => {
  const square = (of: Expression): Expression => e.compute('mul', of, of);
  return square(square(square(x)));
};

function written(write: Write): { expressions: Expressions; result: Expression } {
  const expressions = new Expressions();
  const result = write(expressions, expressions.load(0), expressions.load(1));
  return { expressions, result };
}

describe('singleRange', () => {
  it.each([
    ['a product', product, true, true],
    ['a difference of inputs, which is rounded once', difference, true, true],
    ['a sum of squares', squares, true, true],
    ['a ratio to a root', ratio, true, true],
    ['a difference of products, for sums alone', cross, false, true],
    ['a ratio to a difference of products', overDifference, false, false],
    ['a choice by size', threshold, false, false],
    ['a rounding to whole numbers', floor, false, false]
  ] as const)('%s', (_, write, alone, summed) => {
    const { expressions, result } = written(write);
    const fits = (forSums: boolean): boolean =>
      singleRange(expressions, [result], [false, false], forSums) !== null;
    expect([fits(false), fits(true)]).toEqual([alone, summed]);
  });

  it('takes no root of what may be negative, nor of differences', () => {
    const { expressions, result } = written((e, x, y) => e.compute('sqrt', cross(e, x, y)));
    expect(singleRange(expressions, [result], [true, true], true)).toBeNull();
    expect(neverNegative(expressions, [result], [true, true])).toEqual([false]);
  });

  it.each([
    ['product', product],
    ['squares', squares],
    ['root', root],
    ['ratio', ratio],
    ['power8', power8]
  ] as const)('%s is within 1e-6 of double precision up to the ends of the range', (_, write) => {
    const { expressions, result } = written(write);
    const range = singleRange(expressions, [result], [false, false], false);
    if (range === null) {
      // The eighth power of no range that is tried fits.
      expect(write).toBe(power8);
      return;
    }
    const noise = random(3);
    const draw = (): number =>
      Math.fround((noise() < 0.5 ? -1 : 1) * range ** (2 * noise() - 1) * (1 - 2 ** -20));
    const inputs = [0, 1].map(() => Float32Array.from({ length: 4096 }, draw));
    const memory = arena();
    const mark = memory.mark();
    const [x, y, single, double] = [0, 1, 2, 3].map(() => memory.allocate(4096 * 8));
    memory.single.set(inputs[0], x / 4);
    memory.single.set(inputs[1], y / 4);
    const spec = { inputs: ['f32', 'f32'] as const, expressions };
    const outputs = (type: 'f32' | 'f64') => [{ type, value: result }];
    const fast = compileLoop({ ...spec, lanes: 'f32x4', outputs: outputs('f32'), range });
    expect(fast([x, y, single], 4096)).toBe(0);
    compileLoop({ ...spec, lanes: 'f64x2', outputs: outputs('f64') })([x, y, double], 4096);
    let worst = 0;
    for (let i = 0; i < 4096; i++) {
      const exact = memory.double[double / 8 + i];
      worst = Math.max(worst, Math.abs(memory.single[single / 4 + i] / exact - 1));
    }
    memory.release(mark);
    expect(worst).toBeLessThan(1e-6);
  });
});
