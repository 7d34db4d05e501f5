/**
 * Unpacks PackBits (TIFF 6.0, section 9).
 *
 * @param length - Bytes to expect; the result may be shorter when the stream ends before.
 */
export function unpackPackBits(bytes: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let read = 0;
  let written = 0;
  while (read < bytes.length && written < length) {
    const head = bytes[read++];
    if (head < 128) {
      const run = bytes.subarray(read, read + Math.min(head + 1, length - written));
      output.set(run, written);
      read += head + 1;
      written += run.length;
    } else if (head > 128) {
      const end = Math.min(written + 257 - head, length);
      output.fill(bytes[read++] ?? 0, written, end);
      written = end;
    }
  }
  return output.subarray(0, written);
}
