import { createWriteStream } from 'node:fs';
import { rm, stat, truncate } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as setTimeoutAsync } from 'node:timers/promises';
import type { ReadableStream } from 'node:stream/web';
import { FetchError } from '../errors';
import type { FetchHooks } from './remote-archive';
import { request, type RequestOptions } from './request';

export interface DownloadOptions extends RequestOptions, Pick<FetchHooks, 'progress'> {
  /** Called for each attempt: a token may run out during a long download. */
  readonly freshToken: () => Promise<string>;
  /** Pause before the second attempt; it doubles. */
  readonly firstPauseMs?: number;
}

const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 1000;
/** A connection on which nothing comes for so long is given up. */
const STALL_MS = 60_000;

/**
 * Fetches a file to `path`, going on where an earlier attempt broke off. Its length is checked
 * against what the server announced.
 *
 * @throws FetchError after several attempts, or at once where the server refuses.
 */
export async function download(
  what: string,
  url: string,
  path: string,
  options: DownloadOptions
): Promise<void> {
  let version: string | null = null;
  for (let attempt = 1; ; attempt++) {
    try {
      version = await attemptDownload(what, url, path, version, options);
      return;
    } catch (error) {
      options.signal?.throwIfAborted();
      const failure = error instanceof Interrupted ? error : null;
      if (failure === null || attempt === ATTEMPTS) {
        throw failure ? new FetchError(what, failure.message, null, { cause: failure }) : error;
      }
      version = failure.version ?? version;
      const pauseMs = (options.firstPauseMs ?? FIRST_PAUSE_MS) * 2 ** (attempt - 1);
      await setTimeoutAsync(pauseMs, undefined, { signal: options.signal });
    }
  }
}

/** The connection broke, or the server had trouble that may pass. */
class Interrupted extends Error {
  constructor(
    message: string,
    /** Tag of the file that was being sent. */
    readonly version: string | null,
    options?: ErrorOptions
  ) {
    super(message, options);
  }
}

/** @returns tag of the version that was fetched. */
async function attemptDownload(
  what: string,
  url: string,
  path: string,
  version: string | null,
  options: DownloadOptions
): Promise<string | null> {
  // Only what this very download has begun is gone on with: it may be another file by now.
  const there = version === null ? 0 : ((await stat(path).catch(() => null))?.size ?? 0);
  const token = await options.freshToken();
  const response = await request(what, url, {
    ...options,
    token,
    // Lengths are those of the file itself.
    headers: {
      'accept-encoding': 'identity',
      ...options.headers,
      ...(there > 0 && { range: `bytes=${there}-` })
    }
  }).catch((error: Error) => {
    options.signal?.throwIfAborted();
    throw new Interrupted(error.message, version, { cause: error });
  });
  const tag = tagOf(response);
  const goesOn = response.status === 206 && startOf(response) === there && tag === version;
  if (response.status === 416 || (response.status === 206 && !goesOn)) {
    await response.body?.cancel();
    await rm(path, { force: true });
    throw new Interrupted('the file has changed meanwhile', null);
  }
  if (!response.ok) {
    await refuse(what, response, version);
  }
  const start = goesOn ? there : 0;
  const announced = lengthOf(response, start);
  if (goesOn) {
    await truncate(path, start);
  }
  let bytes = start;
  const stall = new AbortController();
  const timer = setTimeout(() => stall.abort(new Error('nothing comes any more')), STALL_MS);
  const signals = options.signal ? [stall.signal, options.signal] : [stall.signal];
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      timer.refresh();
      options.progress?.(bytes, announced);
      done(null, chunk);
    }
  });
  try {
    await pipeline(
      Readable.fromWeb(response.body as ReadableStream),
      counted,
      createWriteStream(path, { flags: goesOn ? 'a' : 'w' }),
      { signal: AbortSignal.any(signals) }
    );
  } catch (cause) {
    throw new Interrupted(`the connection broke after ${bytes} bytes`, tag, { cause });
  } finally {
    clearTimeout(timer);
  }
  if (announced !== null && bytes !== announced) {
    throw new Interrupted(`${bytes} bytes came, not ${announced}`, tag);
  }
  return tag;
}

/** Repeats help with trouble of the server and too many requests, and with nothing else. */
async function refuse(what: string, response: Response, version: string | null): Promise<never> {
  const { status } = response;
  await response.body?.cancel();
  if (status === 429 || status >= 500) {
    throw new Interrupted(`the server answered ${status}`, version);
  }
  const reasons: Readonly<Record<number, string>> = {
    401: 'the login was not accepted; log in again',
    403: 'the account may not fetch it',
    404: 'it is no longer there'
  };
  throw new FetchError(what, reasons[status] ?? `the server answered ${status}`, status);
}

/** What tells one version of a file from another: its tag, or its whole length. */
function tagOf(response: Response): string {
  const tag = response.headers.get('etag');
  const whole = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
  return tag ?? `${whole ?? response.headers.get('content-length') ?? 'unknown'} bytes`;
}

function startOf(response: Response): number | null {
  const start = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
  return start === undefined ? null : Number(start);
}

function lengthOf(response: Response, start: number): number | null {
  const length = response.headers.get('content-length');
  return length === null ? null : start + Number(length);
}
