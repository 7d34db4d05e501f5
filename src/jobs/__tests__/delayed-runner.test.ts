import { describe, expect, it } from 'vitest';
import { DelayedRunner, RunCancelledError } from '..';
import type { LogLine, Run, RunEvents, Runner } from '..';

const TASK = { process: { process_graph: {} }, outputFolder: '/nowhere', userProcesses: [] };

function given() {
  const started: RunEvents[] = [];
  const calls: string[] = [];
  const runner: Runner = {
    start(_task, events): Run {
      started.push(events);
      return {
        outcome: Promise.resolve({ value: 7 }),
        cancel: () => calls.push('cancel'),
        terminate: () => calls.push('terminate')
      };
    }
  };
  let makeReady = (): void => undefined;
  const ready = new Promise<void>(resolve => (makeReady = resolve));
  const said: LogLine[] = [];
  const events: RunEvents = {
    log: line => said.push(line),
    progress: () => undefined,
    result: () => undefined
  };
  const delayed = new DelayedRunner(runner, ready, 'Waiting for the scene.');
  return { delayed, events, said, started, calls, makeReady };
}

describe('DelayedRunner', () => {
  it('starts a run when all is ready, and says what it waited for', async () => {
    const { delayed, events, said, started, calls, makeReady } = given();
    const run = delayed.start(TASK, events);
    await new Promise(resolve => setTimeout(resolve, 5));
    expect(started).toHaveLength(0);
    expect(said).toEqual([{ level: 'info', message: 'Waiting for the scene.' }]);
    makeReady();
    expect(await run.outcome).toEqual({ value: 7 });
    run.terminate();
    expect(calls).toEqual(['terminate']);
    await delayed.start(TASK, events).outcome;
    expect(said).toHaveLength(1);
    expect(started).toHaveLength(2);
  });

  it.each(['cancel', 'terminate'] as const)('never starts a run after %s', async how => {
    const { delayed, events, started, makeReady } = given();
    const run = delayed.start(TASK, events);
    run[how]();
    await expect(run.outcome).rejects.toBeInstanceOf(RunCancelledError);
    makeReady();
    await new Promise(resolve => setTimeout(resolve, 5));
    expect(started).toHaveLength(0);
  });
});
