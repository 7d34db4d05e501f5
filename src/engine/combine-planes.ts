import { forBatches } from './along';
import { Batch, PlaneColumn, toCells } from './columns';
import type { Caller } from './computed-cube';
import type { Plane } from './cube';
import type { Callback, Value } from './process';
import { compile } from './program';

/** Makes one plane of two that are as long as each other. */
export type PlaneCombiner = (x: Plane, y: Plane) => Promise<Plane>;

/** Compiles a callback of `x`, `y` and `context` that makes one value of two cells. */
export function combinePlanes(callback: Callback, context: Value, caller: Caller): PlaneCombiner {
  const program = compile(callback, ['x', 'y', 'context']);
  return async (first, second) => {
    const exact = first instanceof Float64Array || second instanceof Float64Array;
    const combined = exact ? new Float64Array(first.length) : new Float32Array(first.length);
    const batch = new Batch();
    const x = new PlaneColumn(batch, first, 0, 1);
    const y = new PlaneColumn(batch, second, 0, 1);
    await forBatches(batch, combined.length, async () => {
      const result = await program.run({ x, y, context }, batch);
      const cells = toCells(result, batch, caller.processId, caller.parameter);
      combined.set(cells.subarray(0, batch.count), batch.first);
    });
    return combined;
  };
}
