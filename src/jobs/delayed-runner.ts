import { RunCancelledError } from './errors';
import type { Run, RunEvents, RunOutcome, Runner, RunTask } from './runner';

/** Holds runs back until something is ready, and says in their logs what they wait for. */
export class DelayedRunner implements Runner {
  private isReady = false;

  /**
   * @param runner - Starts the runs then.
   * @param ready - Never rejects.
   * @param reason - Logged where a run has to wait.
   */
  constructor(
    private readonly runner: Runner,
    private readonly ready: Promise<void>,
    private readonly reason: string
  ) {
    void ready.then(() => (this.isReady = true));
  }

  start(task: RunTask, events: RunEvents): Run {
    if (this.isReady) {
      return this.runner.start(task, events);
    }
    events.log({ level: 'info', message: this.reason });
    let started: Run | null = null;
    let stop = (): void => undefined;
    const stopped = new Promise<never>((_, reject) => {
      stop = () => reject(new RunCancelledError());
    });
    const outcome = Promise.race([this.ready, stopped]).then((): Promise<RunOutcome> => {
      started = this.runner.start(task, events);
      return started.outcome;
    });
    return {
      outcome,
      cancel: () => (started ? started.cancel() : stop()),
      terminate: () => (started ? started.terminate() : stop())
    };
  }
}
