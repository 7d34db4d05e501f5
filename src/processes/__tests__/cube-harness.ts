import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'vitest';
import {
  evaluateGraph,
  fullWindow,
  isDataCube,
  memoryCube,
  planeCount,
  RecordingContext,
  validateGraph
} from '../../engine';
import type { DataCube, Dimension, Json, Value } from '../../engine';
import { registry } from '..';
import type { ProcessServices } from '..';

export const PYTHON = process.env.INSAR_PYTHON ?? resolve(__dirname, '../../../.venv/bin/python');

/** Why tests against Python's libraries do not run; empty when they do. */
export const withoutPython = existsSync(PYTHON)
  ? ''
  : ' (skipped: there is no Python at INSAR_PYTHON)';

/** Runs Python code that finds `given` and leaves its answer in `answer`; NaN travels as null. */
export function askPython<T>(code: string, given: unknown): T {
  const script = [
    'import json, sys, numpy as np',
    'given = json.load(sys.stdin)',
    'floats = lambda rows: np.array(rows, dtype="float64")',
    'plain = lambda a: [None if v != v else float(v) for v in np.asarray(a, "float64").ravel()]',
    code,
    'print(json.dumps(answer))'
  ].join('\n');
  const text = JSON.stringify(given, (_, value) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value
  );
  const answer = execFileSync(PYTHON, ['-W', 'ignore', '-c', script], {
    input: text,
    maxBuffer: 2 ** 28
  });
  return JSON.parse(answer.toString()) as T;
}

/** Runs one process in a graph; cubes, and whatever else is no JSON, go in as parameters. */
export async function compute(
  processId: string,
  args: { readonly [name: string]: Value | Json },
  context = new RecordingContext({} as ProcessServices)
): Promise<Value> {
  const parameters: Record<string, Value> = {};
  const given: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(args)) {
    if (isDataCube(value)) {
      parameters[name] = value;
      given[name] = { from_parameter: name };
    } else {
      given[name] = value as Json;
    }
  }
  const graph = { node: { process_id: processId, arguments: given, result: true } };
  const value = await evaluateGraph(graph, registry(), context, parameters);
  // What runs has to be valid, too.
  const names = Object.keys(parameters).map(name => ({ name, description: name, schema: {} }));
  expect(validateGraph(graph, registry(), { parameters: names })).toEqual([]);
  return value;
}

export async function computeCube(
  processId: string,
  args: { readonly [name: string]: Value | Json }
): Promise<DataCube> {
  const value = await compute(processId, args);
  if (!isDataCube(value)) {
    throw new Error(`${processId} gave no cube.`);
  }
  return value;
}

/** All planes of a cube, NaN as null, so that they compare. */
export async function cellsOf(cube: DataCube): Promise<(number | null)[][]> {
  const planes = Array.from({ length: planeCount(cube.dimensions) }, (_, plane) => plane);
  const read = await cube.read(fullWindow(cube.dimensions), planes);
  return read.map(plane => Array.from(plane, cell => (Number.isNaN(cell) ? null : cell)));
}

/** y and x of a map grid of square cells whose upper left corner is given. */
export function mapGrid(
  crs: string,
  [left, top]: readonly [number, number],
  cell: number,
  [width, height]: readonly [number, number]
): Dimension[] {
  const axis = { kind: 'spatial', crs } as const;
  return [
    { ...axis, name: 'y', axis: 'y', size: height, first: top - cell / 2, step: -cell },
    { ...axis, name: 'x', axis: 'x', size: width, first: left + cell / 2, step: cell }
  ];
}

/** A cube of rows of numbers, plane by plane; null is no-data. */
export function cubeOf(
  dimensions: readonly Dimension[],
  planes: readonly (readonly (number | null)[])[]
): DataCube {
  return memoryCube(
    dimensions,
    planes.map(plane => Float64Array.from(plane, cell => cell ?? NaN))
  );
}

/** Numbers that look random and are the same every time, between 0 and 1. */
export function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
