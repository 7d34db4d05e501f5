import { describe, expect, it } from 'vitest';

import { RangeSource } from '../raster/range-source';
import { FileServer } from './geotiff-fixture';

const SIZE_B = 200_000;

function bytes(): ArrayBuffer {
  return Uint8Array.from({ length: SIZE_B }, (_, index) => index % 251).buffer;
}

describe('RangeSource', () => {
  it('asks once for slices that are wanted together and lie near', async () => {
    const server = new FileServer(bytes());
    const source = new RangeSource('http://localhost/f', 'f', server.fetch);
    const wanted = [
      { offset: 100_000, length: 10 },
      { offset: 101_000, length: 10 },
      { offset: 180_000, length: 10 }
    ];
    const parts = await Promise.all(wanted.map(slice => source.fetch([slice])));
    parts.forEach(([part], index) => {
      const { offset } = wanted[index];
      expect([...new Uint8Array(part)]).toEqual(
        Array.from({ length: 10 }, (_, step) => (offset + step) % 251)
      );
    });
    // The head of the file, one request for two slices, one for the far one.
    expect(server.ranges).toEqual(['bytes=0-32767', 'bytes=100000-101009', 'bytes=180000-180009']);
  });

  it('fills with zeros past the end of the file, without asking for it', async () => {
    const server = new FileServer(bytes());
    const source = new RangeSource('http://localhost/f', 'f', server.fetch);
    await source.fetch([{ offset: 0, length: 4 }]);
    const [part] = await source.fetch([{ offset: SIZE_B - 2, length: 4 }]);
    const last = [(SIZE_B - 2) % 251, (SIZE_B - 1) % 251];
    expect([...new Uint8Array(part)]).toEqual([...last, 0, 0]);
    expect(server.ranges[1]).toBe(`bytes=${SIZE_B - 2}-${SIZE_B - 1}`);
    expect(source.fileSize).toBe(SIZE_B);
  });
});
