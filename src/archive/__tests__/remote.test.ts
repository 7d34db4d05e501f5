import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { CopernicusArchive, SlcArchive } from '..';
import { httpSource } from '../../node';
import { localServer, type Answer } from './local-server';
import { writeComplexTiff } from '../safe/write-complex-tiff';
import {
  annotationXml,
  NO_DATA,
  pairs,
  put,
  scratchFolder,
  SHARED,
  titled,
  TOOLS,
  zipOf
} from './support';

const TOKEN = 'a-token-of-the-user';
const WANTED = { burstId: 249435, subSwath: 'IW2', polarization: 'VV', date: '2024-08-09' };
const SAFE = 'S1A_SLC_20240809T170739_249435_IW2_VV_440377.SAFE';
const FILE = 's1a-iw2-slc-vv-249435-20240809T170739-440377';

const root = scratchFolder();
const local = localServer();
let count = 0;
let folder = '';

beforeEach(() => {
  folder = join(root, String(count++));
});

function copernicus(token: () => Promise<string> = async () => TOKEN): CopernicusArchive {
  return new CopernicusArchive(folder, TOOLS, {
    token,
    catalogueUrl: `${local.url}/odata/v1`,
    firstPauseMs: 1,
    openUrl: address => httpSource(address)
  });
}

const record = (name: string) => ({
  Id: '79d441c3-c4d8-4fbd-aa92-81994d9b949c',
  Name: name,
  BurstId: 249435,
  SwathIdentifier: 'IW2',
  PolarisationChannels: 'VV',
  RelativeOrbitNumber: 117,
  OrbitDirection: 'ASCENDING',
  PlatformSerialIdentifier: 'A',
  AzimuthTime: '2024-08-09T17:07:38.369225Z',
  BeginningDateTime: '2024-08-09T17:07:39.388219Z',
  ParentProductName: 'S1A_IW_SLC__1SDV_20240809T170720_20240809T170746_055139_06B839_A6A0.SAFE',
  GeoFootprint: {
    type: 'Polygon',
    coordinates: [
      [
        [10.7, 46.6],
        [11.9, 46.7],
        [11.8, 46.9],
        [10.7, 46.6]
      ]
    ]
  }
});

const json = (response: ServerResponse, value: unknown) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
};

async function burstZip(parts = {}): Promise<Buffer> {
  const path = put(join(folder, 'image.tiff'), '');
  const file = await TOOLS.createFile(path);
  await writeComplexTiff(file, 30, 12, [pairs(12, 30)], []);
  await file.close();
  return zipOf({
    [`${SAFE}/manifest.safe`]: '<xfdu/>',
    [`${SAFE}/annotation/${FILE}.xml`]: annotationXml(parts),
    [`${SAFE}/measurement/${FILE}.tiff`]: readFileSync(path)
  });
}

/** Answers as the burst service: a catalogue, a redirect, and a zip by ranges. */
function service(zip: Buffer, cutAfter: readonly number[] = []): Answer {
  let sent = 0;
  return (request, response) => {
    const path = request.url!;
    if (path.startsWith('/odata/v1/Bursts?')) {
      return json(response, { value: [record('S1A-SLC-20240809T170739-249435-IW2-VV-440377')] });
    }
    if (request.headers.authorization !== `Bearer ${TOKEN}`) {
      response.statusCode = 401;
      return response.end();
    }
    if (path.startsWith('/odata/v1/Bursts(')) {
      response.writeHead(307, { location: '/download/burst?signature=1' });
      return response.end();
    }
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const rest = zip.subarray(start);
    const range = { 'content-range': `bytes ${start}-${zip.length - 1}/${zip.length}` };
    response.writeHead(start > 0 ? 206 : 200, {
      etag: '"1"',
      'content-length': rest.length,
      ...(start > 0 && range)
    });
    const cut = cutAfter[sent++];
    if (cut === undefined) {
      return response.end(rest);
    }
    response.write(rest.subarray(0, cut), () => setTimeout(() => response.destroy(), 30));
  };
}

describe('a burst from the Copernicus Data Space', () => {
  it('is found, fetched with the token over the redirect, and laid among the products', async () => {
    local.answer = service(await burstZip());
    let bytes: readonly (number | null)[] = [];
    const path = await copernicus().fetchBurst(WANTED, {
      progress: (...now) => (bytes = now)
    });
    expect(path).toBe(join(folder, 'slc', SAFE));
    expect(local.asked.map(({ line }) => line.replace(/\$filter.*/, ''))).toEqual([
      'GET /odata/v1/Bursts?',
      'POST /odata/v1/Bursts(79d441c3-c4d8-4fbd-aa92-81994d9b949c)/$value',
      'POST /download/burst?signature=1'
    ]);
    expect(local.asked.map(({ authorization }) => authorization)).toEqual([
      undefined,
      `Bearer ${TOKEN}`,
      `Bearer ${TOKEN}`
    ]);
    expect(bytes[0]).toBe(bytes[1]);
    const archive = new SlcArchive(folder, TOOLS);
    const [burst] = await archive.bursts();
    const open = await archive.openBurst(burst);
    expect(await open.slc.readLines(0, 12)).toEqual(pairs(12, 30));
    await open.close();
    await archive.close();
    expect(readdirSync(join(folder, 'slc'))).toEqual([SAFE]);
  });

  it('asks the catalogue for one burst and one day, as its records name them', async () => {
    local.answer = service(await burstZip());
    await copernicus().fetchBurst(WANTED);
    expect(local.asked[0].line.replaceAll('+', ' ')).toBe(
      "GET /odata/v1/Bursts?$filter=BurstId eq 249435 and SwathIdentifier eq 'IW2' and " +
        "PolarisationChannels eq 'VV' and ContentDate/Start ge 2024-08-09T00:00:00.000Z and " +
        'ContentDate/Start lt 2024-08-10T00:00:00.000Z&$top=1000'
    );
  });

  it.skipIf(NO_DATA)(titled('reads the recorded answers, page by page', NO_DATA), async () => {
    const recorded = (name: string) =>
      JSON.parse(readFileSync(join(SHARED, 'cdse-bursts', name), 'utf8')) as { value: unknown[] };
    const own = recorded('burst-249435-iw2-vv.json');
    local.answer = (request, response) =>
      request.url!.includes('page=2')
        ? json(response, { value: own.value.slice(2) })
        : json(response, {
            value: own.value.slice(0, 2),
            '@odata.nextLink': `${local.url}/odata/v1/Bursts?page=2`
          });
    const { bursts: found } = await copernicus().bursts.catalogue.search({
      ...WANTED,
      startDate: '2024-08-01',
      endDate: '2024-09-30'
    });
    expect(found.map(({ date }) => date)).toEqual([
      '2024-08-09',
      '2024-08-21',
      '2024-09-02',
      '2024-09-14',
      '2024-09-26'
    ]);
    expect(found[0]).toMatchObject({
      id: '79d441c3-c4d8-4fbd-aa92-81994d9b949c',
      sensingTime: '2024-08-09T17:07:39.388219Z',
      burstId: 249435,
      relativeOrbit: 117
    });
    local.answer = (_, response) => json(response, recorded('aoi-south-tyrol-2024.json'));
    const area = { ...WANTED, startDate: '2024-01-01', endDate: '2025-01-31' };
    expect((await copernicus().bursts.catalogue.search(area)).bursts).toHaveLength(196);
  });

  it('goes on where the connection broke, with a fresh token each time', async () => {
    const zip = await burstZip();
    local.answer = service(zip, [1000, 500]);
    let tokens = 0;
    const path = await copernicus(async () => {
      tokens++;
      return TOKEN;
    }).fetchBurst(WANTED);
    expect(path).toBe(join(folder, 'slc', SAFE));
    const ranges = local.asked
      .filter(({ line }) => line.includes('/download/'))
      .map(({ range }) => range);
    expect(ranges).toEqual([undefined, 'bytes=1000-', 'bytes=1500-']);
    expect(tokens).toBe(3);
  });

  it('begins anew when another file comes', async () => {
    const zip = await burstZip();
    const first = service(zip, [1000]);
    let changed = false;
    local.answer = (request, response) => {
      const end = response.writeHead.bind(response);
      if (request.headers.range) {
        changed = true;
      }
      response.writeHead = ((status: number, headers: Record<string, string>) =>
        end(status, { ...headers, ...(changed && headers.etag && { etag: '"2"' }) })) as never;
      first(request, response);
    };
    expect(await copernicus().fetchBurst(WANTED)).toBe(join(folder, 'slc', SAFE));
    const ranges = local.asked
      .filter(({ line }) => line.includes('/download/'))
      .map(({ range }) => range);
    expect(ranges).toEqual([undefined, 'bytes=1000-', undefined]);
  });

  it.each([
    [
      'no such burst',
      (_: unknown, r: ServerResponse) => json(r, { value: [] }),
      /has no such burst/
    ],
    ['no list', (_: unknown, r: ServerResponse) => r.end('<html>'), /holds no list of bursts/],
    ['trouble', (_: unknown, r: ServerResponse) => r.writeHead(503).end(), /catalogue answered 503/]
  ])('is an error that names burst and date: %s', async (_, answered, message) => {
    local.answer = answered;
    await expect(copernicus().fetchBurst(WANTED)).rejects.toMatchObject({
      _tag: 'FetchError',
      message: expect.stringMatching(message)
    });
  });

  it('says that the login was not accepted, and keeps the token to itself', async () => {
    local.answer = service(await burstZip());
    const failure = await copernicus(async () => 'an old secret')
      .fetchBurst(WANTED)
      .catch((error: Error) => error);
    expect(failure).toMatchObject({ _tag: 'FetchError', status: 401 });
    expect(String(failure)).toMatch(
      /Burst 249435 IW2 VV of 2024-08-09 could not be fetched: the login/
    );
    expect(JSON.stringify(failure) + String((failure as Error).stack)).not.toContain('secret');
    expect(readdirSync(join(folder, 'slc'))).toEqual([]);
  });

  it('does not send the token to another host', async () => {
    const [other, seen] = [createServer(), [] as (string | undefined)[]];
    other.on('request', (request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(404).end();
    });
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
    const port = (other.address() as AddressInfo).port;
    const zip = service(await burstZip());
    local.answer = (request, response) =>
      request.method === 'POST'
        ? response.writeHead(302, { location: `http://localhost:${port}/x` }).end()
        : zip(request, response);
    await expect(copernicus().fetchBurst(WANTED)).rejects.toMatchObject({ status: 404 });
    expect(seen).toEqual([undefined]);
    await new Promise(resolve => other.close(resolve));
  });

  it.each([
    ['a damaged zip', async () => flipped(await burstZip()), /does not fit its checksum/],
    [
      'a page instead of a zip',
      async () => Buffer.from('<html>please log in</html>'),
      /cannot be read/
    ],
    ['another burst', () => burstZip({ burstIds: [249436] }), /annotation of burst 249436/]
  ])('leaves nothing behind when %s comes', async (_, zip, message) => {
    local.answer = service(await zip());
    await expect(copernicus().fetchBurst(WANTED)).rejects.toMatchObject({
      _tag: 'FetchError',
      message: expect.stringMatching(message)
    });
    expect(readdirSync(join(folder, 'slc'))).toEqual([]);
  });

  it('gives up after some attempts', async () => {
    const zip = service(await burstZip());
    local.answer = (request, response) =>
      request.method === 'POST' ? response.writeHead(502).end() : zip(request, response);
    await expect(copernicus().fetchBurst(WANTED)).rejects.toMatchObject({
      message: expect.stringMatching(/could not be fetched: the server answered 502/)
    });
    expect(local.asked.filter(({ line }) => line.startsWith('POST'))).toHaveLength(6);
  });

  it('stops at once when it is cancelled', async () => {
    const zip = await burstZip();
    local.answer = service(zip, [1000, 1000, 1000, 1000, 1000, 1000]);
    const controller = new AbortController();
    const fetched = copernicus().fetchBurst(WANTED, {
      signal: controller.signal,
      progress: () => controller.abort(new Error('cancelled by the user'))
    });
    await expect(fetched).rejects.toThrow('cancelled by the user');
    expect(local.asked.filter(({ line }) => line.includes('/download/'))).toHaveLength(1);
    expect(readdirSync(join(folder, 'slc'))).toEqual([]);
  });

  it('says who does not answer when there is no network', async () => {
    const offline = new CopernicusArchive(folder, TOOLS, {
      token: async () => TOKEN,
      catalogueUrl: 'http://127.0.0.1:1/odata/v1',
      openUrl: address => httpSource(address)
    });
    await expect(offline.fetchBurst(WANTED)).rejects.toMatchObject({
      _tag: 'FetchError',
      message: expect.stringMatching(
        /249435 IW2 could not be fetched: 127\.0\.0\.1:1 does not answer/
      )
    });
  });
});

function flipped(zip: Buffer): Buffer {
  zip[zip.indexOf('II*\0') + 700] ^= 1;
  return zip;
}
