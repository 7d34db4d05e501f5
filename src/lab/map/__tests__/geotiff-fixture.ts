import { writeArrayBuffer } from 'geotiff';

import type { RangeFetch } from '../raster';

/** A GeoTIFF of one float32 band in memory, as geotiff.js writes it (one strip). */
export function floatTiff(
  values: readonly number[][],
  metadata: Record<string, unknown> = {}
): ArrayBuffer {
  const flat = Float32Array.from(values.flat());
  return writeArrayBuffer(
    flat as never,
    {
      height: values.length,
      width: values[0].length,
      ModelPixelScale: [20, 20, 0],
      ModelTiepoint: [0, 0, 0, 600000, 5200000, 0],
      GTModelTypeGeoKey: 1,
      GTRasterTypeGeoKey: 1,
      ProjectedCSTypeGeoKey: 32632,
      ...metadata
    } as never
  );
}

/** A server of one file. Keeps what it was asked for. */
export class FileServer {
  readonly ranges: string[] = [];

  constructor(
    private readonly _bytes: ArrayBuffer,
    private readonly _knowsRanges = true
  ) {}

  readonly fetch: RangeFetch = async (_url, init) => {
    const range = new Headers(init.headers).get('Range') ?? '';
    this.ranges.push(range);
    const size = this._bytes.byteLength;
    if (!this._knowsRanges) {
      return new Response(this._bytes.slice(0), { status: 200 });
    }
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range)!.map(Number);
    if (first >= size) {
      return new Response(null, { status: 416 });
    }
    return new Response(this._bytes.slice(first, last + 1), {
      status: 206,
      headers: { 'Content-Range': `bytes ${first}-${Math.min(last, size - 1)}/${size}` }
    });
  };
}
