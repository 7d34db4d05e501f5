import { primaryOf } from '../archive';
import type { Stack, StackGround } from '../archive';
import { GroundOutline } from './io/ground-outline';
import { openAcquisition } from './sentinel1/stack-cube';
import type { ProcessServices } from './services';

/** Lines that are read at once. */
const LINES_AT_ONCE = 256;

/**
 * Where a stack lies, from the latitude and longitude of every pixel of its primary. That is seconds
 * of work for a whole burst: not for a thread that answers requests.
 *
 * @throws RangeError when no pixel has a position, and as the reader of the file does.
 */
export async function readStackGround(
  stack: Stack,
  services: Pick<ProcessServices, 'codecs' | 'openFile'>
): Promise<StackGround> {
  const { raster, bandNames } = await openAcquisition(stack, primaryOf(stack), services);
  try {
    const bands = ['grid_lat', 'grid_lon'].map(name => bandNames.indexOf(name));
    const outline = new GroundOutline();
    for (let y = 0; y < raster.height; y += LINES_AT_ONCE) {
      const height = Math.min(LINES_AT_ONCE, raster.height - y);
      const window = { x: 0, y, width: raster.width, height };
      const [latitude, longitude] = await raster.readWindow(window, bands);
      outline.add(window, latitude, longitude);
    }
    const [bbox, ring] = [outline.bbox(), outline.ring()];
    if (bbox === null || ring === null) {
      throw new RangeError(
        `${raster.name} has no two lines of pixels with a latitude and longitude.`
      );
    }
    return {
      lines: raster.height,
      samples: raster.width,
      bbox,
      outline: ring,
      pass: outline.pass()
    };
  } finally {
    await raster.close();
  }
}
