/*
 * DEFLATE (RFC 1951) within a zlib stream (RFC 1950), for blocks whose unpacked size is known.
 *
 * A 64-bit bit buffer is filled without branches. One look-up in the table of literals and lengths
 * gives up to three literals at once, whose codes fit the table together: samples behind a
 * predictor are mostly literals, many of them with short codes.
 */

/** What `inflate` answers instead of a length. */
const NOT_ZLIB: i32 = -1;
const CORRUPT: i32 = -2;
const TRUNCATED: i32 = -3;
const TOO_LONG: i32 = -4;
const WRONG_CHECKSUM: i32 = -5;

const LITERAL_BITS: u32 = 11;
const DISTANCE_BITS: u32 = 9;
const CODE_BITS: u32 = 7;
const LITERAL_MASK: u32 = (1 << LITERAL_BITS) - 1;
const DISTANCE_MASK: u32 = (1 << DISTANCE_BITS) - 1;

/*
 * Entries of the tables: bits 0 to 4 say how many bits are used up. Of literals (bit 7 clear), bits
 * 5 and 6 say how many there are, and they follow from bit 8 on. All else has bit 7 set and its kind
 * in bits 5 and 6; a length or distance has the bits of its code alone in 8 to 12, and its least
 * value from bit 16 on; a link has the bits of the further table in 8 to 12 and its first entry from
 * bit 16 on.
 */
const OTHER: u32 = 0x80;
const KIND: u32 = 0xe0;
const VALUE: u32 = 0x80;
const END: u32 = 0xa0;
const LINK: u32 = 0xc0;
const INVALID: u32 = 0xe0;
const ONE_LITERAL: u32 = 0x20;

// zlib's "enough" bounds 852 and 592 for tables of 9 bits; these have room for any complete code.
const literalTable = memory.data(4 * 8192, 16);
const distanceTable = memory.data(4 * 4096, 16);
const codeTable = memory.data(4 * 128, 16);
const lengths = memory.data(512, 16);
const counts = memory.data(4 * 16, 16);
const nextCodes = memory.data(4 * 16, 16);

// prettier-ignore
const LENGTH_BASES = memory.data<u16>([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
  163, 195, 227, 258
]);
// prettier-ignore
const LENGTH_EXTRAS = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
]);
// prettier-ignore
const DISTANCE_BASES = memory.data<u16>([
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
  3073, 4097, 6145, 8193, 12289, 16385, 24577
]);
// prettier-ignore
const DISTANCE_EXTRAS = memory.data<u8>([
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13
]);
// prettier-ignore
const CODE_ORDER = memory.data<u8>([
  16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
]);

const LITERALS: i32 = 0;
const DISTANCES: i32 = 1;
const CODES: i32 = 2;

// @ts-ignore: decorator
@inline
function entryOf(alphabet: i32, symbol: u32, bits: u32): u32 {
  if (alphabet == CODES) {
    return (symbol << 8) | ONE_LITERAL | bits;
  }
  if (alphabet == LITERALS) {
    if (symbol < 256) {
      return (symbol << 8) | ONE_LITERAL | bits;
    }
    if (symbol == 256) {
      return END | bits;
    }
    const k = symbol - 257;
    if (k > 28) {
      return INVALID;
    }
    const base = <u32>load<u16>(LENGTH_BASES + 2 * k);
    return (base << 16) | (bits << 8) | VALUE | (bits + load<u8>(LENGTH_EXTRAS + k));
  }
  if (symbol > 29) {
    return INVALID;
  }
  const base = <u32>load<u16>(DISTANCE_BASES + 2 * symbol);
  return (base << 16) | (bits << 8) | VALUE | (bits + load<u8>(DISTANCE_EXTRAS + symbol));
}

// @ts-ignore: decorator
@inline
function reversed(code: u32, bits: u32): u32 {
  let result: u32 = 0;
  for (let i: u32 = 0; i < bits; i++) {
    result = (result << 1) | ((code >> i) & 1);
  }
  return result;
}

/** Builds the table of a canonical code from the bits of each symbol; false when it is none. */
function build(
  alphabet: i32,
  table: usize,
  tableBits: u32,
  capacity: u32,
  first: usize,
  count: u32
): bool {
  memory.fill(counts, 0, 64);
  for (let i: u32 = 0; i < count; i++) {
    const at = counts + 4 * <usize>load<u8>(first + i);
    store<u32>(at, load<u32>(at) + 1);
  }
  const unused = load<u32>(counts);
  store<u32>(counts, 0);
  const size: u32 = 1 << tableBits;
  let code: u32 = 0;
  let longest: u32 = 0;
  for (let bits: u32 = 1; bits < 16; bits++) {
    code = (code + load<u32>(counts + 4 * (bits - 1))) << 1;
    store<u32>(nextCodes + 4 * bits, code);
    const here = load<u32>(counts + 4 * bits);
    if (here > 0) {
      longest = bits;
    }
    if (code + here > <u32>1 << bits) {
      return false;
    }
  }
  // A code may be incomplete only when it has no more than one symbol.
  const complete = longest > 0 && code + load<u32>(counts + 60) == <u32>1 << 15;
  if (!complete && count - unused > 1) {
    return false;
  }
  if (!complete) {
    for (let i: u32 = 0; i < size; i++) {
      store<u32>(table + 4 * i, INVALID);
    }
  }
  // Links have to exist before the symbols behind them: the bits a further table needs are those of
  // the longest code that begins with its prefix, which is the longest code of all at worst.
  let end: u32 = size;
  const further: u32 = longest > tableBits ? longest - tableBits : 0;
  if (further > 0) {
    for (let i: u32 = 0; i < size; i++) {
      store<u32>(table + 4 * i, 0);
    }
  }
  for (let symbol: u32 = 0; symbol < count; symbol++) {
    const bits = <u32>load<u8>(first + symbol);
    if (bits == 0) {
      continue;
    }
    const place = nextCodes + 4 * bits;
    const own = load<u32>(place);
    store<u32>(place, own + 1);
    const index = reversed(own, bits);
    if (bits <= tableBits) {
      const entry = entryOf(alphabet, symbol, bits);
      const step: u32 = 1 << bits;
      for (let i = index; i < size; i += step) {
        store<u32>(table + 4 * i, entry);
      }
    } else {
      const prefix = index & (size - 1);
      let link = load<u32>(table + 4 * prefix);
      if (link == 0) {
        if (end + (<u32>1 << further) > capacity) {
          return false;
        }
        link = (end << 16) | (further << 8) | LINK | tableBits;
        store<u32>(table + 4 * prefix, link);
        end += 1 << further;
      }
      // The bits of the value are counted from behind the prefix.
      const entry = entryOf(alphabet, symbol, bits - tableBits);
      const start = link >> 16;
      const step: u32 = 1 << (bits - tableBits);
      for (let i = index >> tableBits; i < <u32>1 << further; i += step) {
        store<u32>(table + 4 * (start + i), entry);
      }
    }
  }
  return true;
}

/** Lets entries of literals hold the literals that follow within the bits of the table, too. */
function joinLiterals(table: usize, tableBits: u32): void {
  // From the last entry down: what an entry looks up has smaller numbers and is still single.
  for (let i: i32 = (1 << tableBits) - 1; i >= 0; i--) {
    let entry = load<u32>(table + 4 * i);
    if ((entry & OTHER) != 0) {
      continue;
    }
    let bits = entry & 31;
    const second = load<u32>(table + 4 * (<u32>i >> bits));
    const bits2 = second & 31;
    if ((second & OTHER) != 0 || bits + bits2 > tableBits) {
      continue;
    }
    bits += bits2;
    entry = (entry & 0xff00) | ((second & 0xff00) << 8) | (2 << 5) | bits;
    const third = load<u32>(table + 4 * (<u32>i >> bits));
    const bits3 = third & 31;
    if ((third & OTHER) == 0 && bits + bits3 <= tableBits) {
      entry = (entry & 0xffff00) | ((third & 0xff00) << 16) | (3 << 5) | (bits + bits3);
    }
    store<u32>(table + 4 * i, entry);
  }
}

let next: usize = 0;
let hold: u64 = 0;
let held: u32 = 0;

// @ts-ignore: decorator
@inline
function refill(): void {
  hold |= load<u64>(next) << (<u64>held);
  next += (63 - held) >> 3;
  held |= 56;
}

// @ts-ignore: decorator
@inline
function take(bits: u32): u32 {
  const value = <u32>hold & ((<u32>1 << bits) - 1);
  hold >>= <u64>bits;
  held -= bits;
  return value;
}

/** Reads the two codes of a dynamic block; false when they are no codes. */
function readCodes(): bool {
  refill();
  const literalCount = take(5) + 257;
  const distanceCount = take(5) + 1;
  const codeCount = take(4) + 4;
  memory.fill(lengths, 0, 19);
  for (let i: u32 = 0; i < codeCount; i++) {
    refill();
    store<u8>(lengths + <usize>load<u8>(CODE_ORDER + i), <u8>take(3));
  }
  if (!build(CODES, codeTable, CODE_BITS, 128, lengths, 19)) {
    return false;
  }
  const count = literalCount + distanceCount;
  let i: u32 = 0;
  while (i < count) {
    refill();
    const entry = load<u32>(codeTable + 4 * (<u32>hold & 127));
    if ((entry & OTHER) != 0) {
      return false;
    }
    take(entry & 31);
    const symbol = entry >> 8;
    if (symbol < 16) {
      store<u8>(lengths + i, <u8>symbol);
      i++;
      continue;
    }
    if (symbol == 16 && i == 0) {
      return false;
    }
    const value = symbol == 16 ? load<u8>(lengths + i - 1) : 0;
    const repeat = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7);
    if (i + repeat > count) {
      return false;
    }
    memory.fill(lengths + i, value, repeat);
    i += repeat;
  }
  return (
    load<u8>(lengths + 256) != 0 &&
    build(LITERALS, literalTable, LITERAL_BITS, 8192, lengths, literalCount) &&
    build(DISTANCES, distanceTable, DISTANCE_BITS, 4096, lengths + literalCount, distanceCount)
  );
}

function fixedCodes(): void {
  memory.fill(lengths, 8, 144);
  memory.fill(lengths + 144, 9, 112);
  memory.fill(lengths + 256, 7, 24);
  memory.fill(lengths + 280, 8, 8);
  build(LITERALS, literalTable, LITERAL_BITS, 8192, lengths, 288);
  memory.fill(lengths, 5, 32);
  build(DISTANCES, distanceTable, DISTANCE_BITS, 4096, lengths, 32);
}

// @ts-ignore: decorator
@inline
function copyMatch(out: usize, distance: usize, length: usize): void {
  const end = out + length;
  if (distance >= 16) {
    do {
      v128.store(out, v128.load(out - distance));
      out += 16;
    } while (out < end);
  } else if (distance == 1) {
    const run = i8x16.splat(load<i8>(out - 1));
    do {
      v128.store(out, run);
      out += 16;
    } while (out < end);
  } else if (distance == 2 || distance == 4 || distance == 8) {
    // Each pass doubles what repeats; 8 bytes hold whole repetitions.
    const word =
      distance == 8
        ? load<u64>(out - 8)
        : distance == 4
          ? <u64>load<u32>(out - 4) * 0x0000000100000001
          : <u64>load<u16>(out - 2) * 0x0001000100010001;
    do {
      store<u64>(out, word);
      out += 8;
    } while (out < end);
  } else {
    do {
      store<u8>(out, load<u8>(out - distance));
      out++;
    } while (out < end);
  }
}

/**
 * Unpacks `length` bytes at `source` to `target`, of which no more than `capacity` are filled.
 * 16 bytes behind the source are read and 512 behind the target written over.
 *
 * @returns The unpacked length, or what is wrong.
 */
export function inflate(source: usize, length: usize, target: usize, capacity: usize): i32 {
  const sourceEnd = source + length;
  const targetEnd = target + capacity;
  if (length < 6) {
    return TRUNCATED;
  }
  const head = (<u32>load<u8>(source) << 8) | load<u8>(source + 1);
  if (head % 31 != 0 || ((head >> 8) & 15) != 8 || (head & 0x20) != 0) {
    return NOT_ZLIB;
  }
  next = source + 2;
  hold = 0;
  held = 0;
  let out = target;
  let last: u32 = 0;
  while (last == 0) {
    if (next > sourceEnd + 8) {
      return TRUNCATED;
    }
    refill();
    last = take(1);
    const kind = take(2);
    if (kind == 0) {
      // Back to the first whole byte that is not used up.
      next -= held >> 3;
      hold = 0;
      held = 0;
      if (next + 4 > sourceEnd) {
        return TRUNCATED;
      }
      const size = <usize>load<u16>(next);
      if ((size ^ <usize>load<u16>(next + 2)) != 0xffff) {
        return CORRUPT;
      }
      next += 4;
      if (next + size > sourceEnd) {
        return TRUNCATED;
      }
      if (out + size > targetEnd) {
        return TOO_LONG;
      }
      memory.copy(out, next, size);
      out += size;
      next += size;
      continue;
    }
    if (kind == 1) {
      fixedCodes();
    } else if (kind == 3 || !readCodes()) {
      return CORRUPT;
    }
    joinLiterals(literalTable, LITERAL_BITS);
    let at = next;
    let bits = hold;
    let left = held;
    bits |= load<u64>(at) << (<u64>left);
    at += (63 - left) >> 3;
    left |= 56;
    let entry = load<u32>(literalTable + 4 * (<u32>bits & LITERAL_MASK));
    while (true) {
      // Here at least 45 bits are held: four look-ups of at most 11 bits, or one and the extra bits
      // of a length behind it.
      if ((entry & OTHER) == 0) {
        store<u32>(out, entry >> 8);
        out += (entry >> 5) & 3;
        bits >>= <u64>(entry & 31);
        left -= entry & 31;
        entry = load<u32>(literalTable + 4 * (<u32>bits & LITERAL_MASK));
        if ((entry & OTHER) == 0) {
          store<u32>(out, entry >> 8);
          out += (entry >> 5) & 3;
          bits >>= <u64>(entry & 31);
          left -= entry & 31;
          if (out > targetEnd) {
            return TOO_LONG;
          }
          if (at > sourceEnd + 8) {
            return TRUNCATED;
          }
          entry = load<u32>(literalTable + 4 * (<u32>bits & LITERAL_MASK));
          bits |= load<u64>(at) << (<u64>left);
          at += (63 - left) >> 3;
          left |= 56;
          continue;
        }
      }
      if ((entry & KIND) == LINK) {
        bits >>= <u64>LITERAL_BITS;
        left -= LITERAL_BITS;
        const index = <u32>bits & ((<u32>1 << ((entry >> 8) & 31)) - 1);
        entry = load<u32>(literalTable + 4 * ((entry >> 16) + index));
        if ((entry & OTHER) == 0) {
          store<u8>(out, <u8>(entry >> 8));
          out++;
          bits >>= <u64>(entry & 31);
          left -= entry & 31;
          if (out > targetEnd) {
            return TOO_LONG;
          }
          if (at > sourceEnd + 8) {
            return TRUNCATED;
          }
          bits |= load<u64>(at) << (<u64>left);
          at += (63 - left) >> 3;
          left |= 56;
          entry = load<u32>(literalTable + 4 * (<u32>bits & LITERAL_MASK));
          continue;
        }
      }
      if ((entry & KIND) != VALUE) {
        if ((entry & KIND) != END) {
          return CORRUPT;
        }
        bits >>= <u64>(entry & 31);
        left -= entry & 31;
        break;
      }
      const saved = bits;
      bits >>= <u64>(entry & 31);
      left -= entry & 31;
      bits |= load<u64>(at) << (<u64>left);
      at += (63 - left) >> 3;
      left |= 56;
      let place = load<u32>(distanceTable + 4 * (<u32>bits & DISTANCE_MASK));
      const extra = <u32>saved & ((<u32>1 << (entry & 31)) - 1);
      const matchLength = (entry >> 16) + (extra >> ((entry >> 8) & 31));
      if ((place & KIND) == LINK) {
        bits >>= <u64>DISTANCE_BITS;
        left -= DISTANCE_BITS;
        const index = <u32>bits & ((<u32>1 << ((place >> 8) & 31)) - 1);
        place = load<u32>(distanceTable + 4 * ((place >> 16) + index));
      }
      if ((place & KIND) != VALUE) {
        return CORRUPT;
      }
      const further = <u32>bits & ((<u32>1 << (place & 31)) - 1);
      const distance = <usize>((place >> 16) + (further >> ((place >> 8) & 31)));
      bits >>= <u64>(place & 31);
      left -= place & 31;
      // Looked up before the copy, so that the processor need not wait for it.
      entry = load<u32>(literalTable + 4 * (<u32>bits & LITERAL_MASK));
      bits |= load<u64>(at) << (<u64>left);
      at += (63 - left) >> 3;
      left |= 56;
      if (distance > out - target) {
        return CORRUPT;
      }
      if (out + matchLength > targetEnd) {
        return TOO_LONG;
      }
      if (at > sourceEnd + 24) {
        return TRUNCATED;
      }
      copyMatch(out, distance, matchLength);
      out += matchLength;
    }
    next = at;
    hold = bits;
    held = left;
  }
  next -= held >> 3;
  if (next + 4 > sourceEnd) {
    return TRUNCATED;
  }
  if (out > targetEnd) {
    return TOO_LONG;
  }
  const sum = bswap<u32>(load<u32>(next));
  return sum == adler32(target, out - target) ? <i32>(out - target) : WRONG_CHECKSUM;
}

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
