/** Most bytes of one stored block (RFC 1951, section 3.2.4). */
const BLOCK_B = 65_535;

/** Largest count of bytes whose sums stay exact before the remainder is taken. */
const ADLER_STEP_B = 3800;
const ADLER_BASE = 65_521;

/**
 * Bytes as a zlib stream (RFC 1950) of stored blocks: packed for readers, but as long as before.
 * Browsers pack only while one waits, which the writer of COGs does not.
 */
export function storedZlib(bytes: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(bytes.length / BLOCK_B));
  const packed = new Uint8Array(2 + 5 * blocks + bytes.length + 4);
  const view = new DataView(packed.buffer);
  // Deflate with a window of 32 KiB, the fastest level; a multiple of 31.
  view.setUint16(0, 0x7801);
  let at = 2;
  for (let block = 0; block < blocks; block++) {
    const part = bytes.subarray(block * BLOCK_B, (block + 1) * BLOCK_B);
    view.setUint8(at, block === blocks - 1 ? 1 : 0);
    view.setUint16(at + 1, part.length, true);
    view.setUint16(at + 3, ~part.length & 0xffff, true);
    packed.set(part, at + 5);
    at += 5 + part.length;
  }
  view.setUint32(at, adler32(bytes));
  return packed;
}

/** Checksum of RFC 1950, section 8.2. */
function adler32(bytes: Uint8Array): number {
  let [low, high] = [1, 0];
  for (let start = 0; start < bytes.length; start += ADLER_STEP_B) {
    const end = Math.min(bytes.length, start + ADLER_STEP_B);
    for (let index = start; index < end; index++) {
      low += bytes[index];
      high += low;
    }
    low %= ADLER_BASE;
    high %= ADLER_BASE;
  }
  return high * 65_536 + low;
}
