import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ENTRY = resolve(__dirname, '../src/engine-cli.ts');

describe('the engine over JSON lines', () => {
  let folder: string;
  let engine: ChildProcessWithoutNullStreams;
  let lines: AsyncIterator<string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'insar-engine-'));
    const outfile = join(folder, 'engine-cli.mjs');
    await build({ entryPoints: [ENTRY], outfile, bundle: true, platform: 'node', format: 'esm' });
    engine = spawn(process.execPath, [outfile]);
    lines = createInterface({ input: engine.stdout })[Symbol.asyncIterator]();
  });

  afterAll(async () => {
    engine.kill();
    await rm(folder, { recursive: true, force: true });
  });

  async function ask(request: unknown): Promise<Record<string, unknown>> {
    engine.stdin.write(`${typeof request === 'string' ? request : JSON.stringify(request)}\n`);
    return JSON.parse((await lines.next()).value as string);
  }

  it('lists its processes', async () => {
    const { processes } = (await ask({ op: 'list' })) as { processes: { id: string }[] };
    expect(processes.map(({ id }) => id)).toEqual(expect.arrayContaining(['add', 'apply_kernel']));
  });

  it('carries numbers that JSON has no form for, and no-data', async () => {
    const args = { x: { $num: '-Infinity' }, y: 1 };
    expect(await ask({ op: 'exec', id: 'add', args })).toEqual({ result: { $num: '-Infinity' } });
    const nodata = { x: { type: 'nodata' }, y: 1 };
    expect(await ask({ op: 'exec', id: 'add', args: nodata })).toEqual({ result: null });
  });

  it('carries arrays with labels', async () => {
    const data = { type: 'labeled-array', data: [{ key: 'B1', value: 3 }] };
    const args = { data, value: 4, label: 'B2' };
    expect(await ask({ op: 'exec', id: 'array_append', args })).toEqual({
      result: { type: 'labeled-array', data: [...data.data, { key: 'B2', value: 4 }] }
    });
  });

  it('carries cubes and callbacks', async () => {
    const x = { type: 'spatial', axis: 'x', values: [10, 20], reference_system: 32632 };
    const t = { type: 'temporal', values: ['2024-08-09', '2024-08-21'] };
    const nan = { $num: 'NaN' };
    const data = [
      [1, 2],
      [3, nan]
    ];
    const reducer = {
      process_graph: {
        sum: { process_id: 'sum', arguments: { data: { from_parameter: 'data' } }, result: true }
      }
    };
    const cube = { type: 'datacube', order: ['x', 't'], dimensions: { x, t }, data };
    const args = { data: cube, dimension: 't', reducer };
    expect(await ask({ op: 'exec', id: 'reduce_dimension', args })).toEqual({
      result: { type: 'datacube', order: ['x'], dimensions: { x }, data: [3, 3] }
    });
  });

  it('says that it has no network', async () => {
    const request = { op: 'exec', id: 'load_stac', args: { url: 'https://stac.example' } };
    expect(await ask(request)).toMatchObject({ message: expect.stringMatching(/engine alone/) });
  });

  it.each([
    [{ op: 'exec', id: 'warp', args: {} }, 'ProcessUnsupported'],
    [{ op: 'exec', id: 'add', args: { x: 1 } }, 'ProcessParameterRequired'],
    [{ op: 'exec', id: 'clip', args: { x: 1, min: 2, max: 1 } }, 'MinMaxSwapped'],
    ['no JSON', 'Internal']
  ])('answers %j with an error and goes on', async (request, code) => {
    expect(await ask(request)).toMatchObject({ error: code, message: expect.any(String) });
  });
});
