import { describe, expect, it } from 'vitest';
import {
  evaluateGraph,
  fullWindow,
  isDataCube,
  memoryCube,
  ProcessRegistry,
  RecordingContext,
  validateGraph
} from '../../engine';
import type { DataCube, Dimension, Json, Process, ProcessGraph } from '../../engine';
import { allProcesses } from '..';
import type { ProcessServices } from '../services';

const X: Dimension = {
  kind: 'spatial',
  name: 'x',
  axis: 'x',
  size: 2,
  first: 0,
  step: 1,
  crs: null
};
const T: Dimension = { kind: 'temporal', name: 't', labels: ['2022-06-02', '2022-06-07'] };
const BANDS: Dimension = { kind: 'bands', name: 'bands', labels: ['B04', 'B08'] };

/** Runs `apply_dimension` over a cube of two dates, two bands and two cells. */
async function apply(args: { [name: string]: Json }): Promise<DataCube> {
  const planes = [
    [1, 10],
    [2, 20],
    [3, 30],
    [4, NaN]
  ];
  const cube = memoryCube(
    [T, BANDS, X],
    planes.map(plane => Float32Array.from(plane))
  );
  const given: Process<ProcessServices> = {
    definition: {
      id: 'given',
      description: '',
      parameters: [],
      returns: { description: '', schema: { type: 'object', subtype: 'datacube' } }
    },
    run: () => cube
  };
  const registry = new ProcessRegistry([...allProcesses, given]);
  const graph: ProcessGraph = {
    given: { process_id: 'given', arguments: {} },
    apply: {
      process_id: 'apply_dimension',
      arguments: { data: { from_node: 'given' }, ...args },
      result: true
    }
  };
  expect(validateGraph(graph, registry)).toEqual([]);
  const context = new RecordingContext({} as ProcessServices);
  const value = await evaluateGraph(graph, registry, context);
  if (!isDataCube(value)) {
    throw new Error('no cube');
  }
  return value;
}

const callback = (process_id: string, args: { [name: string]: Json }, more: object = {}) => ({
  process_graph: { ...more, last: { process_id, arguments: args, result: true } }
});

const DATA = { from_parameter: 'data' };

describe('apply_dimension', () => {
  it('joins a single value to the values of a pixel', async () => {
    const sum = { sum: { process_id: 'sum', arguments: { data: DATA } } };
    const cube = await apply({
      dimension: 'bands',
      process: callback('array_concat', { array1: DATA, array2: { from_node: 'sum' } }, sum)
    });
    expect(cube.dimensions[1]).toMatchObject({ name: 'bands', labels: [0, 1, 2] });
    const planes = await cube.read(fullWindow(cube.dimensions), [2, 5]);
    expect(planes.map(plane => [...plane])).toEqual([
      [3, 30],
      [7, 30]
    ]);
  });

  it('hands a process the values along both dimensions where the target has several labels', async () => {
    const cube = await apply({
      dimension: 't',
      target_dimension: 'bands',
      process: callback('quantiles', { data: DATA, probabilities: [0, 0.5, 1] })
    });
    expect(cube.dimensions).toEqual([{ ...BANDS, labels: [0, 1, 2] }, X]);
    const planes = await cube.read(fullWindow(cube.dimensions), [0, 1, 2]);
    expect(planes.map(plane => [...plane])).toEqual([
      [1, 10],
      [2.5, 20],
      [4, 30]
    ]);
  });

  it('keeps the order of both: label by label of the source, then of the target', async () => {
    const cube = await apply({
      dimension: 't',
      target_dimension: 'bands',
      process: callback('array_concat', { array1: DATA, array2: [] })
    });
    expect(cube.dimensions).toEqual([{ ...BANDS, labels: [0, 1, 2, 3] }, X]);
    const planes = await cube.read({ x: 0, y: 0, width: 1, height: 1 }, [0, 1, 2, 3]);
    expect(planes.map(plane => plane[0])).toEqual([1, 2, 3, 4]);
  });
});
