import { evaluateGraph, isDataCube, ProcessError, ProcessRegistry } from '../../engine';
import type { Call, DataCube, ProcessGraph } from '../../engine';
import { pairSeriesGraph, STACK_PARAMETER } from '../../workflow';
import type { PairSeries } from '../../workflow';
import { arrayProcesses } from '../arrays';
import { cubeProcesses } from '../cubes';
import { mathProcesses } from '../math';
import type { ProcessServices } from '../services';

/**
 * Coherence, and interferograms if wanted, of pairs of a stack in radar geometry: the workflow's
 * own process graph, evaluated over the stack.
 */
export async function pairSeriesCube(
  stack: DataCube,
  series: PairSeries,
  call: Call<ProcessServices>
): Promise<DataCube> {
  const graph = pairSeriesGraph(series) as unknown as ProcessGraph;
  const registry = new ProcessRegistry<ProcessServices>([
    ...arrayProcesses,
    ...cubeProcesses,
    ...mathProcesses
  ]);
  const cube = await evaluateGraph(graph, registry, call.context, { [STACK_PARAMETER]: stack });
  if (!isDataCube(cube)) {
    throw new ProcessError('Internal', 'The graph of the pairs gave no data cube.');
  }
  return cube;
}
