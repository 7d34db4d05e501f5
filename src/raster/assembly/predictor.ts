/*
 * TIFF predictors. Rows are `width` pixels of `bands` interleaved samples; what they mean is written
 * beside the twins of these functions, in ../tiff/predictor.ts.
 */

/** Undoes differences of bytes `bands` apart in a row, in place. */
// @ts-ignore: decorator
@inline
function sumBytes(row: usize, length: usize, bands: usize): void {
  if (bands == 1 || bands == 2 || bands == 4 || bands == 8) {
    let carry = i8x16.splat(0);
    let at = row;
    const end = row + (length & ~15);
    for (; at < end; at += 16) {
      let v = v128.load(at);
      // The sum over all places before, doubling the reach. Shuffles that take from the end of `zero`
      // shift, in one instruction.
      const zero = i8x16.splat(0);
      if (bands == 1) {
        v = i8x16.add(v, i8x16.shuffle(zero, v, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30));
      }
      if (bands <= 2) {
        v = i8x16.add(v, i8x16.shuffle(zero, v, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29));
      }
      if (bands <= 4) {
        v = i8x16.add(v, i8x16.shuffle(zero, v, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27));
      }
      v = i8x16.add(v, i8x16.shuffle(zero, v, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23));
      v = i8x16.add(v, carry);
      v128.store(at, v);
      carry =
        bands == 1
          ? i8x16.shuffle(v, v, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15)
          : bands == 2
            ? i8x16.shuffle(v, v, 14, 15, 14, 15, 14, 15, 14, 15, 14, 15, 14, 15, 14, 15, 14, 15)
            : bands == 4
              ? i8x16.shuffle(v, v, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15)
              : i8x16.shuffle(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
    }
    for (let i = max(at, row + bands); i < row + length; i++) {
      store<u8>(i, load<u8>(i) + load<u8>(i - bands));
    }
    return;
  }
  for (let i = row + bands; i < row + length; i++) {
    store<u8>(i, load<u8>(i) + load<u8>(i - bands));
  }
}

/**
 * Undoes the floating-point predictor of float32 samples; `source` is changed on the way.
 *
 * @param target - Receives the samples of band after band, `width * rows` each.
 */
export function undoFloat32(
  source: usize,
  target: usize,
  width: u32,
  rows: u32,
  bands: u32
): void {
  const rowSamples: usize = width * bands;
  const bandBytes: usize = 4 * width * rows;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const first = source + 4 * row * rowSamples;
    if (bands == 4) {
      sumBytes(first, 4 * rowSamples, 4);
    } else if (bands == 1) {
      sumBytes(first, 4 * rowSamples, 1);
    } else if (bands == 2) {
      sumBytes(first, 4 * rowSamples, 2);
    } else {
      sumBytes(first, 4 * rowSamples, bands);
    }
    const second = first + rowSamples;
    const third = second + rowSamples;
    const fourth = third + rowSamples;
    let out = target + 4 * row * width;
    let i: usize = 0;
    const whole = bands == 1 || bands == 2 || bands == 4 ? rowSamples & ~15 : 0;
    for (; i < whole; i += 16) {
      const a = v128.load(first + i);
      const b = v128.load(second + i);
      const c = v128.load(third + i);
      const d = v128.load(fourth + i);
      const lowDC = i8x16.shuffle(d, c, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const highDC = i8x16.shuffle(d, c, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      const lowBA = i8x16.shuffle(b, a, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const highBA = i8x16.shuffle(b, a, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      const s0 = i16x8.shuffle(lowDC, lowBA, 0, 8, 1, 9, 2, 10, 3, 11);
      const s1 = i16x8.shuffle(lowDC, lowBA, 4, 12, 5, 13, 6, 14, 7, 15);
      const s2 = i16x8.shuffle(highDC, highBA, 0, 8, 1, 9, 2, 10, 3, 11);
      const s3 = i16x8.shuffle(highDC, highBA, 4, 12, 5, 13, 6, 14, 7, 15);
      if (bands == 4) {
        const ab01 = i32x4.shuffle(s0, s1, 0, 4, 1, 5);
        const cd01 = i32x4.shuffle(s0, s1, 2, 6, 3, 7);
        const ab23 = i32x4.shuffle(s2, s3, 0, 4, 1, 5);
        const cd23 = i32x4.shuffle(s2, s3, 2, 6, 3, 7);
        v128.store(out, i64x2.shuffle(ab01, ab23, 0, 2));
        v128.store(out + bandBytes, i64x2.shuffle(ab01, ab23, 1, 3));
        v128.store(out + 2 * bandBytes, i64x2.shuffle(cd01, cd23, 0, 2));
        v128.store(out + 3 * bandBytes, i64x2.shuffle(cd01, cd23, 1, 3));
        out += 16;
      } else if (bands == 2) {
        v128.store(out, i32x4.shuffle(s0, s1, 0, 2, 4, 6));
        v128.store(out + bandBytes, i32x4.shuffle(s0, s1, 1, 3, 5, 7));
        v128.store(out + 16, i32x4.shuffle(s2, s3, 0, 2, 4, 6));
        v128.store(out + bandBytes + 16, i32x4.shuffle(s2, s3, 1, 3, 5, 7));
        out += 32;
      } else {
        v128.store(out, s0);
        v128.store(out + 16, s1);
        v128.store(out + 32, s2);
        v128.store(out + 48, s3);
        out += 64;
      }
    }
    for (; i < rowSamples; ) {
      for (let band: usize = 0; band < <usize>bands; band++, i++) {
        store<u32>(
          out + band * bandBytes,
          (<u32>load<u8>(first + i) << 24) |
            (<u32>load<u8>(second + i) << 16) |
            (<u32>load<u8>(third + i) << 8) |
            load<u8>(fourth + i)
        );
      }
      out += 4;
    }
  }
}

/**
 * Applies the floating-point predictor to float32 samples.
 *
 * @param source - Samples of band after band, `width * rows` each.
 * @param target - Receives bytes that are interleaved by pixel, sorted and differenced.
 */
export function applyFloat32(
  source: usize,
  target: usize,
  width: u32,
  rows: u32,
  bands: u32
): void {
  const rowSamples: usize = width * bands;
  const bandBytes: usize = 4 * width * rows;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const first = target + 4 * row * rowSamples;
    const second = first + rowSamples;
    const third = second + rowSamples;
    const fourth = third + rowSamples;
    const from = source + 4 * row * width;
    let i: usize = 0;
    if (bands == 1) {
      for (; i + 16 <= rowSamples; i += 16) {
        const s0 = v128.load(from + 4 * i);
        const s1 = v128.load(from + 4 * i + 16);
        const s2 = v128.load(from + 4 * i + 32);
        const s3 = v128.load(from + 4 * i + 48);
        const lo01 = i8x16.shuffle(s0, s1, 0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29);
        const hi01 = i8x16.shuffle(s0, s1, 2, 6, 10, 14, 18, 22, 26, 30, 3, 7, 11, 15, 19, 23, 27, 31);
        const lo23 = i8x16.shuffle(s2, s3, 0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29);
        const hi23 = i8x16.shuffle(s2, s3, 2, 6, 10, 14, 18, 22, 26, 30, 3, 7, 11, 15, 19, 23, 27, 31);
        v128.store(fourth + i, i64x2.shuffle(lo01, lo23, 0, 2));
        v128.store(third + i, i64x2.shuffle(lo01, lo23, 1, 3));
        v128.store(second + i, i64x2.shuffle(hi01, hi23, 0, 2));
        v128.store(first + i, i64x2.shuffle(hi01, hi23, 1, 3));
      }
    }
    for (; i < rowSamples; i++) {
      const band = i % bands;
      const sample = load<u32>(from + band * bandBytes + 4 * (i / bands));
      store<u8>(first + i, <u8>(sample >> 24));
      store<u8>(second + i, <u8>(sample >> 16));
      store<u8>(third + i, <u8>(sample >> 8));
      store<u8>(fourth + i, <u8>sample);
    }
    // From the end of the row: each byte still finds the one before it as it was.
    let at = first + 4 * rowSamples;
    while (at >= first + 16 + bands) {
      at -= 16;
      v128.store(at, i8x16.sub(v128.load(at), v128.load(at - bands)));
    }
    while (at > first + bands) {
      at--;
      store<u8>(at, load<u8>(at) - load<u8>(at - bands));
    }
  }
}

/** Undoes horizontal differencing of 2-byte samples in place. */
export function undoHorizontal16(at: usize, width: u32, rows: u32, bands: u32): void {
  const rowBytes: usize = 2 * width * bands;
  const step: usize = 2 * bands;
  for (let row: u32 = 0; row < rows; row++, at += rowBytes) {
    for (let i = at + step; i < at + rowBytes; i += 2) {
      store<u16>(i, load<u16>(i) + load<u16>(i - step));
    }
  }
}

/** Undoes horizontal differencing of 4-byte samples in place. */
export function undoHorizontal32(at: usize, width: u32, rows: u32, bands: u32): void {
  const rowBytes: usize = 4 * width * bands;
  const step: usize = 4 * bands;
  for (let row: u32 = 0; row < rows; row++, at += rowBytes) {
    for (let i = at + step; i < at + rowBytes; i += 4) {
      store<u32>(i, load<u32>(i) + load<u32>(i - step));
    }
  }
}

/** Applies horizontal differencing to 2-byte samples in place. */
export function applyHorizontal16(at: usize, width: u32, rows: u32, bands: u32): void {
  const rowBytes: usize = 2 * width * bands;
  const step: usize = 2 * bands;
  for (let row: u32 = 0; row < rows; row++, at += rowBytes) {
    let i = at + rowBytes;
    while (i >= at + 16 + step) {
      i -= 16;
      v128.store(i, i16x8.sub(v128.load(i), v128.load(i - step)));
    }
    while (i > at + step) {
      i -= 2;
      store<u16>(i, load<u16>(i) - load<u16>(i - step));
    }
  }
}

/** Applies horizontal differencing to 4-byte samples in place. */
export function applyHorizontal32(at: usize, width: u32, rows: u32, bands: u32): void {
  const rowBytes: usize = 4 * width * bands;
  const step: usize = 4 * bands;
  for (let row: u32 = 0; row < rows; row++, at += rowBytes) {
    let i = at + rowBytes;
    while (i >= at + 16 + step) {
      i -= 16;
      v128.store(i, i32x4.sub(v128.load(i), v128.load(i - step)));
    }
    while (i > at + step) {
      i -= 4;
      store<u32>(i, load<u32>(i) - load<u32>(i - step));
    }
  }
}

/** Sorts interleaved 4-byte samples by band: `count` pixels of `bands`. */
export function separate32(source: usize, target: usize, count: u32, bands: u32): void {
  for (let band: usize = 0; band < <usize>bands; band++) {
    let from = source + 4 * band;
    let to = target + 4 * band * count;
    const end = to + 4 * count;
    for (; to < end; to += 4, from += 4 * bands) {
      store<u32>(to, load<u32>(from));
    }
  }
}
