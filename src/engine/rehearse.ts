import { completeArguments } from './arguments';
import type { RunContext } from './context';
import type { DataCube, Plane } from './cube';
import { planeCount, planeSize } from './dimensions';
import { EngineError, VaryingLengthError } from './errors';
import { resolve } from './evaluate';
import type { Value } from './process';
import type { ProcessGraph } from './process-graph';
import { evaluationOrder, parameterReference, referencedNodes } from './references';
import type { ProcessRegistry } from './registry';
import type { GraphIssue } from './validate';
import { isDataCube } from './values';

/** Codes that speak of cells, which a rehearsal does not have, or of the back-end itself. */
const UNTRUSTED = new Set(['Internal', 'Cancelled', 'NoDataAvailable', 'CellsWanted']);

/**
 * Runs a graph over cubes without cells, to find what types cannot tell: bands, labels and
 * dimensions that are not there, kernels and cubes that do not fit. Only what follows from processes
 * that know the dimensions of their data beforehand (`Process.rehearsal`) is run; nothing is saved.
 *
 * @param graph - A graph that `validateGraph` has nothing against.
 */
export async function rehearseGraph<Services>(
  graph: ProcessGraph,
  registry: ProcessRegistry<Services>,
  context: RunContext<Services>
): Promise<GraphIssue[]> {
  const issues: GraphIssue[] = [];
  const known = new Map<string, Value>();
  for (const nodeId of evaluationOrder(graph, Object.keys(graph)).order) {
    const node = graph[nodeId];
    const process = registry.get(node.process_id, node.namespace);
    const given = Object.entries(node.arguments ?? {});
    const sources = referencedNodes(node.arguments ?? {});
    const ofCube = sources.length > 0 && sources.every(id => known.has(id));
    if (!process || given.some(([, argument]) => parameterReference(argument) !== null)) {
      continue;
    }
    const loads = process.rehearsal === 'dimensions' && sources.length === 0;
    if (!loads && !(ofCube && process.rehearsal !== 'nothing')) {
      continue;
    }
    try {
      const scope = { registry, context, parameters: {} };
      const args = given.map(([name, value]) => [name, resolve(value, known, scope)] as const);
      const complete = completeArguments(process, Object.fromEntries(args));
      const call = { context, processId: node.process_id, nodeId };
      const value = await process.run(complete, call);
      if (isDataCube(value)) {
        const cube = loads ? withoutCells(value) : value;
        await tryOneCell(cube);
        known.set(nodeId, cube);
      }
    } catch (error) {
      const ofCells = error instanceof VaryingLengthError;
      if (error instanceof EngineError && !ofCells && !UNTRUSTED.has(error.code)) {
        issues.push({ code: error.code, message: error.message, nodeId });
      }
    }
  }
  return issues;
}

/** Most cells of a cube without cells that are handed out at once, as no-data. */
const MOST_CELLS = 1_000_000;

/** The cube with its dimensions and no-data in every cell, which costs no reading. */
function withoutCells({ dimensions, metadata }: DataCube): DataCube {
  return {
    dimensions,
    metadata,
    read: async ({ width, height }, planes): Promise<Plane[]> => {
      if (width * height * planes.length > MOST_CELLS) {
        throw new EngineError('CellsWanted', 'The cells of the cube are needed.');
      }
      return planes.map(() => new Float32Array(width * height).fill(NaN));
    }
  };
}

/** Computes the first cell: what a callback refers to is looked up only then. */
async function tryOneCell(cube: DataCube): Promise<void> {
  const { width, height } = planeSize(cube.dimensions);
  if (width > 0 && height > 0 && planeCount(cube.dimensions) > 0) {
    await cube.read({ x: 0, y: 0, width: 1, height: 1 }, [0]);
  }
}
