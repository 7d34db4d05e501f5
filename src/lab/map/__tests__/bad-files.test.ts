import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';

import { messageOf } from '../messages';
import type { RangeFetch } from '../raster';
import { openRaster, valueAtPixel } from '../raster';
import { DecodePool } from '../raster/decode-pool';
import { ShownLayer } from '../view/shown-layer';
import { notesOf } from '../view/notes';
import { planeOf } from '../view/plane';
import { RasterStore } from '../view/raster-store';
import { layerOf } from '../model/spec';
import { FileServer, floatTiff } from './geotiff-fixture';

const trans = nullTranslator.load('jupyterlab_insar');
const SIDE = 300;
const ROWS = Array.from({ length: SIDE }, (_, row) =>
  Array.from({ length: SIDE }, (_, column) => row + column / 1000)
);

function open(fetch: RangeFetch, options: { lines?: boolean } = {}) {
  return openRaster({ url: 'http://localhost/f', file: 'coh.tif', fetch, ...options });
}

/** The message that an attempt ends with. */
async function messageFor(attempt: Promise<unknown>) {
  const error = await attempt.then(
    () => null,
    (reason: unknown) => reason
  );
  expect(error).not.toBeNull();
  const message = messageOf(error, 'coh.tif', trans);
  expect(message.title).toContain('coh.tif');
  expect(message.text.length).toBeGreaterThan(20);
  return message;
}

describe('a bad file says its name and the next step', () => {
  it('when it is cut', async () => {
    const whole = floatTiff(ROWS);
    const server = new FileServer(whole.slice(0, whole.byteLength - 1000));
    const { title, text } = await messageFor(open(server.fetch));
    expect(title).toBe('coh.tif is incomplete');
    expect(text).toMatch(/at least \d+ bytes, but has only \d+.*Download or write it again/);
  });

  it('when it shrinks while it is open', async () => {
    const whole = floatTiff(ROWS);
    let server = new FileServer(whole);
    const raster = await open((url, init) => server.fetch(url, init));
    server = new FileServer(whole.slice(0, 100_000));
    const last = { column: SIDE - 1, row: SIDE - 1 };
    const { title, text, action } = await messageFor(valueAtPixel(raster, '1', last));
    expect(title).toBe('coh.tif changed while it was open');
    expect(text).toContain(`It had ${whole.byteLength} bytes`);
    expect(action?.does).toBe('retry');
  });

  it('when it is written anew with the same size', async () => {
    const server = new FileServer(floatTiff(ROWS));
    let date = 'Mon, 23 Nov 2026 10:00:00 GMT';
    const raster = await open(async (url, init) => {
      const response = await server.fetch(url, init);
      response.headers.set('Last-Modified', date);
      return response;
    });
    date = 'Mon, 23 Nov 2026 10:00:01 GMT';
    const last = { column: SIDE - 1, row: SIDE - 1 };
    const { title, text } = await messageFor(valueAtPixel(raster, '1', last));
    expect(title).toBe('coh.tif changed while it was open');
    expect(text).toContain('written anew');
  });

  it('when its address has expired', async () => {
    const refused: RangeFetch = async () => new Response('expired', { status: 403 });
    const { text } = await messageFor(open(refused));
    expect(text).toMatch(/address may have run out: open the result again/);
  });

  it('in the words of the back-end, where it gives some', async () => {
    const answer = (status: number) => async () =>
      Response.json(
        { code: 'TokenInvalid', message: 'The login at the back-end has ended.' },
        { status }
      );
    const refused = await messageFor(open(answer(403)));
    expect(refused.text).toMatch(
      /^The login at the back-end has ended\. Open the result again from its job/
    );
    const away = await messageFor(open(answer(502)));
    expect(away.text).toBe('The login at the back-end has ended.');
  });

  it('when it names no coordinate reference system', async () => {
    const server = new FileServer(
      floatTiff(ROWS, { ProjectedCSTypeGeoKey: undefined, GTModelTypeGeoKey: undefined })
    );
    const { title, text, action } = await messageFor(open(server.fetch));
    expect(title).toBe('coh.tif has no place on the map');
    expect(text).toMatch(/gdal_edit\.py/);
    expect(action?.does).toBe('lines');
    expect((await open(server.fetch, { lines: true })).placement.kind).toBe('radar');
  });

  it('when all is NaN', async () => {
    const server = new FileServer(
      floatTiff([
        [NaN, NaN],
        [NaN, NaN]
      ])
    );
    const raster = await open(server.fetch);
    const frame = { source: { path: 'f' }, file: 'coh.tif', firstDate: null, secondDate: null };
    const layer = new ShownLayer(layerOf('a', 'coh', [frame]), {
      plane: planeOf(raster),
      store: new RasterStore(async () => raster),
      other: () => null,
      onChange: () => undefined,
      onDrawn: () => undefined
    });
    await layer.sync(layer.spec);
    expect(layer.error).toBeNull();
    expect(notesOf(layer, trans)).toEqual([expect.stringMatching(/^coh\.tif: no pixel .* Choose/)]);
  });
});

describe('DecodePool', () => {
  /** A worker that never starts: it says so, and answers nothing. */
  class LostWorker extends EventTarget {
    postMessage(): void {
      setTimeout(() => this.dispatchEvent(new Event('error')), 0);
    }
    terminate(): void {}
  }
  const parameters = {
    tileWidth: 2,
    tileHeight: 1,
    predictor: 1,
    bitsPerSample: 8,
    planarConfiguration: 1
  };
  // PackBits: two bytes as they are.
  const packed = Uint8Array.of(1, 7, 9).buffer;

  it('decodes here what a worker that cannot start was given, and starts no other', async () => {
    let made = 0;
    const pool = new DecodePool(() => {
      made++;
      return new LostWorker() as never;
    });
    const { decode } = pool.bindParameters(32773, parameters);
    expect([...new Uint8Array(await decode(packed))]).toEqual([7, 9]);
    expect([...new Uint8Array(await decode(packed))]).toEqual([7, 9]);
    expect(made).toBe(1);
  });

  it('gives blocks to workers, and tells their failure', async () => {
    class Worker extends EventTarget {
      postMessage({ id, buffer }: { id: number; buffer: ArrayBuffer }): void {
        const decoded = buffer.byteLength > 1 ? buffer.slice(1) : undefined;
        const data = decoded ? { id, decoded } : { id, error: 'too short' };
        this.dispatchEvent(new MessageEvent('message', { data }));
      }
      terminate(): void {}
    }
    let made = 0;
    const pool = new DecodePool(() => {
      made++;
      return new Worker() as never;
    });
    pool.warm();
    pool.warm();
    expect(made).toBe(2);
    const { decode } = pool.bindParameters(8, parameters);
    expect([...new Uint8Array(await decode(packed))]).toEqual([7, 9]);
    await expect(decode(new ArrayBuffer(1))).rejects.toThrow('too short');
  });
});
