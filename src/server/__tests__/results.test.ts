import { describe, expect, it, vi } from 'vitest';
import { BEARER, fakeBackend, localPath, nullsIn, ROOT } from './fake-backend';

type Link = { rel: string; href: string };

async function finished(options = {}) {
  const backend = fakeBackend(options);
  const id = await backend.runJob('save');
  const answer = await backend.send('GET', `/jobs/${id}/results`);
  const collection = await answer.json();
  const linkOf = (rel: string) => collection.links.find((link: Link) => link.rel === rel)?.href;
  return { ...backend, id, answer, collection, linkOf };
}

describe('results of a job', () => {
  it('are a STAC Collection with bands in order, dimensions with extents, and signed links', async () => {
    const { answer, collection, linkOf, id } = await finished();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('OpenEO-Costs')).toBe('0');
    expect(collection).toMatchObject({ type: 'Collection', stac_version: '1.1.0', id });
    expect(collection.summaries.bands).toEqual([{ name: 'coh_VV' }, { name: 'coh_VH' }]);
    expect(collection['cube:dimensions']).toMatchObject({
      x: { extent: [600000, 600400], reference_system: 32631 },
      y: { extent: [5799800, 5800000], reference_system: 32631 },
      t: { extent: ['2023-03-19T00:00:00Z', '2023-03-31T00:00:00Z'] },
      bands: { values: ['coh_VV', 'coh_VH'] }
    });
    expect(collection.extent.spatial.bbox).toEqual([[4.8, 52.3, 5, 52.4]]);
    expect(Date.parse(collection.expires)).toBeGreaterThan(Date.now() + 6 * 24 * 3600_000);
    expect(nullsIn(collection)).toEqual([]);
    expect(linkOf('self')).toBe(`http://localhost${ROOT}/jobs/${id}/results`);
    expect(linkOf('canonical')).toMatch(/\/results\?expires=\d+&signature=[\w-]+$/);
    expect(collection.links.filter((link: Link) => link.rel === 'item')).toHaveLength(2);
  });

  it('are read through their signed links without credentials', async () => {
    const { app, linkOf } = await finished();
    const canonical = await app.request(localPath(linkOf('canonical')));
    expect(canonical.status).toBe(200);
    const collection = await canonical.json();
    const self = collection.links.find((link: Link) => link.rel === 'self').href;
    expect(self).toBe(linkOf('canonical'));
    const itemAnswer = await app.request(localPath(linkOf('item')));
    expect(itemAnswer.headers.get('Content-Type')).toBe('application/geo+json');
    const item = await itemAnswer.json();
    expect(item).toMatchObject({
      type: 'Feature',
      id: 'openEO_2023-03-19Z',
      bbox: [4.8, 52.3, 5, 52.4],
      properties: { datetime: '2023-03-19T00:00:00Z', 'proj:code': 'EPSG:32631' }
    });
    expect(item.geometry.coordinates[0]).toHaveLength(5);
    const asset = item.assets['openEO_2023-03-19Z.tif'];
    expect(asset).toMatchObject({
      bands: [{ name: 'coh_VV' }, { name: 'coh_VH' }],
      data_type: 'float32',
      nodata: 'nan',
      'proj:shape': [10, 20],
      'proj:transform': [20, 0, 600000, 0, -20, 5800000]
    });
    expect((await app.request(localPath(asset.href))).status).toBe(200);
  });

  it('refuse a link that was tampered with or has expired', async () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const { app, linkOf, send, id, collection } = await finished({ now: () => now });
    const canonical = localPath(linkOf('canonical'));
    const refused = async (path: string) => {
      const answer = await app.request(path);
      return [answer.status, (await answer.json()).code];
    };
    expect(await refused(canonical.replace(/.$/, last => (last === 'A' ? 'B' : 'A')))).toEqual([
      403,
      'PermissionsInsufficient'
    ]);
    expect(await refused(canonical.replace(/expires=\d/, 'expires=9'))).toEqual([
      403,
      'PermissionsInsufficient'
    ]);
    const asset = localPath(collection.assets['openEO_2023-03-19Z.tif'].href);
    expect(await refused(asset.replace('03-19', '03-31'))).toEqual([
      403,
      'PermissionsInsufficient'
    ]);
    expect(await refused(canonical.split('?')[0])).toEqual([401, 'AuthenticationRequired']);
    now = new Date('2026-01-07T23:00:00Z');
    expect((await app.request(canonical)).status).toBe(200);
    now = new Date('2026-01-08T01:00:01Z');
    expect(await refused(canonical)).toEqual([410, 'ResultLinkExpired']);
    expect((await send('GET', `/jobs/${id}/results`)).status).toBe(200);
  });

  it('keep their links over a restart of the back-end', async () => {
    const first = await finished();
    first.database.close();
    const second = fakeBackend({}, first.dataFolder);
    expect((await second.app.request(localPath(first.linkOf('canonical')))).status).toBe(200);
    const asset = first.collection.assets['openEO_2023-03-31Z.tif'].href;
    const answer = await second.app.request(localPath(asset));
    expect((await answer.arrayBuffer()).byteLength).toBe(1000);
  });

  it('answer ranges of a file exactly', async () => {
    const { app, collection } = await finished();
    const path = localPath(collection.assets['openEO_2023-03-19Z.tif'].href);
    const get = (headers: Record<string, string>, method = 'GET') =>
      app.request(path, { headers, method });
    const whole = await get({});
    const bytes = new Uint8Array(await whole.arrayBuffer());
    expect(whole.headers.get('Content-Length')).toBe('1000');
    expect(whole.headers.get('Accept-Ranges')).toBe('bytes');
    const ranges: [string, number, number][] = [
      ['bytes=0-0', 0, 0],
      ['bytes=100-299', 100, 299],
      ['bytes=900-', 900, 999],
      ['bytes=-10', 990, 999],
      ['bytes=-5000', 0, 999],
      ['bytes=990-5000', 990, 999]
    ];
    for (const [range, start, end] of ranges) {
      const part = await get({ Range: range });
      expect([range, part.status]).toEqual([range, 206]);
      expect(part.headers.get('Content-Range')).toBe(`bytes ${start}-${end}/1000`);
      expect(part.headers.get('Content-Length')).toBe(String(end - start + 1));
      expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(start, end + 1));
    }
    const beyond = await get({ Range: 'bytes=1000-' });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('Content-Range')).toBe('bytes */1000');
    for (const ignored of ['bytes=5-2', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=-']) {
      expect([ignored, (await get({ Range: ignored })).status]).toEqual([ignored, 200]);
    }
    const head = await get({}, 'HEAD');
    expect([head.status, head.headers.get('Content-Length')]).toEqual([200, '1000']);
    expect(await head.text()).toBe('');
    const etag = whole.headers.get('ETag')!;
    expect((await get({ 'If-None-Match': etag })).status).toBe(304);
    expect((await get({ Range: 'bytes=0-9', 'If-Range': etag })).status).toBe(206);
    expect((await get({ Range: 'bytes=0-9', 'If-Range': '"old"' })).status).toBe(200);
  });

  it('never lead out of the results folder', async () => {
    const { send, id } = await finished();
    for (const name of ['..%2F..%2Fjobs.sqlite', '..%5C..%5Cjobs.sqlite', 'none.tif']) {
      const answer = await send('GET', `/jobs/${id}/results/assets/${name}`);
      expect([name, answer.status]).toEqual([name, 404]);
    }
  });

  it('are given to the user through an address whose signature has expired', async () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const { app, linkOf } = await finished({ now: () => now });
    now = new Date('2026-02-01T00:00:00Z');
    const path = localPath(linkOf('canonical'));
    expect((await app.request(path)).status).toBe(410);
    const answer = await app.request(path, { headers: BEARER });
    expect(answer.status).toBe(200);
    const fresh = (await answer.json()).links.find((link: Link) => link.rel === 'canonical').href;
    expect(fresh).not.toBe(linkOf('canonical'));
    expect((await app.request(localPath(fresh))).status).toBe(200);
    // Without the right password, the signature decides.
    const wrong = { Authorization: 'Bearer basic//wrong' };
    expect((await app.request(path, { headers: wrong })).status).toBe(410);
    expect((await app.request(localPath(fresh), { headers: wrong })).status).toBe(200);
  });

  it('are asked for too early', async () => {
    const { send, create, queue } = fakeBackend();
    const id = await create('wait');
    const refusal = async () => await (await send('GET', `/jobs/${id}/results`)).json();
    const code = 'JobNotFinished';
    expect(await refusal()).toMatchObject({
      code,
      message: expect.stringMatching(/must be started first/)
    });
    await send('POST', `/jobs/${id}/results`);
    expect(await refusal()).toMatchObject({ code, message: expect.stringMatching(/partial=true/) });
    await queue.cancel(id);
    expect(await refusal()).toMatchObject({
      code,
      message: expect.stringMatching(/was cancelled/)
    });
  });

  it('are listed while the job runs when partial ones are asked for', async () => {
    const { app, send, create, queue } = fakeBackend();
    const id = await create('save-wait');
    const partial = (value = 'true') => send('GET', `/jobs/${id}/results?partial=${value}`);
    expect((await (await partial()).json()).code).toBe('JobNotFinished');
    await send('POST', `/jobs/${id}/results`);
    await vi.waitFor(async () => {
      const collection = await (await partial()).json();
      expect(Object.keys(collection.assets)).toEqual(['openEO_2023-03-19Z.tif']);
    });
    const collection = await (await partial('')).json();
    expect(collection).toMatchObject({ 'openeo:status': 'running', stac_version: '1.1.0' });
    expect(nullsIn(collection)).toEqual([]);
    const linkOf = (rel: string) =>
      localPath(collection.links.find((link: Link) => link.rel === rel).href);
    expect(linkOf('self')).toMatch(/\?partial=true$/);
    const again = await (await app.request(linkOf('canonical'))).json();
    expect(again['openeo:status']).toBe('running');
    expect((await app.request(linkOf('item'))).status).toBe(200);
    const asset = await app.request(localPath(collection.assets['openEO_2023-03-19Z.tif'].href));
    expect((await asset.arrayBuffer()).byteLength).toBe(1000);
    expect((await partial('perhaps')).status).toBe(400);
    expect((await (await partial('false')).json()).code).toBe('JobNotFinished');
    await queue.cancel(id);
    const left = await (await partial()).json();
    expect(left['openeo:status']).toBe('canceled');
    expect(Object.keys(left.assets)).toEqual(['openEO_2023-03-19Z.tif']);
    expect((await app.request(linkOf('item'))).status).toBe(200);
    expect((await (await partial('false')).json()).code).toBe('JobNotFinished');
  });

  it('say that they are finished, and of a failed job nothing, whatever is asked', async () => {
    const { collection, send, runJob } = await finished();
    expect(collection['openeo:status']).toBe('finished');
    const id = await runJob('fail');
    expect((await send('GET', `/jobs/${id}/results?partial=true`)).status).toBe(424);
  });
});
