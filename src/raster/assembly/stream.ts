/*
 * Reads what is not worth a fast loop: headers, stored blocks, codes of many bits, and the end of a
 * stream.
 */

import { adler32 } from './adler32';
import { copyMatch } from './copy-match';
import {
  behindLink,
  buildCodes,
  buildTables,
  CODE_PLACES,
  codeBits,
  codeTable,
  DISTANCE_BITS,
  DISTANCE_PLACES,
  END,
  kindOf,
  lengthOf,
  LINK,
  LITERAL_BITS,
  LITERAL_PLACES,
  NO_DISTANCE,
  NOWHERE,
  SLOW,
  SPENT_BITS
} from './huffman';

/** What of a stream comes next, or what is wrong with it. */
export const CODES: i32 = 2;
export const HEADER: i32 = 1;
export const DONE: i32 = 0;
const NOT_ZLIB: i32 = -1;
export const CORRUPT: i32 = -2;
const TRUNCATED: i32 = -3;
const TOO_LONG: i32 = -4;
const WRONG_CHECKSUM: i32 = -5;

const lengths = memory.data(512, 16);
const CODE_ORDER = memory.data<u8>([
  16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
]);

/** A zlib stream (RFC 1950) that is being unpacked. */
@unmanaged
export class Stream {
  /** The next bit, counted from the beginning of the memory. */
  bit: u64;
  sourceEnd: usize;
  target: usize;
  out: usize;
  targetEnd: usize;
  /** Tables of codes of its own. */
  literals: usize;
  distances: usize;
  /** Length of a match whose distance comes next; 0 for none. */
  matchLength: u32;
  isLast: bool;
  state: i32;
  /** What has a checksum, up to here, and which. */
  checked: usize;
  checksum: u32;
}

/** Begins a stream whose tables are set. */
export function begin(s: Stream, source: usize, length: usize, target: usize, size: usize): void {
  s.bit = 8 * (<u64>source + 2);
  s.sourceEnd = source + length;
  s.target = target;
  s.out = target;
  s.targetEnd = target + size;
  s.matchLength = 0;
  s.isLast = false;
  s.checked = target;
  s.checksum = 1;
  const head = (<u32>load<u8>(source) << 8) | load<u8>(source + 1);
  s.state =
    length < 6
      ? TRUNCATED
      : head % 31 != 0 || (head & 0xf20) != 0x800 || head >> 12 > 7
        ? NOT_ZLIB
        : HEADER;
}

/** Has a stream that is done read nothing for ever, so that the other one can be read on. */
export function makeIdle(s: Stream): void {
  memory.fill(s.literals, 0, 8 << LITERAL_BITS);
  store<u64>(s.distances, NOWHERE);
}

/** At least 57 bits from the next one on. */
// @ts-ignore: decorator
@inline
function peek(s: Stream): u64 {
  return load<u64>(<usize>(s.bit >> 3)) >> (s.bit & 7);
}

// @ts-ignore: decorator
@inline
function take(s: Stream, bits: u32): u32 {
  const value = <u32>peek(s) & ((<u32>1 << bits) - 1);
  s.bit += bits;
  return value;
}

// @ts-ignore: decorator
@inline
function isPastEnd(s: Stream): bool {
  return <usize>((s.bit + 7) >> 3) > s.sourceEnd;
}

/** Reads the header of a block, and all of one that is stored; or the checksum behind the last. */
export function readHeader(s: Stream): i32 {
  // Block by block: the last one is still in the processor's cache.
  s.checksum = adler32(s.checksum, s.checked, s.out - s.checked);
  s.checked = s.out;
  if (s.isLast) {
    return finish(s);
  }
  s.isLast = take(s, 1) != 0;
  const kind = take(s, 2);
  if (isPastEnd(s)) {
    return TRUNCATED;
  }
  if (kind == 0) {
    return copyStored(s);
  }
  if (kind == 1) {
    memory.fill(lengths, 8, 144);
    memory.fill(lengths + 144, 9, 112);
    memory.fill(lengths + 256, 7, 24);
    memory.fill(lengths + 280, 8, 8);
    memory.fill(lengths + 288, 5, 32);
    return buildTables(s.literals, s.distances, lengths, 288, 32) ? CODES : CORRUPT;
  }
  return kind == 2 ? readCodes(s) : CORRUPT;
}

/** Reads the two codes of a dynamic block. */
function readCodes(s: Stream): i32 {
  const literalCount = take(s, 5) + 257;
  const distanceCount = take(s, 5) + 1;
  const codeCount = take(s, 4) + 4;
  if (literalCount > 286 || distanceCount > 30) {
    return CORRUPT;
  }
  memory.fill(lengths, 0, 19);
  for (let i: u32 = 0; i < codeCount; i++) {
    store<u8>(lengths + <usize>load<u8>(CODE_ORDER + i), <u8>take(s, 3));
  }
  if (isPastEnd(s)) {
    return TRUNCATED;
  }
  if (!buildCodes(lengths)) {
    return CORRUPT;
  }
  const count = literalCount + distanceCount;
  let i: u32 = 0;
  while (i < count) {
    if (isPastEnd(s)) {
      return TRUNCATED;
    }
    const entry = load<u64>(codeTable + (<u32>(peek(s) << SPENT_BITS) & CODE_PLACES));
    s.bit += entry & 63;
    const symbol = <u32>(entry >> 32);
    if (symbol < 16) {
      store<u8>(lengths + i, <u8>symbol);
      i++;
      continue;
    }
    if (symbol == 16 && i == 0) {
      return CORRUPT;
    }
    const value = symbol == 16 ? load<u8>(lengths + i - 1) : 0;
    const repeat = symbol == 16 ? 3 + take(s, 2) : symbol == 17 ? 3 + take(s, 3) : 11 + take(s, 7);
    if (i + repeat > count) {
      return CORRUPT;
    }
    memory.fill(lengths + i, value, repeat);
    i += repeat;
  }
  if (isPastEnd(s)) {
    return TRUNCATED;
  }
  return buildTables(s.literals, s.distances, lengths, literalCount, distanceCount)
    ? CODES
    : CORRUPT;
}

function copyStored(s: Stream): i32 {
  let at = <usize>((s.bit + 7) >> 3);
  if (at + 4 > s.sourceEnd) {
    return TRUNCATED;
  }
  const size = <usize>load<u16>(at);
  if ((size ^ <usize>load<u16>(at + 2)) != 0xffff) {
    return CORRUPT;
  }
  at += 4;
  if (at + size > s.sourceEnd) {
    return TRUNCATED;
  }
  if (s.out + size > s.targetEnd) {
    return TOO_LONG;
  }
  memory.copy(s.out, at, size);
  s.out += size;
  s.bit = 8 * <u64>(at + size);
  return HEADER;
}

function finish(s: Stream): i32 {
  const at = <usize>((s.bit + 7) >> 3);
  if (at + 4 > s.sourceEnd) {
    return TRUNCATED;
  }
  return bswap<u32>(load<u32>(at)) == s.checksum ? DONE : WRONG_CHECKSUM;
}

/** Reads one entry of literals and lengths with what belongs to it, and says what comes next. */
export function readCarefully(s: Stream): i32 {
  if (s.matchLength == 0) {
    let bits = peek(s) << SPENT_BITS;
    let entry = load<u64>(s.literals + (<u32>bits & LITERAL_PLACES));
    if ((<u32>entry & SLOW) != 0 && kindOf(entry) == LINK) {
      s.bit += LITERAL_BITS;
      bits >>= LITERAL_BITS;
      entry = load<u64>(s.literals + behindLink(entry, bits));
    }
    if ((<u32>entry & SLOW) != 0) {
      s.bit += codeBits(entry);
      return kindOf(entry) != END ? CORRUPT : isPastEnd(s) ? TRUNCATED : HEADER;
    }
    store<u16>(s.out, <u16>(entry >> 32));
    s.out += <u32>(entry >> 48) & 3;
    s.matchLength = lengthOf(entry, bits);
    s.bit += entry & 63;
  }
  if (s.matchLength > 0) {
    let bits = peek(s) << SPENT_BITS;
    let entry = load<u64>(s.distances + ((<u32>bits | NO_DISTANCE) & DISTANCE_PLACES));
    if ((<u32>entry & SLOW) != 0 && kindOf(entry) == LINK) {
      s.bit += DISTANCE_BITS;
      bits >>= DISTANCE_BITS;
      entry = load<u64>(s.distances + NO_DISTANCE + behindLink(entry, bits));
    }
    if ((<u32>entry & SLOW) != 0) {
      return CORRUPT;
    }
    const distance =
      (<u32>entry >> 16) + (<u32>(bits >> ((entry >> 8) & 31)) & <u32>(entry >> 32));
    s.bit += entry & 63;
    if (distance > <u32>(s.out - s.target)) {
      return CORRUPT;
    }
    if (s.out + s.matchLength > s.targetEnd) {
      return TOO_LONG;
    }
    copyMatch(s.out, distance, s.matchLength);
    s.out += s.matchLength;
    s.matchLength = 0;
  }
  return isPastEnd(s) ? TRUNCATED : s.out > s.targetEnd ? TOO_LONG : CODES;
}
