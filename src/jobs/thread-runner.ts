import { Worker } from 'node:worker_threads';
import type { Json } from '../engine';
import { RunCancelledError, RunFailedError } from './errors';
import type { Run, RunEvents, RunOutcome, Runner, RunTask } from './runner';
import { widenThreadHeaps } from './thread-heap';
import type { ThreadAnswer, ThreadData, ThreadMessage } from './thread-messages';

/** Runs each task in a worker thread of its own, which ends with the task. */
export class ThreadRunner implements Runner {
  /**
   * @param entry - The script of the thread; it calls `runTaskOfThread`.
   * @param setup - Plain data that the script gets beside the task.
   * @param answer - Answers what the script asks while it runs; neither is logged.
   */
  constructor(
    private readonly entry: URL,
    private readonly setup: Json = null,
    private readonly answer: (question: Json) => Promise<Json> = () => Promise.resolve(null)
  ) {}

  start(task: RunTask, events: RunEvents): Run {
    const cancelled = new SharedArrayBuffer(4);
    const data: ThreadData = { task, cancelled, setup: this.setup };
    widenThreadHeaps();
    const worker = new Worker(this.entry, { workerData: data });
    let terminated = false;
    const outcome = new Promise<RunOutcome>((resolve, reject) => {
      // The outcome is kept until the thread has ended: only then are its files closed.
      let settle = () =>
        reject(
          terminated
            ? new RunCancelledError()
            : new RunFailedError({
                code: 'Internal',
                message: 'The thread of the run ended before the run did.'
              })
        );
      worker.on('message', (message: ThreadMessage) => {
        if (message.kind === 'log') {
          events.log(message.line);
        } else if (message.kind === 'progress') {
          events.progress(message.share);
        } else if (message.kind === 'result') {
          events.result(message.asset);
        } else if (message.kind === 'question') {
          const { id } = message;
          const post = (answered: ThreadAnswer) => worker.postMessage(answered);
          this.answer(message.question).then(
            value => post({ id, value }),
            (error: Error) => post({ id, problem: error.message })
          );
        } else if (message.kind === 'done') {
          settle = () => resolve({ value: message.value, usage: message.usage });
        } else if (message.kind === 'failed') {
          settle = () => reject(new RunFailedError(message.failure));
        } else {
          settle = () => reject(new RunCancelledError());
        }
      });
      worker.on('error', error => {
        settle = () => reject(new RunFailedError(failureOfThread(error), { cause: error }));
      });
      worker.on('exit', () => settle());
    });
    return {
      outcome,
      cancel: () => void Atomics.store(new Int32Array(cancelled), 0, 1),
      terminate: () => {
        terminated = true;
        void worker.terminate();
      }
    };
  }
}

function failureOfThread(error: unknown) {
  const { code, message } = error as { code?: string; message?: string };
  return {
    code: 'Internal',
    message:
      code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? 'The run needed more memory than its thread may use; choose a smaller area or fewer dates.'
        : `The thread of the run ended: ${message ?? String(error)}`
  };
}
