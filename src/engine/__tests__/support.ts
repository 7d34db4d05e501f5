import { defineProcess, memoryCube, ProcessRegistry, RecordingContext } from '..';
import type { DataCube, Json, Plane, Process, ProcessParameter, Value } from '..';

const ANY: Json = {};
const NUMBER: Json = { type: ['number', 'null'] };
const CUBE: Json = { type: 'object', subtype: 'datacube' };

function parameter(name: string, schema: Json, standard?: Json): ProcessParameter {
  return standard === undefined
    ? { name, description: name, schema }
    : { name, description: name, schema, optional: true, default: standard };
}

function testProcess(
  id: string,
  parameters: ProcessParameter[],
  returned: Json,
  run: Process['run'],
  more: Pick<Process, 'columns' | 'alsoTakes'> = {}
): Process {
  const returns = { description: id, schema: returned };
  return defineProcess({ definition: { id, description: id, parameters, returns }, run, ...more });
}

/** Calls by process id, in order. */
export type Calls = string[];

/** A few processes with and without column forms; `calls` hears of every `run`. */
export function testRegistry(calls: Calls = []): ProcessRegistry {
  const heard =
    (id: string, run: Process['run']): Process['run'] =>
    (args, call) => {
      calls.push(id);
      return run(args, call);
    };
  const sum = (x: Value, y: Value): Value =>
    x === null || y === null ? null : Number(x) + Number(y);
  const callback = (names: string[]): Json => ({
    type: 'object',
    subtype: 'process-graph',
    parameters: names.map(name => ({ name, description: name, schema: ANY }))
  });
  return new ProcessRegistry([
    testProcess(
      'add',
      [parameter('x', NUMBER), parameter('y', NUMBER)],
      NUMBER,
      heard('add', ({ x, y }) => sum(x, y))
    ),
    testProcess(
      'late_add',
      [parameter('x', NUMBER), parameter('y', NUMBER, 1)],
      NUMBER,
      heard('late_add', async ({ x, y }) => sum(x, y))
    ),
    testProcess(
      'echo',
      [parameter('x', ANY)],
      ANY,
      heard('echo', ({ x }) => x)
    ),
    testProcess(
      'total',
      [parameter('data', { type: 'array' })],
      NUMBER,
      heard('total', ({ data }) => {
        const values = Array.isArray(data) ? data : (data as { values: Value[] }).values;
        return values.reduce<number>((t, v) => t + Number(v ?? 0), 0);
      })
    ),
    testProcess(
      'twice',
      [parameter('x', ANY), parameter('process', callback(['x', 'context']))],
      ANY,
      async ({ x, process }) => {
        const apply = process as { call(p: Record<string, Value>): Promise<Value> };
        return apply.call({ x: await apply.call({ x, context: null }), context: null });
      }
    ),
    testProcess(
      'choose',
      [
        parameter('method', { type: 'string', enum: ['near', 'far'] }),
        parameter('n', { type: 'integer', minimum: 1 }, 1)
      ],
      { type: 'string' },
      ({ method }) => method,
      { alsoTakes: { method: ['beyond'] } }
    ),
    testProcess(
      'filter',
      [parameter('by', [{ type: 'object', additionalProperties: callback(['value']) }])],
      ANY,
      () => null
    ),
    testProcess('fail', [parameter('x', ANY, null)], ANY, () => {
      throw new Error('out of luck');
    }),
    testProcess('broken_cube', [], CUBE, () => ({
      dimensions: [],
      read: () => Promise.reject(new Error('cannot read'))
    })),
    testProcess('first_cell', [parameter('data', CUBE)], NUMBER, async ({ data }) => {
      const [plane] = await (data as DataCube).read({ x: 0, y: 0, width: 1, height: 1 }, [0]);
      return plane[0];
    })
  ]);
}

export function testContext(): RecordingContext<unknown> {
  return new RecordingContext<unknown>(null);
}

/** Numbers 0 to 1 that are the same in every run (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A cube of dates, bands, rows and columns whose cells are given by their indexes. */
export function gridCube(
  size: { t?: number; bands: number; y: number; x: number },
  cell: (t: number, band: number, y: number, x: number) => number
): DataCube {
  const { t = 1, bands, y: height, x: width } = size;
  const planes: Plane[] = [];
  for (let date = 0; date < t; date++) {
    for (let band = 0; band < bands; band++) {
      const at = (_: unknown, i: number): number =>
        cell(date, band, Math.floor(i / width), i % width);
      planes.push(Float64Array.from({ length: width * height }, at));
    }
  }
  const spatial = { kind: 'spatial', crs: 'EPSG:32632' } as const;
  return memoryCube(
    [
      {
        kind: 'temporal',
        name: 't',
        labels: Array.from({ length: t }, (_, i) => `2024-08-0${i + 1}`)
      },
      { kind: 'bands', name: 'bands', labels: Array.from({ length: bands }, (_, i) => `b${i}`) },
      { ...spatial, name: 'y', axis: 'y', size: height, first: 100, step: -10 },
      { ...spatial, name: 'x', axis: 'x', size: width, first: 5, step: 10 }
    ],
    planes
  );
}
