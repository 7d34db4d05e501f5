import type { Cancellation, LogLevel, RunContext } from './context';
import { CancelledError } from './errors';
import type { ResultAsset } from './result-asset';

/** A run that keeps what it is told: for synchronous calls, the command line and tests. */
export class RecordingContext<Services> implements RunContext<Services> {
  readonly messages: { level: LogLevel; message: string; nodeId?: string }[] = [];
  readonly results: ResultAsset[] = [];
  readonly cancellation: Cancellation;
  share = 0;
  #cancelled = false;

  constructor(readonly services: Services) {
    const cancelled = (): boolean => this.#cancelled;
    this.cancellation = {
      get cancelled() {
        return cancelled();
      },
      throwIfCancelled() {
        if (cancelled()) {
          throw new CancelledError();
        }
      }
    };
  }

  cancel(): void {
    this.#cancelled = true;
  }

  log(level: LogLevel, message: string, nodeId?: string): void {
    this.messages.push({ level, message, nodeId });
  }

  progress(share: number): void {
    this.share = share;
  }

  addResult(asset: ResultAsset): void {
    this.results.push(asset);
  }
}
