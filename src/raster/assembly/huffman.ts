/*
 * Tables of Huffman codes as DEFLATE (RFC 1951) has them.
 *
 * An entry has 8 bytes. Of any code:
 *
 *     bits 0-5    bits that it takes with its extra bits, 0 where SLOW is set
 *     bit 7       SLOW: neither literal nor match, its kind in bits 23-24
 *     bits 8-12   bits of the code alone and SPENT_BITS
 *     bit 14      UNEVEN: a match that may not be copied in one piece of COPY_BYTES
 *
 * Of literals and lengths, where up to two literals and the length behind them lie in one entry:
 *
 *     bit 6       MATCH: has a length
 *     bits 16-18  extra bits that are still to be added to the length
 *     bits 23-31  length, or the least of it
 *     bits 32-47  literals
 *     bits 48-49  number of literals
 *     bits 51-60  DISTANCE_PLACES where a distance follows
 *
 * Of distances: the least in bits 16-31 and the mask of the extra bits in 32-44. Of a link: the
 * bits of the table behind it in 16-18 and its place, in bytes, from 32 on.
 */

export const LITERAL_BITS: u32 = 11;
export const DISTANCE_BITS: u32 = 9;
export const CODE_BITS: u32 = 7;
/** Bits below the next one in a bit buffer: a masked buffer is the place of an entry. */
export const SPENT_BITS: u32 = 3;
export const LITERAL_PLACES: u32 = ((1 << LITERAL_BITS) - 1) << SPENT_BITS;
/** Distances begin at NO_DISTANCE of their table; its very first entry stands for none. */
export const NO_DISTANCE: u32 = 1 << (DISTANCE_BITS + SPENT_BITS);
export const DISTANCE_PLACES: u32 = NO_DISTANCE | (((1 << DISTANCE_BITS) - 1) << SPENT_BITS);
/** Entry where no distance follows: what is copied in vain lies where nothing is being written. */
export const NOWHERE: u64 = 1024 << 16;
export const CODE_PLACES: u32 = ((1 << CODE_BITS) - 1) << SPENT_BITS;

export const MATCH: u32 = 1 << 6;
export const SLOW: u32 = 1 << 7;
export const UNEVEN: u32 = 1 << 14;
const EXTRA_SHIFT: u32 = 16;
const BASE_SHIFT: u32 = 23;
export const END: u32 = 1;
export const LINK: u32 = 2;
const INVALID: u32 = SLOW | (3 << BASE_SHIFT);
/** Bytes that are copied at once. */
export const COPY_BYTES: u32 = 16;
const ONE_LITERAL: u64 = 1 << 48;
const LITERAL: u64 = 0xff << 32;

// Room for any code: each further table of 4 and of 6 bits is shared by two symbols at least.
const LITERAL_ENTRIES: u32 = 4608;
const DISTANCE_ENTRIES: u32 = 2048;
export const LITERAL_TABLE_BYTES: usize = 8 * LITERAL_ENTRIES;
export const DISTANCE_TABLE_BYTES: usize = 8 * DISTANCE_ENTRIES;
/** Tables of two streams, one behind the other. */
export const literalTables = memory.data(16 * 4608, 64);
export const distanceTables = memory.data(16 * 2048, 64);
export const codeTable = memory.data(8 * 128, 64);
/** The table of literals and lengths before they are joined. */
const single = memory.data(8 * 2048, 64);
const counts = memory.data(4 * 16, 16);
const places = memory.data(4 * 16, 16);
const sorted = memory.data(2 * 320, 16);
const literalSymbols = memory.data(8 * 288, 16);
const distanceSymbols = memory.data(8 * 32, 16);
const codeSymbols = memory.data(8 * 19, 16);
let areSymbolsThere = false;

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

/** Writes the entry of each symbol but for the bits of its code. */
function makeSymbols(): void {
  for (let k: u32 = 0; k < 256; k++) {
    store<u64>(literalSymbols + 8 * k, (<u64>k << 32) | ONE_LITERAL);
  }
  store<u64>(literalSymbols + 8 * 256, SLOW | (END << BASE_SHIFT));
  for (let k: u32 = 0; k < 31; k++) {
    let entry: u64 = INVALID;
    if (k < 29) {
      const extra = <u32>load<u8>(LENGTH_EXTRAS + k);
      const base = <u32>load<u16>(LENGTH_BASES + 2 * k);
      const uneven = extra > 0 || base > COPY_BYTES ? UNEVEN : 0;
      entry = extra | MATCH | uneven | (extra << EXTRA_SHIFT) | (base << BASE_SHIFT);
      entry |= <u64>DISTANCE_PLACES << 48;
    }
    store<u64>(literalSymbols + 8 * (257 + k), entry);
  }
  for (let k: u32 = 0; k < 32; k++) {
    let entry: u64 = INVALID;
    if (k < 30) {
      const extra = <u64>load<u8>(DISTANCE_EXTRAS + k);
      const base = <u64>load<u16>(DISTANCE_BASES + 2 * k);
      const uneven = base < COPY_BYTES ? UNEVEN : 0;
      entry = extra | uneven | (base << 16) | (((1 << extra) - 1) << 32);
    }
    store<u64>(distanceSymbols + 8 * k, entry);
  }
  for (let k: u32 = 0; k < 19; k++) {
    store<u64>(codeSymbols + 8 * k, <u64>k << 32);
  }
  areSymbolsThere = true;
}

// @ts-ignore: decorator
@inline
export function kindOf(entry: u64): u32 {
  return (<u32>entry >> BASE_SHIFT) & 3;
}

/** Bits of the code of an entry, without those in front of a further table. */
// @ts-ignore: decorator
@inline
export function codeBits(entry: u64): u32 {
  return ((<u32>entry >> 8) & 31) - SPENT_BITS;
}

/** Length of an entry that was found with these bits; 0 where it has none. */
// @ts-ignore: decorator
@inline
export function lengthOf(entry: u64, bits: u64): u32 {
  const mask = (<u32>1 << ((<u32>entry >> EXTRA_SHIFT) & 7)) - 1;
  return (<u32>entry & SLOW) != 0
    ? 0
    : (<u32>entry >> BASE_SHIFT) + (<u32>(bits >> ((entry >> 8) & 31)) & mask);
}

/** Place, in bytes, of an entry behind a link, whose own bits are taken. */
// @ts-ignore: decorator
@inline
export function behindLink(link: u64, bits: u64): u32 {
  const mask = ((<u32>1 << ((<u32>link >> EXTRA_SHIFT) & 7)) - 1) << SPENT_BITS;
  return <u32>(link >> 32) + (<u32>bits & mask);
}

// @ts-ignore: decorator
@inline
function entryOf(symbols: usize, symbol: u32, bits: u32): u64 {
  const entry = load<u64>(symbols + 8 * symbol);
  const step: u32 = (<u32>entry & SLOW) != 0 ? 0x100 : 0x101;
  return entry + (bits * step + (SPENT_BITS << 8));
}

/** The next code of as many bits, both with their first bit lowest. */
// @ts-ignore: decorator
@inline
function following(reversed: u32, bits: u32): u32 {
  const zeros = reversed ^ ((<u32>1 << bits) - 1);
  const highest = zeros == 0 ? 0 : <u32>0x80000000 >> clz(zeros);
  return (reversed & (highest - 1)) | highest;
}

/** Counts the codes of each length and sorts their symbols; the longest, or -1 if it is no code. */
function sortSymbols(first: usize, count: u32, mayBeIncomplete: bool): i32 {
  memory.fill(counts, 0, 64);
  for (let i: u32 = 0; i < count; i++) {
    const at = counts + 4 * <usize>load<u8>(first + i);
    store<u32>(at, load<u32>(at) + 1);
  }
  let longest: i32 = 0;
  let used: u32 = 0;
  let room: u32 = 1;
  for (let bits: i32 = 1; bits < 16; bits++) {
    const here = load<u32>(counts + 4 * bits);
    room <<= 1;
    if (here > room) {
      return -1;
    }
    room -= here;
    store<u32>(places + 4 * bits, used);
    used += here;
    longest = here > 0 ? bits : longest;
  }
  // Only a code of one bit for one symbol, or of none, may be incomplete.
  if (room > 0 && (!mayBeIncomplete || longest > 1)) {
    return -1;
  }
  for (let symbol: u32 = 0; symbol < count; symbol++) {
    const bits = <usize>load<u8>(first + symbol);
    if (bits > 0) {
      const place = load<u32>(places + 4 * bits);
      store<u32>(places + 4 * bits, place + 1);
      store<u16>(sorted + 2 * place, <u16>symbol);
    }
  }
  return longest;
}

/** Builds the table of a canonical code from the bits of each symbol; false when it is none. */
function build(
  table: usize,
  tableBits: u32,
  capacity: u32,
  symbols: usize,
  first: usize,
  count: u32,
  mayBeIncomplete: bool
): bool {
  const longest = sortSymbols(first, count, mayBeIncomplete);
  if (longest < 0) {
    return false;
  }
  let next = sorted;
  let reversed: u32 = 0;
  // Shorter codes come first; with each bit the table repeats what it has.
  store<u64>(table, INVALID);
  for (let bits: u32 = 1; bits <= tableBits; bits++) {
    const half: u32 = 1 << (bits - 1);
    memory.copy(table + 8 * half, table, 8 * half);
    for (let left = load<u32>(counts + 4 * bits); left > 0; left--, next += 2) {
      store<u64>(table + 8 * reversed, entryOf(symbols, load<u16>(next), bits));
      reversed = following(reversed, bits);
    }
  }
  // The bits a further table needs are those of the longest code at worst.
  const size: u32 = 1 << tableBits;
  const further: u32 = <u32>longest > tableBits ? longest - tableBits : 0;
  let end = size;
  let start = size;
  let prefix: u32 = size;
  for (let bits = tableBits + 1; bits <= <u32>longest; bits++) {
    const step: u32 = 1 << (bits - tableBits);
    for (let left = load<u32>(counts + 4 * bits); left > 0; left--, next += 2) {
      if ((reversed & (size - 1)) != prefix) {
        prefix = reversed & (size - 1);
        start = end;
        end += 1 << further;
        if (end > capacity) {
          return false;
        }
        const link = SLOW | (LINK << BASE_SHIFT) | (further << EXTRA_SHIFT);
        store<u64>(table + 8 * prefix, <u64>link | (<u64>start << 35));
      }
      const entry = entryOf(symbols, load<u16>(next), bits - tableBits);
      for (let i = reversed >> tableBits; i < <u32>1 << further; i += step) {
        store<u64>(table + 8 * (start + i), entry);
      }
      reversed = following(reversed, bits);
    }
  }
  return true;
}

/** Builds the table of the code that the lengths of the others are written in. */
export function buildCodes(first: usize): bool {
  if (!areSymbolsThere) {
    makeSymbols();
  }
  return build(codeTable, CODE_BITS, 1 << CODE_BITS, codeSymbols, first, 19, false);
}

/** Builds the tables of a block; false when its codes are none. */
export function buildTables(
  literals: usize,
  distances: usize,
  first: usize,
  literalCount: u32,
  distanceCount: u32
): bool {
  if (!areSymbolsThere) {
    makeSymbols();
  }
  store<u64>(distances, NOWHERE);
  if (
    load<u8>(first + 256) == 0 ||
    !build(literals, LITERAL_BITS, LITERAL_ENTRIES, literalSymbols, first, literalCount, true)
  ) {
    return false;
  }
  joinSymbols(literals);
  return build(
    distances + NO_DISTANCE,
    DISTANCE_BITS,
    DISTANCE_ENTRIES - (1 << DISTANCE_BITS),
    distanceSymbols,
    first + literalCount,
    distanceCount,
    true
  );
}

/** Bits of the shortest of the codes that were counted last. */
function shortestCode(): u32 {
  let bits: u32 = 1;
  while (bits < 15 && load<u32>(counts + 4 * bits) == 0) {
    bits++;
  }
  return bits;
}

/**
 * Lets entries of literals hold what follows within the bits of the table, too, and puts the extra
 * bits of lengths into theirs. The codes are those that were counted last, and are gone through in
 * their order: what follows a code is the same for its neighbours, so that the processor guesses it.
 */
function joinSymbols(table: usize): void {
  memory.copy(single, table, 8 << LITERAL_BITS);
  const shortest = shortestCode();
  let reversed: u32 = 0;
  for (let bits: u32 = 1; bits <= LITERAL_BITS; bits++) {
    for (let left = load<u32>(counts + 4 * bits); left > 0; left--) {
      const entry = load<u64>(single + 8 * reversed);
      // What has to fit into the entry beside the code: another one, or extra bits.
      const extra = (<u32>entry >> EXTRA_SHIFT) & 7;
      const more = (<u32>entry & MATCH) == 0 ? shortest : extra;
      if ((<u32>entry & SLOW) == 0 && more > 0 && bits + more <= LITERAL_BITS) {
        for (let i = reversed; i < 1 << LITERAL_BITS; i += 1 << bits) {
          join(table, entry, i);
        }
      }
      reversed = following(reversed, bits);
    }
  }
}

/** Joins what follows to the entry with a number, if anything does. */
// @ts-ignore: decorator
@inline
function join(table: usize, first: u64, i: u32): void {
  let entry = first;
  let lead: u64 = 0;
  let bits: u32 = 0;
  for (let k: u64 = 0; k < 2 && (<u32>entry & (SLOW | MATCH)) == 0; k++) {
    lead += ONE_LITERAL + ((entry & LITERAL) << (8 * k));
    bits += codeBits(entry);
    const next = load<u64>(single + 8 * (i >> bits));
    const fits = (<u32>next & SLOW) == 0 && bits + codeBits(next) <= LITERAL_BITS;
    if (k == 0 && !fits) {
      return;
    }
    entry = fits ? next : SLOW;
  }
  if ((<u32>entry & MATCH) != 0) {
    const code = bits + codeBits(entry);
    const extra = (<u32>entry >> EXTRA_SHIFT) & 7;
    entry += bits * 0x101;
    if (extra > 0 && code + extra <= LITERAL_BITS) {
      const base = (<u32>entry >> BASE_SHIFT) + ((i >> code) & ((1 << extra) - 1));
      const uneven = base > COPY_BYTES ? UNEVEN : 0;
      const total = code + extra;
      const spent = (total + SPENT_BITS) << 8;
      entry = (base << BASE_SHIFT) | uneven | spent | MATCH | total;
      entry |= <u64>DISTANCE_PLACES << 48;
    }
    store<u64>(table + 8 * i, entry | lead);
  } else {
    store<u64>(table + 8 * i, lead | ((bits + SPENT_BITS) << 8) | bits);
  }
}
