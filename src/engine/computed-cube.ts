import { Along, forBatches } from './along';
import { Batch, PlaneColumn, toCells } from './columns';
import type { DataCube, Plane } from './cube';
import type { Callback, Value } from './process';
import { isSpatial } from './dimensions';
import { once } from './once';
import { compile, type Program } from './program';
import { callbackWindow } from './vector/callback-window';
import { Expressions } from './vector/expressions';
import { openerOf } from './vector/open-window';
import { stripCube } from './vector/strips';
import { inputColumn, inputList, vectorProgram, type VectorProgram } from './vector/vector-program';

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
  const open = openerOf(cube);
  const vectors = once(() => {
    const expressions = new Expressions();
    const x = inputColumn(expressions, 0);
    return vectorProgram(program, { x, context }, expressions);
  });
  return stripCube({
    dimensions: cube.dimensions,
    metadata: cube.metadata,
    open: async (window, wanted, demand) => {
      const vector = await vectors();
      if (!vector || vector.isArray) {
        return null;
      }
      const computed = wanted.map((_, outer) => ({ outer, result: 0 }));
      const source = await open(window, wanted, { sharedLines: demand.sharedLines });
      return callbackWindow(source, 1, vector, computed, demand);
    },
    readWhole: async (window, wanted) => {
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
  });
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
  const vectors = once(() => lineProgram(program, along, context));
  return stripCube({
    dimensions: along.rest,
    metadata: cube.metadata,
    open: async (window, wanted, demand) => {
      const vector = await vectors();
      if (!vector || vector.isArray) {
        return null;
      }
      const computed = wanted.map((_, outer) => ({ outer, result: 0 }));
      const source = await along.open(window, wanted, { sharedLines: demand.sharedLines });
      return callbackWindow(source, along.labels.length, vector, computed, demand);
    },
    readWhole: async (window, wanted) => {
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
  });
}

/** The vector form of a callback of lines; null where it has none, and for lines in space. */
export async function lineProgram(
  program: Program,
  along: Along,
  context: Value
): Promise<VectorProgram | null> {
  if (isSpatial(along.dimension) || along.labels.length === 0) {
    return null;
  }
  const expressions = new Expressions();
  const data = inputList(expressions, along.labels);
  return data && vectorProgram(program, { data, context }, expressions);
}
