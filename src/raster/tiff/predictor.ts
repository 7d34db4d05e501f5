/**
 * TIFF predictors, both ways. Rows are `width` pixels of `bands` interleaved samples; horizontal
 * differences run from pixel to pixel of the same band.
 *
 * Horizontal: TIFF 6.0, section 14. Floating point: Adobe Photoshop TIFF Technical Note 3, where
 * the bytes of a row are sorted by significance (most significant first, whatever the byte order of
 * the file) and then differenced as bytes.
 */

/** Undoes horizontal differencing in place, on samples in this machine's byte order. */
export function undoHorizontal(
  bytes: Uint8Array,
  width: number,
  bands: number,
  sampleBytes: number
): void {
  const rowSamples = width * bands;
  const values = integersOver(bytes, sampleBytes);
  if (values instanceof BigUint64Array) {
    for (let row = 0; row + rowSamples <= values.length; row += rowSamples) {
      for (let i = row + bands; i < row + rowSamples; i++) {
        values[i] += values[i - bands];
      }
    }
    return;
  }
  for (let row = 0; row + rowSamples <= values.length; row += rowSamples) {
    for (let i = row + bands; i < row + rowSamples; i++) {
      values[i] += values[i - bands];
    }
  }
}

/** Differences in place, on samples in this machine's byte order; samples of up to 4 bytes. */
export function applyHorizontal(
  bytes: Uint8Array,
  width: number,
  bands: number,
  sampleBytes: number
): void {
  const rowSamples = width * bands;
  const values = integersOver(bytes, sampleBytes);
  if (values instanceof BigUint64Array) {
    throw new RangeError('8-byte integers have no predictor here');
  }
  for (let row = 0; row + rowSamples <= values.length; row += rowSamples) {
    for (let i = row + rowSamples - 1; i >= row + bands; i--) {
      values[i] -= values[i - bands];
    }
  }
}

function integersOver(
  bytes: Uint8Array,
  sampleBytes: number
): Uint8Array | Uint16Array | Uint32Array | BigUint64Array {
  const { byteOffset, byteLength } = bytes;
  const buffer = bytes.buffer as ArrayBuffer;
  switch (sampleBytes) {
    case 1:
      return bytes;
    case 2:
      return new Uint16Array(buffer, byteOffset, byteLength / 2);
    case 4:
      return new Uint32Array(buffer, byteOffset, byteLength / 4);
    default:
      return new BigUint64Array(buffer, byteOffset, byteLength / 8);
  }
}

/**
 * Undoes the floating-point predictor. `bytes` is changed on the way.
 *
 * @returns New bytes in this machine's order.
 */
export function undoFloatingPoint(
  bytes: Uint8Array,
  width: number,
  bands: number,
  sampleBytes: number
): Uint8Array {
  const rowSamples = width * bands;
  const rowBytes = rowSamples * sampleBytes;
  const output = new Uint8Array(bytes.length);
  const words = sampleBytes === 4 ? new Uint32Array(output.buffer) : null;
  for (let row = 0; row + rowBytes <= bytes.length; row += rowBytes) {
    sumBytes(bytes, row, rowBytes, bands);
    if (words) {
      const second = row + rowSamples;
      const third = second + rowSamples;
      const fourth = third + rowSamples;
      const at = row / 4;
      for (let i = 0; i < rowSamples; i++) {
        words[at + i] =
          (bytes[row + i] << 24) |
          (bytes[second + i] << 16) |
          (bytes[third + i] << 8) |
          bytes[fourth + i];
      }
    } else {
      for (let k = 0; k < sampleBytes; k++) {
        const plane = row + k * rowSamples;
        const place = row + sampleBytes - 1 - k;
        for (let i = 0; i < rowSamples; i++) {
          output[place + i * sampleBytes] = bytes[plane + i];
        }
      }
    }
  }
  return output;
}

/** Undoes byte differences of a row in place. */
function sumBytes(bytes: Uint8Array, start: number, length: number, bands: number): void {
  if (bands === 4 && (bytes.byteOffset + start) % 4 === 0) {
    // The four bands of an acquisition: four byte sums in one word, carries kept apart by the mask.
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset + start, length / 4);
    let sum = 0;
    for (let i = 0; i < words.length; i++) {
      const word = words[i];
      sum = ((sum & 0x7f7f7f7f) + (word & 0x7f7f7f7f)) ^ ((sum ^ word) & 0x80808080);
      words[i] = sum;
    }
    return;
  }
  for (let band = 0; band < bands; band++) {
    let sum = 0;
    for (let i = start + band; i < start + length; i += bands) {
      sum = (sum + bytes[i]) & 0xff;
      bytes[i] = sum;
    }
  }
}

/** Applies the floating-point predictor to bytes in this machine's order; returns new bytes. */
export function applyFloatingPoint(
  bytes: Uint8Array,
  width: number,
  bands: number,
  sampleBytes: number
): Uint8Array {
  const rowSamples = width * bands;
  const rowBytes = rowSamples * sampleBytes;
  const output = new Uint8Array(bytes.length);
  for (let row = 0; row + rowBytes <= bytes.length; row += rowBytes) {
    for (let k = 0; k < sampleBytes; k++) {
      const plane = row + k * rowSamples;
      const place = row + sampleBytes - 1 - k;
      for (let i = 0; i < rowSamples; i++) {
        output[plane + i] = bytes[place + i * sampleBytes];
      }
    }
    for (let i = row + rowBytes - 1; i >= row + bands; i--) {
      output[i] -= output[i - bands];
    }
  }
  return output;
}
