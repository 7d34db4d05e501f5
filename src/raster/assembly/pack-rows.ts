/*
 * Rows of float32 samples in fewer bytes; how they lie there is written beside the twins of these
 * functions, in ../tiff/plain-rows.ts. Rows of `width` samples; the packed ones follow each other.
 */

/** Bits of -0. */
const MINUS_ZERO: i32 = 0x80000000;
/** Samples of 12 bits that are packed together, and their bytes. */
const GROUP: usize = 16;
const GROUP_BYTES: usize = 24;
/** What comes before the steps of a row: its first sample, and the least step. */
const HEAD_BYTES: usize = 8;

/** Added to a small number it leaves a whole one in the lower bits: 1.5 * 2^23. */
const ROUNDER: f32 = 12582912;

/** Four samples that are whole numbers, as such. */
// @ts-ignore: decorator
@inline
function wholeOf(samples: v128, minusZero: v128): v128 {
  const rounder = f32x4.splat(ROUNDER);
  const isMinusZero = i32x4.eq(samples, i32x4.splat(MINUS_ZERO));
  const whole = i32x4.sub(f32x4.add(samples, rounder), rounder);
  return v128.or(whole, v128.and(isMinusZero, minusZero));
}

/** Which of four samples are whole numbers up to `most`, 32767 at the most. */
// @ts-ignore: decorator
@inline
function areWhole(samples: v128, most: v128): v128 {
  const rounder = f32x4.splat(ROUNDER);
  const isWhole = f32x4.eq(f32x4.sub(f32x4.add(samples, rounder), rounder), samples);
  return v128.and(isWhole, f32x4.le(f32x4.abs(samples), most));
}

/** Four whole numbers as samples. */
// @ts-ignore: decorator
@inline
function sampleOf(whole: v128, minusZero: v128): v128 {
  const isMinusZero = i32x4.eq(whole, minusZero);
  const signs = v128.and(isMinusZero, i32x4.splat(MINUS_ZERO));
  return v128.or(v128.andnot(f32x4.convert_i32x4_s(whole), isMinusZero), signs);
}

/** Packs samples into whole numbers of 12 or 16 bits; false when they are not such. */
export function packWhole(samples: usize, width: u32, rows: u32, bits: u32, target: usize): bool {
  const most = (1 << (bits - 1)) - 1;
  const code = -most - 1;
  const minusZero = i32x4.splat(code);
  const mosts = f32x4.splat(<f32>most);
  const whole: usize = width & ~(<u32>GROUP - 1);
  let at = samples;
  let to = target;
  for (let row: u32 = 0; row < rows; row++) {
    const end = at + 4 * <usize>width;
    let fits = i32x4.splat(-1);
    for (const last = at + 4 * whole; at < last; at += 4 * GROUP) {
      const a = v128.load(at);
      const b = v128.load(at + 16);
      const c = v128.load(at + 32);
      const d = v128.load(at + 48);
      fits = v128.and(fits, v128.and(areWhole(a, mosts), areWhole(b, mosts)));
      fits = v128.and(fits, v128.and(areWhole(c, mosts), areWhole(d, mosts)));
      const first = i16x8.narrow_i32x4_s(wholeOf(a, minusZero), wholeOf(b, minusZero));
      const second = i16x8.narrow_i32x4_s(wholeOf(c, minusZero), wholeOf(d, minusZero));
      if (bits == 16) {
        v128.store(to, first);
        v128.store(to + 16, second);
        to += 32;
      } else {
        const low = i16x8.splat(0xff);
        v128.store(to, i8x16.narrow_i16x8_u(v128.and(first, low), v128.and(second, low)));
        const high = v128.and(i16x8.shr_u(first, 8), i16x8.splat(0xf));
        const both = v128.or(high, v128.and(i16x8.shr_u(second, 4), i16x8.splat(0xf0)));
        v128.store64_lane(to + 16, i8x16.narrow_i16x8_u(both, both), 0);
        to += GROUP_BYTES;
      }
    }
    if (!i32x4.all_true(fits)) {
      return false;
    }
    for (; at < end; at += 4, to += 2) {
      const sample = load<f32>(at);
      if (sample != nearest(sample) || abs(sample) > <f32>most) {
        return false;
      }
      store<i16>(to, <i16>(load<i32>(at) == MINUS_ZERO ? code : <i32>sample));
    }
  }
  return true;
}

/** Unpacks what `packWhole` packed, into rows `stride` bytes apart. */
export function unpackWhole(
  source: usize,
  width: u32,
  rows: u32,
  bits: u32,
  target: usize,
  stride: usize
): void {
  const code = -(1 << (bits - 1));
  const minusZero = i32x4.splat(code);
  const whole: usize = width & ~(<u32>GROUP - 1);
  let from = source;
  for (let row: u32 = 0; row < rows; row++) {
    let to = target + <usize>row * stride;
    const end = to + 4 * <usize>width;
    for (const last = to + 4 * whole; to < last; to += 4 * GROUP) {
      let first: v128;
      let second: v128;
      if (bits == 16) {
        first = v128.load(from);
        second = v128.load(from + 16);
        from += 32;
      } else {
        const low = v128.load(from);
        const high = v128.load8x8_u(from + 16);
        // The upper half of a number goes to the top of its place first, for its sign.
        const firstHigh = i16x8.shr_s(i16x8.shl(high, 12), 4);
        const secondHigh = i16x8.shr_s(i16x8.shl(i16x8.shr_u(high, 4), 12), 4);
        first = v128.or(firstHigh, i16x8.extend_low_i8x16_u(low));
        second = v128.or(secondHigh, i16x8.extend_high_i8x16_u(low));
        from += GROUP_BYTES;
      }
      v128.store(to, sampleOf(i32x4.extend_low_i16x8_s(first), minusZero));
      v128.store(to + 16, sampleOf(i32x4.extend_high_i16x8_s(first), minusZero));
      v128.store(to + 32, sampleOf(i32x4.extend_low_i16x8_s(second), minusZero));
      v128.store(to + 48, sampleOf(i32x4.extend_high_i16x8_s(second), minusZero));
    }
    for (; to < end; to += 4, from += 2) {
      const number: i32 = load<i16>(from);
      store<f32>(to, number == code ? <f32>-0.0 : <f32>number);
    }
  }
}

/** Four differences of neighbours, the first of them being that before `at`. */
// @ts-ignore: decorator
@inline
function stepsAt(at: usize): v128 {
  return i32x4.sub(v128.load(at), v128.load(at - 4));
}

/** Least step of a row in its lower half, and in the upper one by how much the greatest is more. */
function rangeOf(row: usize, width: usize): u64 {
  const end = row + 4 * width;
  let at = row + 4;
  if (at >= end) {
    return 0;
  }
  let least = i32.MAX_VALUE;
  let most = i32.MIN_VALUE;
  if (at + 16 <= end) {
    let low = i32x4.splat(least);
    let high = i32x4.splat(most);
    for (; at + 16 <= end; at += 16) {
      const steps = stepsAt(at);
      low = i32x4.min_s(low, steps);
      high = i32x4.max_s(high, steps);
    }
    low = i32x4.min_s(low, i32x4.shuffle(low, low, 2, 3, 0, 1));
    high = i32x4.max_s(high, i32x4.shuffle(high, high, 2, 3, 0, 1));
    least = min(i32x4.extract_lane(low, 0), i32x4.extract_lane(low, 1));
    most = max(i32x4.extract_lane(high, 0), i32x4.extract_lane(high, 1));
  }
  for (; at < end; at += 4) {
    const step = load<i32>(at) - load<i32>(at - 4);
    least = min(least, step);
    most = max(most, step);
  }
  return (<u64>(<u32>(most - least)) << 32) | <u64>(<u32>least);
}

/**
 * Packs samples into steps of 8 or 16 bits; false when some differ by more. Reads 4 bytes before the
 * first sample.
 */
export function packSteps(samples: usize, width: u32, rows: u32, bits: u32, target: usize): bool {
  const mostRange: u32 = (1 << bits) - 1;
  const stepBytes: usize = bits >> 3;
  const whole: usize = width & ~15;
  let row = samples;
  let to = target;
  for (let count: u32 = 0; count < rows; count++) {
    const range = rangeOf(row, width);
    if (<u32>(range >> 32) > mostRange) {
      return false;
    }
    const least = <i32>range;
    store<i32>(to, load<i32>(row));
    store<i32>(to, least, 4);
    to += HEAD_BYTES;
    const first = to;
    const leasts = i32x4.splat(least);
    const end = row + 4 * <usize>width;
    let at = row;
    for (const last = row + 4 * whole; at < last; at += 64) {
      const a = i32x4.sub(stepsAt(at), leasts);
      const b = i32x4.sub(stepsAt(at + 16), leasts);
      const c = i32x4.sub(stepsAt(at + 32), leasts);
      const d = i32x4.sub(stepsAt(at + 48), leasts);
      const ab = i16x8.narrow_i32x4_u(a, b);
      const cd = i16x8.narrow_i32x4_u(c, d);
      if (bits == 16) {
        v128.store(to, ab);
        v128.store(to + 16, cd);
        to += 32;
      } else {
        v128.store(to, i8x16.narrow_i16x8_u(ab, cd));
        to += 16;
      }
    }
    for (; at < end; at += 4, to += stepBytes) {
      const step = load<i32>(at) - load<i32>(at - 4) - least;
      if (bits == 16) {
        store<u16>(to, <u16>step);
      } else {
        store<u8>(to, <u8>step);
      }
    }
    // No step leads to the first sample.
    if (bits == 16) {
      store<u16>(first, 0);
    } else {
      store<u8>(first, 0);
    }
    row = end;
  }
  return true;
}

/** Stores four samples, the sums of steps, and returns the last of them four times. */
// @ts-ignore: decorator
@inline
function storeSums(to: usize, before: v128, steps: v128, least: v128): v128 {
  const zero = i32x4.splat(0);
  let sums = i32x4.add(steps, least);
  sums = i32x4.add(sums, i32x4.shuffle(zero, sums, 3, 4, 5, 6));
  sums = i32x4.add(sums, i32x4.shuffle(zero, sums, 2, 3, 4, 5));
  sums = i32x4.add(sums, before);
  v128.store(to, sums);
  return i32x4.shuffle(sums, sums, 3, 3, 3, 3);
}

/** Unpacks what `packSteps` packed, into rows `stride` bytes apart. */
export function unpackSteps(
  source: usize,
  width: u32,
  rows: u32,
  bits: u32,
  target: usize,
  stride: usize
): void {
  const stepBytes: usize = bits >> 3;
  const whole: usize = width & ~15;
  let from = source;
  for (let row: u32 = 0; row < rows; row++) {
    const least = load<i32>(from, 4);
    const leasts = i32x4.splat(least);
    let sums = i32x4.splat(load<i32>(from) - least);
    from += HEAD_BYTES;
    let to = target + <usize>row * stride;
    const end = to + 4 * <usize>width;
    for (const last = to + 4 * whole; to < last; to += 64) {
      let ab: v128;
      let cd: v128;
      if (bits == 16) {
        ab = v128.load(from);
        cd = v128.load(from + 16);
        from += 32;
      } else {
        ab = v128.load8x8_u(from);
        cd = v128.load8x8_u(from + 8);
        from += 16;
      }
      sums = storeSums(to, sums, i32x4.extend_low_i16x8_u(ab), leasts);
      sums = storeSums(to + 16, sums, i32x4.extend_high_i16x8_u(ab), leasts);
      sums = storeSums(to + 32, sums, i32x4.extend_low_i16x8_u(cd), leasts);
      sums = storeSums(to + 48, sums, i32x4.extend_high_i16x8_u(cd), leasts);
    }
    let sum = i32x4.extract_lane(sums, 0);
    for (; to < end; to += 4, from += stepBytes) {
      sum += least + (bits == 16 ? <i32>load<u16>(from) : <i32>load<u8>(from));
      store<i32>(to, sum);
    }
  }
}
