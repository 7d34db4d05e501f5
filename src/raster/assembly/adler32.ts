/** Checksum of RFC 1950. Sums stay below 2^32 for 5552 bytes without a division. */
export function adler32(start: usize, length: usize): u32 {
  let a: u32 = 1;
  let b: u32 = 0;
  let at = start;
  let rest = length;
  // Weights of 16 bytes in the second sum: the first of them counts 16 times.
  const highWeights = i16x8(16, 15, 14, 13, 12, 11, 10, 9);
  const lowWeights = i16x8(8, 7, 6, 5, 4, 3, 2, 1);
  while (rest > 0) {
    let part: usize = min<usize>(rest, 5552);
    rest -= part;
    if (part >= 16) {
      let sums = i32x4.splat(0);
      let earlier = i32x4.splat(0);
      let weighted = i32x4.splat(0);
      const blocks = part >> 4;
      for (let k: usize = 0; k < blocks; k++) {
        const bytes = v128.load(at);
        earlier = i32x4.add(earlier, sums);
        const low = i16x8.extend_low_i8x16_u(bytes);
        const high = i16x8.extend_high_i8x16_u(bytes);
        weighted = i32x4.add(weighted, i32x4.dot_i16x8_s(low, highWeights));
        weighted = i32x4.add(weighted, i32x4.dot_i16x8_s(high, lowWeights));
        sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.add(low, high)));
        at += 16;
      }
      b += 16 * <u32>blocks * a + 16 * across(earlier) + across(weighted);
      a += across(sums);
      part -= blocks << 4;
    }
    for (let k: usize = 0; k < part; k++) {
      a += load<u8>(at);
      b += a;
      at++;
    }
    a %= 65521;
    b %= 65521;
  }
  return (b << 16) | a;
}

// @ts-ignore: decorator
@inline
function across(v: v128): u32 {
  return (
    i32x4.extract_lane(v, 0) +
    i32x4.extract_lane(v, 1) +
    i32x4.extract_lane(v, 2) +
    i32x4.extract_lane(v, 3)
  );
}
