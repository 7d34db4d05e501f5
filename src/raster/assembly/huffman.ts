/*
 * Tables of Huffman codes as DEFLATE (RFC 1951) has them.
 */

export const LITERAL_BITS: u32 = 11;
export const DISTANCE_BITS: u32 = 9;
export const CODE_BITS: u32 = 7;
export const LITERAL_MASK: u32 = (1 << LITERAL_BITS) - 1;
export const DISTANCE_MASK: u32 = (1 << DISTANCE_BITS) - 1;

/*
 * Entries of the tables: bits 0 to 4 say how many bits are used up. Of literals (bit 7 clear), bits
 * 5 and 6 say how many there are, and they follow from bit 8 on. All else has bit 7 set and its kind
 * in bits 5 and 6; a length or distance has the bits of its code alone in 8 to 12, and its least
 * value from bit 16 on; a link has the bits of the further table in 8 to 12 and its first entry from
 * bit 16 on.
 */
export const OTHER: u32 = 0x80;
export const KIND: u32 = 0xe0;
export const VALUE: u32 = 0x80;
export const END: u32 = 0xa0;
export const LINK: u32 = 0xc0;
const INVALID: u32 = 0xe0;
const ONE_LITERAL: u32 = 0x20;

// zlib's "enough" bounds 852 and 592 for tables of 9 bits; these have room for any complete code.
export const literalTable = memory.data(4 * 8192, 16);
export const distanceTable = memory.data(4 * 4096, 16);
export const codeTable = memory.data(4 * 128, 16);
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
export const LITERALS: i32 = 0;
export const DISTANCES: i32 = 1;
export const CODES: i32 = 2;

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
export function build(
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
export function joinLiterals(table: usize, tableBits: u32): void {
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
