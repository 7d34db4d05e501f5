import type { ByteFile } from '../bytes';
import type { PyramidLevel } from './pyramid-level';

/** Bytes before and after the packed bytes of a tile: its size, and its last four bytes again. */
export const LEADER_BYTES = 4;
export const TRAILER_BYTES = 4;

/** Most bytes that are moved at once. */
const MOVE_BYTES = 8 * 2 ** 20;

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/**
 * Brings tiles that were written as they were finished into the order of a COG: the smallest
 * overview first, full resolution last. Works within the file, by way of its end, so that neither
 * memory nor a second file grows with the raster.
 *
 * Offsets in `levels` are brought up to date.
 *
 * @param start - Where the first tile lies; the tiles fill the file from there to `end`.
 * @returns The length of the file.
 */
export async function arrangeTiles(
  file: ByteFile,
  levels: readonly PyramidLevel[],
  start: number,
  end: number
): Promise<number> {
  const [full, ...overviews] = levels;
  if (overviews.length === 0) {
    return end;
  }
  // Overview tiles go behind all others, in their final order, to make room.
  let spare = end;
  const parked: Stretch[] = [];
  let place = start;
  for (const level of [...overviews].reverse()) {
    for (let tile = 0; tile < level.offsets.length; tile++) {
      const length = level.byteCounts[tile] + LEADER_BYTES + TRAILER_BYTES;
      parked.push({ from: level.offsets[tile] - LEADER_BYTES, to: spare, length });
      level.offsets[tile] = place + LEADER_BYTES;
      spare += length;
      place += length;
    }
  }
  await moveForwards(file, parked);
  // Full resolution moves up to the end, last tile first: no tile lands on one still to be moved.
  const shifted: Stretch[] = [];
  for (let tile = 0; tile < full.offsets.length; tile++) {
    const length = full.byteCounts[tile] + LEADER_BYTES + TRAILER_BYTES;
    shifted.push({ from: full.offsets[tile] - LEADER_BYTES, to: place, length });
    full.offsets[tile] = place + LEADER_BYTES;
    place += length;
  }
  await moveBackwards(file, shifted);
  await moveForwards(file, [{ from: end, to: start, length: spare - end }]);
  await file.truncate(end);
  return end;
}

/** Moves stretches in order, to places where nothing lies that is still to be moved. */
async function moveForwards(file: ByteFile, stretches: readonly Stretch[]): Promise<void> {
  for (const { from, to, length } of joined(stretches)) {
    for (let done = 0; done < length; done += MOVE_BYTES) {
      const bytes = await file.read(from + done, Math.min(MOVE_BYTES, length - done));
      await file.write(to + done, bytes);
    }
  }
}

/** Moves stretches up, the last first and each from its end. */
async function moveBackwards(file: ByteFile, stretches: readonly Stretch[]): Promise<void> {
  for (const { from, to, length } of joined(stretches).reverse()) {
    if (from === to) {
      continue;
    }
    for (let left = length; left > 0;) {
      const count = Math.min(MOVE_BYTES, left);
      left -= count;
      await file.write(to + left, await file.read(from + left, count));
    }
  }
}

/** Neighbours that stay neighbours move as one. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const stretch of stretches) {
    const last = result[result.length - 1];
    if (last && last.from + last.length === stretch.from && last.to + last.length === stretch.to) {
      result[result.length - 1] = { ...last, length: last.length + stretch.length };
    } else {
      result.push(stretch);
    }
  }
  return result;
}
