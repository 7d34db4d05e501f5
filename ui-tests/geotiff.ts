import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { writeArrayBuffer } from 'geotiff';

/** A GeoTIFF of one float32 band; `valueAt` fills it. */
export function floatTiff(
  widthPx: number,
  heightPx: number,
  valueAt: (column: number, row: number) => number,
  metadata: Record<string, unknown> = {}
): ArrayBuffer {
  const values = Float32Array.from({ length: widthPx * heightPx }, (_, index) =>
    valueAt(index % widthPx, Math.floor(index / widthPx))
  );
  return writeArrayBuffer(
    values as never,
    {
      height: heightPx,
      width: widthPx,
      ModelPixelScale: [20, 20, 0],
      ModelTiepoint: [0, 0, 0, 640000, 5180000, 0],
      GTModelTypeGeoKey: 1,
      GTRasterTypeGeoKey: 1,
      ProjectedCSTypeGeoKey: 32632,
      ...metadata
    } as never
  ) as ArrayBuffer;
}

export async function upload(page: IJupyterLabPageFixture, path: string, bytes: ArrayBuffer) {
  await page.contents.uploadContent(Buffer.from(bytes).toString('base64'), 'base64', path);
}
