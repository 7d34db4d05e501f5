import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Cancellation, Json, LogLevel, ResultAsset } from '../engine';
import { failureOf, RunCancelledError } from './errors';
import type { RunTask } from './runner';
import type { ThreadAnswer, ThreadData, ThreadMessage } from './thread-messages';

const PROGRESS_INTERVAL_MS = 250;

/** What a run may ask of the thread it is in: the engine's run context without its services. */
export interface ThreadContext {
  readonly cancellation: Cancellation;
  log(level: LogLevel, message: string, nodeId?: string): void;
  progress(share: number): void;
  addResult(asset: ResultAsset): void;
  /** Asks the front door on the other side; fails as it does there. */
  ask(question: Json): Promise<Json>;
}

/**
 * The body of a job's thread: runs the task that the thread was started with and reports to
 * `ThreadRunner` on the other side.
 *
 * @param execute - Does the work; gives the value of the result node where JSON can hold it.
 */
export async function runTaskOfThread(
  execute: (task: RunTask, context: ThreadContext, setup: Json) => Promise<Json | undefined>
): Promise<void> {
  const { task, cancelled, setup } = workerData as ThreadData;
  const port = parentPort!;
  const post = (message: ThreadMessage) => port.postMessage(message);
  const flag = new Int32Array(cancelled);
  const cancellation: Cancellation = {
    get cancelled() {
      return Atomics.load(flag, 0) !== 0;
    },
    throwIfCancelled() {
      if (Atomics.load(flag, 0) !== 0) {
        throw new RunCancelledError();
      }
    }
  };
  const questions = new Questions(port, post);
  const startedMs = performance.now();
  let peakMemoryBytes = heldBytes();
  let progressMs = -Infinity;
  const context: ThreadContext = {
    cancellation,
    log: (level, message, nodeId) =>
      post({ kind: 'log', line: { level, message, ...(nodeId ? { nodeId } : {}) } }),
    progress: share => {
      const nowMs = performance.now();
      if (nowMs - progressMs >= PROGRESS_INTERVAL_MS) {
        progressMs = nowMs;
        peakMemoryBytes = Math.max(peakMemoryBytes, heldBytes());
        post({ kind: 'progress', share });
      }
    },
    addResult: asset => post({ kind: 'result', asset }),
    ask: question => questions.ask(question)
  };
  try {
    const value = await execute(task, context, setup);
    cancellation.throwIfCancelled();
    const durationS = (performance.now() - startedMs) / 1000;
    const usage = {
      durationS,
      cpuS: threadCpuS(),
      peakMemoryBytes: Math.max(peakMemoryBytes, heldBytes())
    };
    post({ kind: 'done', ...(value === undefined ? {} : { value }), usage });
  } catch (error) {
    post(
      cancellation.cancelled ? { kind: 'cancelled' } : { kind: 'failed', failure: failureOf(error) }
    );
  }
  port.close();
}

/** Questions to the other side that wait for their answer. */
class Questions {
  private readonly waiting = new Map<number, (answer: ThreadAnswer) => void>();
  private count = 0;

  constructor(
    port: MessagePort,
    private readonly post: (message: ThreadMessage) => void
  ) {
    port.on('message', (answer: ThreadAnswer) => {
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
  }

  ask(question: Json): Promise<Json> {
    const id = this.count++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, answer =>
        'value' in answer ? resolve(answer.value) : reject(new Error(answer.problem))
      );
      this.post({ kind: 'question', id, question });
    });
  }
}

/** JavaScript heap and array buffers of this thread, in bytes. */
function heldBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function threadCpuS(): number | undefined {
  // Node has it since 23.9.
  const usage = process.threadCpuUsage?.();
  return usage && (usage.user + usage.system) / 1e6;
}
