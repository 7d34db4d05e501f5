/*
 * DEFLATE (RFC 1951) within zlib streams (RFC 1950), for blocks whose unpacked size is known.
 *
 * Samples behind a predictor are a mixture of literals and short matches that no processor can
 * foretell. So the loop has no branch between the two: an entry of the table holds up to two
 * literals and the length behind them, whatever fits, and a distance is looked up in any case. What
 * is left is waiting for one look-up after the other; a second stream fills that time.
 */

import {
  DISTANCE_PLACES,
  DISTANCE_TABLE_BYTES,
  distanceTables,
  lengthOf,
  LITERAL_PLACES,
  LITERAL_TABLE_BYTES,
  literalTables,
  MATCH,
  NO_DISTANCE,
  SLOW,
  SPENT_BITS,
  UNEVEN
} from './huffman';
import { copyMatch } from './copy-match';
import {
  begin,
  CODES,
  CORRUPT,
  DONE,
  HEADER,
  makeIdle,
  readCarefully,
  readHeader,
  Stream
} from './stream';

/** Most that a round of the loop takes from a source: 44 bits. */
const ROUND_READS: usize = 8;
/** Most that it adds to a target: two literals and a match. */
const ROUND_WRITES: usize = 260;

const first = changetype<Stream>(memory.data(64, 16));
const second = changetype<Stream>(memory.data(64, 16));

/** Rounds for which source and target have enough room; a stream that is done needs none. */
// @ts-ignore: decorator
@inline
function roundsOf(s: Stream): i32 {
  return s.state == DONE
    ? i32.MAX_VALUE
    : <i32>min(
        (s.targetEnd - s.out) / ROUND_WRITES,
        (s.sourceEnd - <usize>((s.bit + 7) >> 3)) / ROUND_READS
      );
}

/**
 * Unpacks the codes of two streams, until one of them needs more care; that one is read on. What is
 * done for each is the same: a function of its own would keep its state in memory, not in registers.
 */
function readCodes(a: Stream, b: Stream): void {
  // The bits in front of the next one make a place in a table out of a masked buffer.
  let bitA = a.bit - SPENT_BITS;
  let bitB = b.bit - SPENT_BITS;
  let outA = a.out;
  let outB = b.out;
  const targetA = a.target;
  const targetB = b.target;
  let rounds = min(roundsOf(a), roundsOf(b));
  let isCarefulA = roundsOf(a) <= 0;
  let isCarefulB = roundsOf(b) <= 0;
  for (; rounds > 0; rounds--) {
    const bitsA = load<u64>(<usize>(bitA >> 3)) >> <u64>(<u32>bitA & 7);
    const entryA = load<u64>(<u32>bitsA & LITERAL_PLACES, literalTables);
    store<u32>(outA, <u32>(entryA >> 32));
    const kindsA = <u32>(entryA >> 48);
    const usedA = <u32>entryA & 63;
    const restA = bitsA >> <u64>usedA;
    const placeA = load<u64>(
      (<u32>restA | NO_DISTANCE) & kindsA & DISTANCE_PLACES,
      distanceTables
    );
    bitA += usedA + (<u32>placeA & 63);
    outA += kindsA & 3;
    const flagsA = <u32>entryA | <u32>placeA;
    if ((flagsA & SLOW) != 0) {
      a.matchLength = lengthOf(entryA, bitsA);
      isCarefulA = true;
      break;
    }
    let lengthA = <u32>entryA >> 23;
    const distanceA =
      (<u32>placeA >> 16) + ((<u32>restA >> (<u32>placeA >> 8)) & <u32>(placeA >> 32));
    if (distanceA <= <u32>(outA - targetA)) {
      if ((flagsA & UNEVEN) == 0) {
        v128.store(outA, v128.load(outA - distanceA));
      } else {
        lengthA = lengthOf(entryA, bitsA);
        copyMatch(outA, distanceA, lengthA);
      }
    } else if ((<u32>entryA & MATCH) != 0) {
      a.state = CORRUPT;
      break;
    }
    outA += lengthA;

    const bitsB = load<u64>(<usize>(bitB >> 3)) >> <u64>(<u32>bitB & 7);
    const entryB = load<u64>(<u32>bitsB & LITERAL_PLACES, literalTables + LITERAL_TABLE_BYTES);
    store<u32>(outB, <u32>(entryB >> 32));
    const kindsB = <u32>(entryB >> 48);
    const usedB = <u32>entryB & 63;
    const restB = bitsB >> <u64>usedB;
    const placeB = load<u64>(
      (<u32>restB | NO_DISTANCE) & kindsB & DISTANCE_PLACES,
      distanceTables + DISTANCE_TABLE_BYTES
    );
    bitB += usedB + (<u32>placeB & 63);
    outB += kindsB & 3;
    const flagsB = <u32>entryB | <u32>placeB;
    if ((flagsB & SLOW) != 0) {
      b.matchLength = lengthOf(entryB, bitsB);
      isCarefulB = true;
      break;
    }
    let lengthB = <u32>entryB >> 23;
    const distanceB =
      (<u32>placeB >> 16) + ((<u32>restB >> (<u32>placeB >> 8)) & <u32>(placeB >> 32));
    if (distanceB <= <u32>(outB - targetB)) {
      if ((flagsB & UNEVEN) == 0) {
        v128.store(outB, v128.load(outB - distanceB));
      } else {
        lengthB = lengthOf(entryB, bitsB);
        copyMatch(outB, distanceB, lengthB);
      }
    } else if ((<u32>entryB & MATCH) != 0) {
      b.state = CORRUPT;
      break;
    }
    outB += lengthB;
  }
  a.bit = bitA + SPENT_BITS;
  b.bit = bitB + SPENT_BITS;
  a.out = outA;
  b.out = outB;
  if (isCarefulA) {
    a.state = readCarefully(a);
  }
  if (isCarefulB) {
    b.state = readCarefully(b);
  }
}

/** Unpacks both streams, or until one of them turns out to be broken. */
function readBoth(): void {
  while (first.state >= DONE && second.state >= DONE && first.state + second.state > DONE) {
    if (first.state == HEADER) {
      first.state = readHeader(first);
      if (first.state == DONE) {
        makeIdle(first);
      }
    } else if (second.state == HEADER) {
      second.state = readHeader(second);
      if (second.state == DONE) {
        makeIdle(second);
      }
    } else {
      readCodes(first, second);
    }
  }
}

function setTables(): void {
  first.literals = literalTables;
  first.distances = distanceTables;
  second.literals = literalTables + LITERAL_TABLE_BYTES;
  second.distances = distanceTables + DISTANCE_TABLE_BYTES;
}

/**
 * Unpacks `length` bytes at `source` to `target`, of which no more than `capacity` are filled.
 * 32 bytes behind the source are read and 512 behind the target written over.
 *
 * @returns The unpacked length, or what is wrong.
 */
export function inflate(source: usize, length: usize, target: usize, capacity: usize): i32 {
  setTables();
  begin(first, source, length, target, capacity);
  begin(second, source, length, target + capacity, 0);
  second.state = DONE;
  makeIdle(second);
  readBoth();
  return first.state == DONE ? <i32>(first.out - target) : first.state;
}

/**
 * Unpacks two streams at once, which takes less time than one after the other.
 *
 * @returns Whether both fill their targets.
 */
export function inflateTwo(
  source: usize,
  length: usize,
  target: usize,
  capacity: usize,
  source2: usize,
  length2: usize,
  target2: usize,
  capacity2: usize
): bool {
  setTables();
  begin(first, source, length, target, capacity);
  begin(second, source2, length2, target2, capacity2);
  readBoth();
  return (
    first.state == DONE &&
    first.out == first.targetEnd &&
    second.state == DONE &&
    second.out == second.targetEnd
  );
}
