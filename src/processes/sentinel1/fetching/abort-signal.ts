import type { Cancellation } from '../../../engine';

const LOOK_MS = 200;

/**
 * Does work that ends by a signal when the run is cancelled.
 *
 * @throws CancelledError once it is, whatever the work made of the signal.
 */
export async function withSignal<T>(
  cancellation: Cancellation,
  work: (signal: AbortSignal) => Promise<T>
): Promise<T> {
  const controller = new AbortController();
  const look = () => cancellation.cancelled && controller.abort(new Error('The run is cancelled.'));
  look();
  const timer = setInterval(look, LOOK_MS);
  try {
    return await work(controller.signal);
  } catch (error) {
    cancellation.throwIfCancelled();
    throw error;
  } finally {
    clearInterval(timer);
  }
}
