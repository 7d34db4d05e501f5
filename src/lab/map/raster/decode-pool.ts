import type { Pool } from 'geotiff';
import { getDecoder } from 'geotiff';

type DecoderParameters = Parameters<typeof getDecoder>[1];

/** A block to decode, as a worker gets it. */
export interface IDecodeRequest {
  readonly id: number;
  /** Compression tag of TIFF. */
  readonly compression: number;
  readonly parameters: DecoderParameters;
  readonly buffer: ArrayBuffer;
}

/** What a worker answers. */
interface IDecodeAnswer {
  readonly id: number;
  readonly decoded?: ArrayBuffer;
  readonly error?: string;
}

interface IWaiting {
  readonly resolve: (decoded: ArrayBuffer) => void;
  readonly reject: (error: Error) => void;
  /** Decodes here what a lost worker did not. */
  readonly rescue: () => void;
}

/** Enough for the blocks of one view; more only wait for the network. */
const MOST_WORKERS = 4;

/** Workers that start with the first file: they take longer to start than a block takes to decode. */
const FIRST_WORKERS = 2;

/** The part of a worker that is used. */
export type DecodeWorker = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

/**
 * Decodes blocks in a few workers, which start when a file is opened or a block waits. Where workers cannot start
 * (a strict content policy, or no workers at all), blocks are decoded in this thread.
 *
 * Has the shape of geotiff.js' own pool, which starts its workers from a blob address: many content
 * policies refuse that.
 */
export class DecodePool {
  constructor(private readonly _make: (() => DecodeWorker) | null) {}

  /** Starts the first workers, while the file's directory is on its way. */
  warm(): void {
    while (this._make && !this._isRefused && this._workers.length < FIRST_WORKERS) {
      this._start();
    }
  }

  /** geotiff.js asks for a decoder of one image. */
  bindParameters(compression: number, parameters: DecoderParameters) {
    const isRaw = compression === 1 || compression === undefined;
    return {
      decode: (buffer: ArrayBufferLike): Promise<ArrayBuffer> =>
        isRaw || !this._make || this._isRefused
          ? here(compression, parameters, buffer as ArrayBuffer)
          : this._away(compression, parameters, buffer as ArrayBuffer)
    };
  }

  private _away(
    compression: number,
    parameters: DecoderParameters,
    buffer: ArrayBuffer
  ): Promise<ArrayBuffer> {
    const slot = this._slot();
    if (!slot) {
      return here(compression, parameters, buffer);
    }
    return new Promise((resolve, reject) => {
      const id = this._next++;
      const rescue = (): void => {
        here(compression, parameters, buffer).then(resolve, reject);
      };
      slot.waiting.set(id, { resolve, reject, rescue });
      // Copied, not moved: a worker that never starts must not take the bytes with it.
      slot.worker.postMessage({ id, compression, parameters, buffer } satisfies IDecodeRequest);
    });
  }

  private _slot(): ISlot | null {
    const idle = this._workers.find(slot => slot.waiting.size === 0);
    const cores = globalThis.navigator?.hardwareConcurrency ?? 2;
    if (!idle && this._workers.length < Math.min(MOST_WORKERS, Math.max(1, cores))) {
      return this._start();
    }
    return (
      idle ??
      this._workers.reduce((best, slot) => (slot.waiting.size < best.waiting.size ? slot : best))
    );
  }

  private _start(): ISlot | null {
    let worker: DecodeWorker;
    try {
      worker = this._make!();
    } catch {
      this._isRefused = true;
      return null;
    }
    const slot: ISlot = { worker, waiting: new Map() };
    this._workers.push(slot);
    worker.addEventListener('message', event => {
      const { id, decoded, error } = (event as MessageEvent<IDecodeAnswer>).data;
      const waiting = slot.waiting.get(id);
      slot.waiting.delete(id);
      if (decoded) {
        waiting?.resolve(decoded);
      } else {
        waiting?.reject(new Error(error ?? 'the block cannot be decoded'));
      }
    });
    worker.addEventListener('error', () => {
      this._isRefused = true;
      worker.terminate();
      this._workers = this._workers.filter(other => other !== slot);
      const waiting = [...slot.waiting.values()];
      slot.waiting.clear();
      waiting.forEach(({ rescue }) => rescue());
    });
    return slot;
  }

  private _workers: ISlot[] = [];
  private _isRefused = false;
  private _next = 0;
}

interface ISlot {
  readonly worker: DecodeWorker;
  readonly waiting: Map<number, IWaiting>;
}

async function here(
  compression: number,
  parameters: DecoderParameters,
  buffer: ArrayBuffer
): Promise<ArrayBuffer> {
  const decoder = await getDecoder(compression, parameters);
  return (await decoder.decode(buffer)) as ArrayBuffer;
}

/** The workers of every map of the page. */
export const pagePool = new DecodePool(
  typeof Worker === 'undefined'
    ? null
    : () => new Worker(new URL('./decode-worker.js', import.meta.url), { type: 'module' })
);

/** The same, as geotiff.js types a pool: of that it calls `bindParameters` alone. */
export const decodePool = pagePool as unknown as Pool;
