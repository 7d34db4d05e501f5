import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { RunCancelledError, type RunEvents, RunFailedError, ThreadRunner } from '..';

let runner: ThreadRunner;

beforeAll(async () => {
  const outfile = join(mkdtempSync(join(tmpdir(), 'insar-thread-')), 'thread.mjs');
  await build({
    entryPoints: [join(__dirname, 'thread.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm'
  });
  runner = new ThreadRunner(pathToFileURL(outfile), 'the test');
});

function start(processId: string) {
  const said: unknown[] = [];
  const events: RunEvents = {
    log: line => said.push(line),
    progress: share => said.push(share),
    result: asset => said.push(asset)
  };
  const process_graph = { node1: { process_id: processId, arguments: {} } };
  const task = { process: { process_graph }, outputFolder: '/nowhere', userProcesses: [] };
  return { run: runner.start(task, events), said };
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

describe('ThreadRunner', () => {
  it('hands on what the thread says, and measures it', async () => {
    const { run, said } = start('ok');
    const { value, usage } = await run.outcome;
    expect(value).toBe(42);
    expect(usage!.durationS).toBeGreaterThan(0);
    expect(usage!.cpuS).toBeGreaterThan(0);
    expect(usage!.peakMemoryBytes).toBeGreaterThan(1e6);
    expect(said).toEqual([
      { level: 'info', message: 'Hello from the test.', nodeId: 'node1' },
      0.25
    ]);
  });

  it('tells failures with code and node', async () => {
    const error = await start('fail').run.outcome.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RunFailedError);
    expect(error).toMatchObject({
      code: 'LabelNotAvailable',
      message: 'No such label.',
      nodeId: 'node1'
    });
  });

  it.each([
    ['die', /ended before/],
    ['throw-later', /out of nowhere/]
  ])('survives a thread that goes down: %s', async (processId, message) => {
    const error = await start(processId).run.outcome.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RunFailedError);
    expect(error).toMatchObject({ code: 'Internal', message: expect.stringMatching(message) });
  });

  it('cancels a thread that is busy and looks at its flag', async () => {
    const { run, said } = start('busy');
    while (said.length < 2) {
      await pause(10);
    }
    run.cancel();
    await expect(run.outcome).rejects.toBeInstanceOf(RunCancelledError);
  });

  it('ends a thread that looks at nothing', async () => {
    const { run, said } = start('stuck');
    while (said.length < 2) {
      await pause(10);
    }
    run.cancel();
    run.terminate();
    await expect(run.outcome).rejects.toBeInstanceOf(RunCancelledError);
  });
});
