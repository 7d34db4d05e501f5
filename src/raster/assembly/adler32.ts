/** Bytes whose sums stay below 2^32 without a division. */
const PART: usize = 5552;
/** Vectors of 16 bytes whose sums stay below 2^15 in each of 8 lanes. */
const VECTORS: usize = 64;

/**
 * Checksum of RFC 1950 of more bytes.
 *
 * @param before - That of the bytes before them; 1 where there are none.
 */
export function adler32(before: u32, start: usize, length: usize): u32 {
  let a: u32 = before & 0xffff;
  let b: u32 = before >> 16;
  let at = start;
  let rest = length;
  // Weights of 16 bytes in the second sum: the first of them counts 16 times.
  const evenWeights = i16x8(16, 14, 12, 10, 8, 6, 4, 2);
  const oddWeights = i16x8(15, 13, 11, 9, 7, 5, 3, 1);
  const lower = i16x8.splat(0xff);
  while (rest > 0) {
    let part = min(rest, PART);
    rest -= part;
    while (part >= 16) {
      const vectors = min(part >> 4, VECTORS);
      let even = i16x8.splat(0);
      let odd = i16x8.splat(0);
      let earlier = i32x4.splat(0);
      for (let k: usize = 0; k < vectors; k++) {
        const bytes = v128.load(at);
        earlier = i32x4.add(earlier, i32x4.extadd_pairwise_i16x8_s(i16x8.add(even, odd)));
        even = i16x8.add(even, v128.and(bytes, lower));
        odd = i16x8.add(odd, i16x8.shr_u(bytes, 8));
        at += 16;
      }
      b += 16 * <u32>vectors * a + 16 * across(earlier);
      b += across(
        i32x4.add(i32x4.dot_i16x8_s(even, evenWeights), i32x4.dot_i16x8_s(odd, oddWeights))
      );
      a += across(i32x4.extadd_pairwise_i16x8_s(i16x8.add(even, odd)));
      part -= vectors << 4;
    }
    for (; part > 0; part--) {
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
