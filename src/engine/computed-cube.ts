import { Along, forBatches } from './along';
import { Batch, PlaneColumn, toCells } from './columns';
import type { DataCube, Plane } from './cube';
import type { Callback, Value } from './process';
import { compile } from './program';

/** Who computes, for messages: the process and its parameter that holds the callback. */
export interface Caller {
  readonly processId: string;
  readonly parameter: string;
}

/** The cube with a callback of `x` applied to every cell. */
export function mapCells(
  cube: DataCube,
  callback: Callback,
  context: Value,
  caller: Caller
): DataCube {
  const program = compile(callback, ['x', 'context']);
  return {
    dimensions: cube.dimensions,
    metadata: cube.metadata,
    read: async (window, wanted) => {
      const planes = await cube.read(window, wanted);
      const batch = new Batch();
      for (const plane of planes) {
        const x = new PlaneColumn(batch, plane, 0, 1);
        await forBatches(batch, plane.length, async () => {
          const result = await program.run({ x, context }, batch);
          const cells = toCells(result, batch, caller.processId, caller.parameter);
          plane.set(cells.subarray(0, batch.count), batch.first);
        });
      }
      return planes;
    }
  };
}

/** The cube without dimension `name`: a callback of `data` makes one value of each line. */
export function reduceAlong(
  cube: DataCube,
  name: string,
  callback: Callback,
  context: Value,
  caller: Caller
): DataCube {
  const along = new Along(cube, name);
  const program = compile(callback, ['data', 'context']);
  return {
    dimensions: along.rest,
    metadata: cube.metadata,
    read: async (window, wanted) => {
      const batch = new Batch();
      const planes: Plane[] = [];
      for (const { data, count, newPlane } of await along.read(window, wanted, batch)) {
        const plane = newPlane(count);
        await forBatches(batch, count, async () => {
          const result = await program.run({ data, context }, batch);
          const cells = toCells(result, batch, caller.processId, caller.parameter);
          plane.set(cells.subarray(0, batch.count), batch.first);
        });
        planes.push(plane);
      }
      return planes;
    }
  };
}
