/*
 * DEFLATE (RFC 1951) within a zlib stream (RFC 1950), for blocks whose unpacked size is known.
 *
 * A 64-bit bit buffer is filled without branches. One look-up in the table of literals and lengths
 * gives up to three literals at once, whose codes fit the table together: samples behind a
 * predictor are mostly literals, many of them with short codes.
 */

import { adler32 } from './adler32';
import {
  build,
  CODE_BITS,
  CODES,
  codeTable,
  DISTANCE_BITS,
  DISTANCE_MASK,
  DISTANCES,
  distanceTable,
  END,
  joinLiterals,
  KIND,
  LINK,
  LITERAL_BITS,
  LITERAL_MASK,
  LITERALS,
  literalTable,
  OTHER,
  VALUE
} from './huffman';

/** What `inflate` answers instead of a length. */
const NOT_ZLIB: i32 = -1;
const CORRUPT: i32 = -2;
const TRUNCATED: i32 = -3;
const TOO_LONG: i32 = -4;
const WRONG_CHECKSUM: i32 = -5;

const lengths = memory.data(512, 16);
const CODE_ORDER = memory.data<u8>([
  16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
]);

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
