const CLEAR = 256;
const END = 257;
const MOST_CODES = 4096;

/**
 * Unpacks TIFF's LZW (TIFF 6.0, section 13): codes of 9 to 12 bits, most significant bit first, one
 * code earlier than GIF's growth.
 *
 * @param length - Bytes to expect; the result may be shorter when the stream ends before.
 * @throws RangeError for a code that is not yet in the table.
 */
export function unpackLzw(bytes: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  // A string of the table is a stretch of the output: where it starts, and how long it is.
  const starts = new Int32Array(MOST_CODES);
  const lengths = new Int32Array(MOST_CODES);
  let next = 258;
  let width = 9;
  let bits = 0;
  let bitCount = 0;
  let position = 0;
  let written = 0;
  let previousStart = -1;
  let previousLength = 0;
  while (written < length) {
    while (bitCount < width && position < bytes.length) {
      bits = ((bits << 8) | bytes[position++]) & 0xffffff;
      bitCount += 8;
    }
    if (bitCount < width) {
      break;
    }
    bitCount -= width;
    const code = (bits >>> bitCount) & ((1 << width) - 1);
    if (code === END) {
      break;
    }
    if (code === CLEAR) {
      next = 258;
      width = 9;
      previousStart = -1;
      continue;
    }
    const start = written;
    if (code < 256) {
      output[written++] = code;
    } else {
      if (previousStart < 0 || code > next) {
        throw new RangeError(`LZW code ${code} is not in the table`);
      }
      const isNew = code === next;
      const from = isNew ? previousStart : starts[code];
      const count = isNew ? previousLength + 1 : lengths[code];
      // Byte by byte: the copy of a new string reads the byte that it has just written.
      for (let i = 0; i < count && written < length; i++) {
        output[written++] = output[from + i];
      }
    }
    if (previousStart >= 0 && next < MOST_CODES) {
      starts[next] = previousStart;
      lengths[next] = previousLength + 1;
      next++;
      if (next + 1 >= 1 << width && width < 12) {
        width++;
      }
    }
    previousStart = start;
    previousLength = written - start;
  }
  return written === length ? output : output.subarray(0, written);
}
