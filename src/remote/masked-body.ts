const SHORTEST_MASKED = 8;
const STAR = 0x2a;

/**
 * Covers each occurrence of a secret in a text with as many asterisks; a secret of fewer than eight
 * characters could be any word and stays.
 */
export function maskText(text: string, secret: string | null): string {
  return secret !== null && secret.length >= SHORTEST_MASKED
    ? text.replaceAll(secret, '*'.repeat(secret.length))
    : text;
}

/**
 * Covers a secret in a stream of bytes with as many asterisks, so that lengths and ranges stay right,
 * also where it is cut between two chunks. A back-end that echoes its requests gives no token away.
 */
export function maskedBody(
  body: ReadableStream<Uint8Array>,
  secret: string | null
): ReadableStream<Uint8Array> {
  if (secret === null || secret.length < SHORTEST_MASKED) {
    return body;
  }
  const needle = Buffer.from(secret);
  let held: Buffer = Buffer.alloc(0);
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        const bytes = Buffer.concat([held, chunk]);
        for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at)) {
          bytes.fill(STAR, at, at + needle.length);
        }
        const ready = bytes.length - beginOf(needle, bytes);
        controller.enqueue(bytes.subarray(0, ready));
        held = bytes.subarray(ready);
      },
      flush(controller) {
        controller.enqueue(held);
      }
    })
  );
}

/** Number of bytes at the end of `bytes` that may begin the secret: only these wait for more. */
function beginOf(needle: Buffer, bytes: Buffer): number {
  for (let length = Math.min(needle.length - 1, bytes.length); length > 0; length--) {
    if (bytes.subarray(bytes.length - length).equals(needle.subarray(0, length))) {
      return length;
    }
  }
  return 0;
}
