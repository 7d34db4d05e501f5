/**
 * Repeats what lies `distance` bytes before `out` there, `length` bytes of it; up to 16 bytes behind
 * them are written over.
 */
export function copyMatch(out: usize, distance: usize, length: usize): void {
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
