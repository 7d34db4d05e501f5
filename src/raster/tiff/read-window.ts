import type { Plane, SampleType, Window } from '../plane';
import type { BlockPart, BlockReader } from './block-reader';
import { newPlane, planeType } from './samples';

/**
 * Reads a window of some bands of one level.
 *
 * @param bands - 0-based and within the level, as is the window.
 * @param noData - Value that stands for no-data in the file, or null.
 * @param mask - Whether it becomes NaN.
 * @param into - Arrays to take instead of new ones, where they fit.
 */
export async function readWindow(
  reader: BlockReader,
  window: Window,
  bands: readonly number[],
  noData: number | null,
  mask: boolean,
  into: readonly Plane[]
): Promise<Plane[]> {
  const { level } = reader;
  const { blocksAcross, blocksDown, blockWidth, blockHeight, bandsPerBlock } = level;
  const cells = window.width * window.height;
  const planes = bands.map((_, k) =>
    fits(into[k], level.sampleType, cells) ? into[k] : newPlane(level.sampleType, cells)
  );
  const perPlane = blocksAcross * blocksDown;
  const separate = bandsPerBlock === 1;
  const filePlanes = separate ? [...new Set(bands)] : [0];
  const blocks: number[] = [];
  const lastRow = Math.floor((window.y + window.height - 1) / blockHeight);
  const lastColumn = Math.floor((window.x + window.width - 1) / blockWidth);
  for (const filePlane of filePlanes) {
    for (let row = Math.floor(window.y / blockHeight); row <= lastRow; row++) {
      for (let column = Math.floor(window.x / blockWidth); column <= lastColumn; column++) {
        blocks.push(filePlane * perPlane + row * blocksAcross + column);
      }
    }
  }
  const missing = noData === null ? 0 : mask ? NaN : noData;
  const wish = {
    bands: separate ? [0] : bands,
    top: window.y,
    bottom: window.y + window.height
  };
  await reader.read(blocks, wish, (block, part) => {
    const inPlane = block % perPlane;
    const blockX = (inPlane % blocksAcross) * blockWidth;
    const blockY = Math.floor(inPlane / blocksAcross) * blockHeight;
    const filePlane = Math.floor(block / perPlane);
    const width = part?.width ?? blockWidth;
    const place = { x: blockX, y: blockY, width, height: blockHeight };
    bands.forEach((band, k) => {
      if (separate && band !== filePlane) {
        return;
      }
      const bandInBlock = separate ? 0 : band;
      const slot = part?.bands ? part.bands.indexOf(bandInBlock) : bandInBlock;
      if (slot >= 0) {
        copyBand(part, place, slot, planes[k], window, missing);
      }
    });
  });
  if (mask && noData !== null && !Number.isNaN(noData)) {
    planes.forEach(plane => maskValue(plane, noData));
  }
  return planes;
}

function fits(plane: Plane | undefined, type: SampleType, cells: number): boolean {
  return plane instanceof planeType(type) && plane.length === cells;
}

/** Copies what is in the window of band number `slot` of a part of a block. */
function copyBand(
  part: BlockPart | null,
  block: Window,
  slot: number,
  plane: Plane,
  window: Window,
  missing: number
): void {
  const left = Math.max(block.x, window.x);
  const right = Math.min(block.x + block.width, window.x + window.width);
  const top = Math.max(block.y, window.y);
  const bottom = Math.min(block.y + block.height, window.y + window.height);
  if (part !== null && block.width === window.width && left === window.x && left === block.x) {
    // Whole rows follow each other on both sides.
    const from = (slot * part.rows + top - block.y - part.firstRow) * block.width;
    const rows = part.samples.subarray(from, from + (bottom - top) * block.width);
    plane.set(rows, (top - window.y) * window.width);
    return;
  }
  for (let y = top; y < bottom; y++) {
    const to = (y - window.y) * window.width + left - window.x;
    if (part === null) {
      plane.fill(missing, to, to + right - left);
      continue;
    }
    const row = slot * part.rows + y - block.y - part.firstRow;
    const from = row * block.width + left - block.x;
    plane.set(part.samples.subarray(from, from + right - left), to);
  }
}

/** The text of the no-data tag may have more digits than a float32 sample. */
function maskValue(plane: Plane, noData: number): void {
  const value = plane instanceof Float32Array ? Math.fround(noData) : noData;
  for (let i = 0; i < plane.length; i++) {
    if (plane[i] === value) {
      plane[i] = NaN;
    }
  }
}
