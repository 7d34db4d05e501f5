import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

import { failureOf, logEntryOf, requestOf, resultFilesOf } from '../answers';

describe('logEntryOf', () => {
  it('keeps level, message and time', () => {
    expect(
      logEntryOf({ id: '1', level: 'warning', message: 'x', time: '2024-08-09T00:00:00Z' })
    ).toEqual({ id: '1', level: 'warning', message: 'x', timeMs: Date.UTC(2024, 7, 9) });
  });

  it('does without time, and takes an unknown level for information', () => {
    expect(logEntryOf({ id: '1', level: 'odd' })).toEqual({
      id: '1',
      level: 'info',
      message: '',
      timeMs: null
    });
  });
});

describe('failureOf', () => {
  it('is the first line of the last error', () => {
    const entries = [
      { id: '1', level: 'error', message: 'first' },
      { id: '2', level: 'error', message: 'No pair: widen the dates.\n  at reduce1' },
      { id: '3', level: 'info', message: 'Ended.' }
    ].map(logEntryOf);
    expect(failureOf(entries)).toBe('No pair: widen the dates.');
    expect(failureOf([])).toBeNull();
  });
});

describe('resultFilesOf', () => {
  const proxied = (_name: string, href: string): string =>
    href.replace('http://127.0.0.1:1/', '/p/');

  it('lists the data, by name, through the Jupyter server', () => {
    const files = resultFilesOf(
      {
        'b.tif': { href: 'http://127.0.0.1:1/b.tif?sig=1', type: 'image/tiff', 'file:size': 12 },
        'a.json': { href: 'http://127.0.0.1:1/a.json', type: 'application/json' },
        'm.json': { href: 'http://127.0.0.1:1/m.json', roles: ['metadata'] }
      },
      proxied
    );
    expect(files).toEqual([
      { name: 'a.json', url: '/p/a.json', isGeoTiff: false, sizeBytes: null },
      { name: 'b.tif', url: '/p/b.tif?sig=1', isGeoTiff: true, sizeBytes: 12 }
    ]);
  });

  it.each([
    [{ href: 'x', type: 'image/tiff; application=geotiff; profile=cloud-optimized' }, true],
    [{ href: 'x', type: 'image/vnd.stac.geotiff' }, true],
    [{ href: 'http://h/x.TIF?sig=a.b' }, true],
    [{ href: 'http://h/x?name=y.tif', type: 'text/plain' }, false]
  ])('knows a GeoTIFF by its type or name: %j', (asset, isGeoTiff) => {
    expect(resultFilesOf({ a: asset }, proxied)[0].isGeoTiff).toBe(isGeoTiff);
  });
});

describe('requestOf', () => {
  it('counts what a graph saves', () => {
    const save = (prefix: string): object => ({
      process_id: 'save_result',
      arguments: { options: { filename_prefix: prefix } }
    });
    expect(
      requestOf({ process_graph: { a: { process_id: 'load_stac' }, b: save('p'), c: save('q') } })
    ).toEqual({ nodeCount: 3, resultCount: 2, prefixes: ['p', 'q'] });
    expect(requestOf(null)).toEqual({ nodeCount: 0, resultCount: 0, prefixes: [] });
  });

  const reference = resolve(
    __dirname,
    '../../../../../shared/reference/coherence.process-graph.json'
  );
  const isThere = existsSync(reference);
  it.skipIf(!isThere)(
    `reads the reference workflow${isThere ? '' : ' (skipped: the reference graph is not there)'}`,
    () => {
      const graph = JSON.parse(readFileSync(reference, 'utf8'));
      const request = requestOf(graph.process ?? graph);
      expect(request.resultCount).toBe(1);
      expect(request.prefixes).toEqual([]);
    }
  );
});
