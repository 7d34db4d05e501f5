import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createFile, fileSource, nodeCodecs } from '../../node';
import { openGeoTiff, writeCog } from '../../raster';
import { makeOverviews, type OverviewsTask } from '../overviews/make';
import type { RunOverviews } from '../overviews/thread';
import { companion, HEADERS } from './support';

const folders: string[] = [];
afterAll(() => folders.forEach(folder => rmSync(folder, { recursive: true, force: true })));

/** A companion over folders of its own. */
function companionOver(run: RunOverviews, mostBytes?: number) {
  const home = mkdtempSync(join(tmpdir(), 'insar-overviews-'));
  folders.push(home);
  const folder = join(home, 'overviews');
  const { app } = companion({ folder: home, overviews: { folder, run, mostBytes } });
  const ask = async (method: string, path: string, headers: Record<string, string> = {}) => {
    const answer = await app.request(`/companion/overviews${path}`, {
      method,
      headers: { ...HEADERS, ...headers }
    });
    const type = answer.headers.get('Content-Type') ?? '';
    return { answer, body: type.includes('json') ? await answer.json() : null };
  };
  const want = (file: string, query = 'watcher=a') =>
    ask('POST', `?${query}`, { 'Insar-File': encodeURIComponent(file) });
  const until = async (id: string, state: string) =>
    vi.waitFor(async () => {
      const { body } = await ask('GET', `/${id}?watcher=a`);
      expect(body.state).toBe(state);
      return body;
    });
  const raster = (name: string) => {
    const path = join(home, name);
    writeFileSync(path, name);
    return path;
  };
  return { ask, want, until, raster, home, folder };
}

/** Writes so many bytes. */
const writing =
  (bytes: number): RunOverviews =>
  async ({ target }) =>
    writeFileSync(target, new Uint8Array(bytes));

/** Overviews that are never done; tells which began and which were stopped. */
function endless() {
  const begun: string[] = [];
  const stopped: string[] = [];
  const run: RunOverviews = ({ source }, onProgress, signal) =>
    new Promise((_, reject) => {
      begun.push(source);
      onProgress(0.25);
      signal.addEventListener('abort', () => {
        stopped.push(source);
        reject(new Error('stopped'));
      });
    });
  return { run, begun, stopped };
}

describe('overviews', () => {
  it('are made of a raster, and read by ranges', async () => {
    const { want, until, ask, home } = companionOver((task, onProgress) =>
      makeOverviews(task, onProgress)
    );
    // A name that a header cannot hold as it is.
    const path = join(home, 'kohärenz 100%.tif');
    const file = await createFile(path);
    await writeCog(
      file,
      {
        width: 1300,
        height: 700,
        bandNames: ['coh'],
        sampleType: 'float32',
        noData: NaN,
        transform: null,
        epsg: null,
        overviews: false
      },
      async ({ y, width, height }) => [
        Float32Array.from({ length: width * height }, (_, i) => y + Math.floor(i / width))
      ],
      nodeCodecs
    );
    await file.close();
    const { body } = await want(path);
    expect(body).toMatchObject({ state: 'waiting', sizeBytes: file.size });
    await until(body.id, 'done');
    const { answer } = await ask('GET', `/${body.id}/file`, { Range: 'bytes=0-7' });
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([206, 'image/tiff']);
    expect((await answer.arrayBuffer()).byteLength).toBe(8);
    const beyond = await ask('GET', `/${body.id}/file`, { Range: 'bytes=99999999-' });
    expect([beyond.answer.status, beyond.body.code]).toEqual([416, 'RangeNotSatisfiable']);
    const whole = await (await ask('GET', `/${body.id}/file`)).answer.arrayBuffer();
    const copy = join(home, 'copy.tif');
    writeFileSync(copy, new Uint8Array(whole));
    const overviews = await openGeoTiff(await fileSource(copy), nodeCodecs);
    expect([overviews.width, overviews.height, overviews.overviews.length]).toEqual([650, 350, 1]);
    // They are there at once for whoever asks next.
    expect((await want(path, 'watcher=b')).body.state).toBe('done');
  });

  it('are made anew for a file that changed, and for another resampling', async () => {
    const { want, until, raster } = companionOver(writing(10));
    const path = raster('a.tif');
    const ids = [(await want(path)).body.id, (await want(path, 'resampling=nearest')).body.id];
    utimesSync(path, 1, 1);
    ids.push((await want(path)).body.id);
    expect(new Set(ids).size).toBe(3);
    await Promise.all(ids.map(id => until(id, 'done')));
  });

  it('are stopped when the last map that wants them goes, and others wait their turn', async () => {
    const { run, begun, stopped } = endless();
    const { want, until, ask, raster, folder } = companionOver(run);
    const [first, second] = [raster('a.tif'), raster('b.tif')];
    const { id } = (await want(first)).body;
    await want(first, 'watcher=b');
    const next = (await want(second)).body;
    expect(await until(id, 'running')).toMatchObject({ progress: 0.25 });
    expect((await ask('GET', `/${next.id}?watcher=a`)).body.state).toBe('waiting');
    await ask('DELETE', `/${id}?watcher=b`);
    expect(stopped).toEqual([]);
    expect((await ask('DELETE', `/${id}?watcher=a`)).answer.status).toBe(204);
    expect(stopped).toEqual([first]);
    await until(next.id, 'running');
    expect(begun).toEqual([first, second]);
    expect((await ask('GET', `/${id}?watcher=a`)).answer.status).toBe(404);
    expect(readdirSync(folder)).toEqual([]);
    await ask('DELETE', `/${next.id}?watcher=a`);
  });

  it('that fail say why, leave nothing, and can be asked for again', async () => {
    let isBroken = true;
    const { want, until, ask, raster, folder } = companionOver(
      async ({ target }: OverviewsTask) => {
        writeFileSync(target, 'part');
        if (isBroken) {
          throw new Error('The disk is full.');
        }
      }
    );
    const path = raster('a.tif');
    const { id } = (await want(path)).body;
    expect(await until(id, 'failed')).toMatchObject({ message: 'The disk is full.' });
    expect(readdirSync(folder)).toEqual([]);
    expect((await ask('GET', `/${id}/file`)).answer.status).toBe(404);
    isBroken = false;
    expect((await want(path)).body.state).toBe('waiting');
    await until(id, 'done');
  });

  it('make room: the least recently used go', async () => {
    const { want, until, ask, raster, folder } = companionOver(writing(100), 250);
    const ids: string[] = [];
    for (const name of ['a.tif', 'b.tif']) {
      ids.push((await want(raster(name))).body.id);
      await until(ids.at(-1)!, 'done');
      utimesSync(join(folder, `${ids.at(-1)}.tif`), ids.length, ids.length);
    }
    await ask('HEAD', `/${ids[0]}/file`);
    ids.push((await want(raster('c.tif'))).body.id);
    await until(ids[2], 'done');
    expect(readdirSync(folder).sort()).toEqual([ids[0], ids[2]].map(id => `${id}.tif`).sort());
  });

  it('need a file that the Jupyter server names', async () => {
    const { ask, want, home } = companionOver(writing(1));
    const refused = [
      await ask('POST', '?watcher=a'),
      await ask('POST', '', { 'Insar-File': '%E0%A4%A' }),
      await want('relative.tif'),
      await want(join(home, 'absent.tif')),
      await want(home)
    ];
    expect(refused.map(({ answer }) => answer.status)).toEqual([400, 400, 400, 400, 400]);
    expect(refused[0].body.message).toMatch(/has to name the file/);
    expect((await ask('GET', '/../../remotes.json/file')).answer.status).toBe(404);
  });
});
