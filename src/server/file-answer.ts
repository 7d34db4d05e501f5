import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { ApiError } from './api-error';
import { byteRange } from './byte-range';

/**
 * Answers with a file, streamed from disk: whole, or the one range that was asked for; HEAD and
 * conditional requests get their headers alone.
 *
 * @param onEnd - Called when the file is no longer needed.
 */
export async function fileAnswer(
  c: Context,
  path: string,
  headers: Readonly<Record<string, string>>,
  onEnd: () => void = () => undefined
): Promise<Response> {
  const { size, mtimeMs } = await stat(path);
  const etag = `"${size.toString(16)}-${Math.round(mtimeMs * 1000).toString(16)}"`;
  const common = {
    ...headers,
    'Accept-Ranges': 'bytes',
    ETag: etag,
    'Last-Modified': new Date(mtimeMs).toUTCString(),
    'Cache-Control': 'private, no-cache'
  };
  if (c.req.header('If-None-Match') === etag) {
    onEnd();
    return new Response(null, { status: 304, headers: common });
  }
  const ifRange = c.req.header('If-Range');
  const header = ifRange === undefined || ifRange === etag ? c.req.header('Range') : undefined;
  const range = byteRange(header, size);
  if (range === 'unsatisfiable') {
    onEnd();
    throw new ApiError('RangeNotSatisfiable', `The file has ${size} bytes; ask for some of them.`, {
      'Content-Range': `bytes */${size}`,
      'Accept-Ranges': 'bytes'
    });
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const answer = {
    status: range ? 206 : 200,
    headers: {
      ...common,
      'Content-Length': String(end - start + 1),
      ...(range ? { 'Content-Range': `bytes ${start}-${end}/${size}` } : {})
    }
  };
  if (c.req.method === 'HEAD' || size === 0) {
    onEnd();
    return new Response(null, answer);
  }
  const stream = createReadStream(path, { start, end });
  stream.once('close', onEnd);
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, answer);
}
