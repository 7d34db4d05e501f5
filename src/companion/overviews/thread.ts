import { basename } from 'node:path';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { makeOverviews, type OverviewsTask } from './make';

/** Makes overviews apart from the threads that answer requests. */
export type RunOverviews = (
  task: OverviewsTask,
  onProgress: (share: number) => void,
  signal: AbortSignal
) => Promise<void>;

/** What the thread says. */
type Word = { readonly share: number } | { readonly problem: string };

/**
 * In a thread that was started to make overviews: makes them, and tells the one that started it how
 * far it is. False: the thread was started for something else.
 */
export async function overviewsThread(): Promise<boolean> {
  const task = (workerData as { readonly overviews?: OverviewsTask } | null)?.overviews;
  if (!task) {
    return false;
  }
  const say = (word: Word) => parentPort?.postMessage(word);
  try {
    await makeOverviews(task, share => say({ share }));
  } catch (error) {
    // Users know the file by its name, and the folder of overviews not at all.
    const told = error instanceof Error ? error.message : String(error);
    const { source, target } = task;
    say({ problem: told.replaceAll(source, basename(source)).replaceAll(target, 'Overviews') });
  }
  return true;
}

/**
 * Makes overviews in a thread of its own, which ends at once when the signal says so.
 *
 * @param script - The script of the thread; it calls `overviewsThread`.
 */
export function overviewsInThread(script: URL): RunOverviews {
  return (overviews, onProgress, signal) =>
    new Promise((resolve, reject) => {
      const thread = new Worker(script, { workerData: { overviews } });
      let problem: Error | null = null;
      const stop = () => void thread.terminate();
      signal.addEventListener('abort', stop);
      thread.on('message', (word: Word) => {
        if ('share' in word) {
          onProgress(word.share);
        } else {
          problem = new Error(word.problem);
        }
      });
      thread.on('error', error => (problem = error));
      // Only now are its files closed.
      thread.on('exit', () => {
        signal.removeEventListener('abort', stop);
        const reason = problem ?? (signal.aborted ? new Error('stopped') : null);
        return reason ? reject(reason) : resolve();
      });
    });
}
