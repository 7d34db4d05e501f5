import { kernels } from '../kernels/kernels';
import type { Plane } from '../plane';
import { hasPosition } from './pixel-projector';

/** Pixels whose loads may go beyond a line. */
const SPARE = 8;

/**
 * West, east, south and north of the blocks of some lines, four numbers a block; the wrong way round
 * where no pixel has a position. A block has `blockSamples` quads a line, so one pixel more.
 */
export function lonLatBoxes(
  lon: Plane,
  lat: Plane,
  samples: number,
  blockSamples: number
): Float32Array | Float64Array {
  const wasm = kernels();
  if (wasm === null || !(lon instanceof Float32Array && lat instanceof Float32Array)) {
    return plainLonLatBoxes(lon, lat, samples, blockSamples);
  }
  const count = 4 * Math.ceil((samples - 1) / blockSamples);
  const line = 4 * (samples + SPARE);
  const [lonAt, latAt, boxesAt] = wasm.reserve(line, line, 4 * count);
  const [lonLine, latLine] = [lonAt, latAt].map(at => wasm.float32(at, samples));
  const boxes = wasm.float32(boxesAt, count);
  clear(boxes);
  for (let start = 0; start < lon.length; start += samples) {
    lonLine.set(lon.subarray(start, start + samples));
    latLine.set(lat.subarray(start, start + samples));
    wasm.run.widenBlocks(lonAt, latAt, samples, blockSamples, boxesAt);
  }
  return boxes.slice();
}

/** The twin, for any planes. */
export function plainLonLatBoxes(
  lon: Plane,
  lat: Plane,
  samples: number,
  blockSamples: number
): Float64Array {
  const across = Math.ceil((samples - 1) / blockSamples);
  const boxes = new Float64Array(4 * across);
  clear(boxes);
  for (let start = 0; start < lon.length; start += samples) {
    for (let block = 0; block < across; block++) {
      const end = Math.min((block + 1) * blockSamples, samples - 1);
      let [west, east, south, north] = boxes.subarray(4 * block, 4 * block + 4);
      for (let i = start + block * blockSamples; i <= start + end; i++) {
        if (hasPosition(lon[i], lat[i])) {
          west = lon[i] < west ? lon[i] : west;
          east = lon[i] > east ? lon[i] : east;
          south = lat[i] < south ? lat[i] : south;
          north = lat[i] > north ? lat[i] : north;
        }
      }
      boxes.set([west, east, south, north], 4 * block);
    }
  }
  return boxes;
}

function clear(boxes: Float32Array | Float64Array): void {
  boxes.forEach((_, i) => (boxes[i] = i % 2 === 0 ? Infinity : -Infinity));
}
