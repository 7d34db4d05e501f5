import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { describe, expect, it } from 'vitest';
import { localServer } from '../../archive/__tests__/local-server';
import { NO_DATA, SHARED, titled } from '../../archive/__tests__/support';
import type { BurstRecord } from '../../workflow';
import { answerOf, companion, HEADERS } from './support';

type CatalogueRecord = Record<string, unknown>;

const AREA = [
  [10.9, 46.65],
  [11.4, 46.65],
  [11.4, 46.85],
  [10.9, 46.85],
  [10.9, 46.65]
];
const SEARCH = {
  source: 'cdse',
  area: AREA,
  startDate: '2024-01-01',
  endDate: '2025-01-31',
  polarization: null,
  burstId: null,
  subSwath: null
};

const local = localServer();
const catalogue = () => companion({ catalogueUrl: `${local.url}/odata/v1` });

/** A record as the catalogue has it: bursts by number, 12 days apart. */
function record(index: number, changed: CatalogueRecord = {}): CatalogueRecord {
  const burst = 249000 + (index % 100);
  const ms = Date.parse('2024-01-05T17:07:38Z') + 12 * 86_400_000 * Math.floor(index / 100);
  const second = new Date(ms).toISOString().slice(0, 19);
  return {
    Id: `id-${index}`,
    Name: `S1A-SLC-${index}`,
    BurstId: burst,
    SwathIdentifier: 'IW2',
    PolarisationChannels: 'VV',
    RelativeOrbitNumber: 117,
    OrbitDirection: 'ASCENDING',
    PlatformSerialIdentifier: 'A',
    AzimuthTime: `${second}.369225Z`,
    BeginningDateTime: `${second.slice(0, 17)}39.388219Z`,
    ParentProductName: 'S1A_IW_SLC__1SDV.SAFE',
    GeoFootprint: { type: 'Polygon', coordinates: [AREA] },
    ...changed
  };
}

/** Answers pages as the catalogue does: a thousand records, and a link to the next. */
function pages(records: readonly CatalogueRecord[], pageSize = 1000) {
  return (request: IncomingMessage, response: ServerResponse) => {
    const { searchParams: query } = new URL(request.url!, local.url);
    const skip = Number(query.get('$skip') ?? 0);
    query.set('$skip', String(skip + pageSize));
    const isMore = skip + pageSize < records.length;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        '@odata.context': '$metadata#Bursts',
        value: records.slice(skip, skip + pageSize),
        ...(isMore && { '@odata.nextLink': `${local.url}/odata/v1/Bursts?${query}` })
      })
    );
  };
}

describe('a search in the catalogue of bursts', () => {
  it('gives all of 2500 records over three pages', async () => {
    const records = Array.from({ length: 2500 }, (_, i) => record(i));
    local.answer = pages(records);
    const answer = await answerOf(catalogue().ask('POST', '/bursts/search', SEARCH));
    expect(local.asked).toHaveLength(3);
    expect([answer.records.length, answer.isComplete, answer.note]).toEqual([2500, true, '']);
    const keys = answer.records.map(({ burstId, time }) => `${burstId} ${time}`);
    expect(new Set(keys).size).toBe(2500);
    expect(local.asked[0].line.replaceAll('+', ' ')).toBe(
      'GET /odata/v1/Bursts?$filter=ContentDate/Start ge 2024-01-01T00:00:00.000Z and ' +
        'ContentDate/Start lt 2025-02-01T00:00:00.000Z and ' +
        "OData.CSC.Intersects(area=geography'SRID=4326;POLYGON((10.9 46.65, 11.4 46.65, 11.4 " +
        "46.85, 10.9 46.85, 10.9 46.65))')&$top=1000"
    );
  });

  it('takes a record once that two pages have, and a burst that was processed twice', async () => {
    const again = record(1, { Id: 'other', ParentProductName: 'S1A_IW_SLC__again.SAFE' });
    local.answer = pages([record(0), record(1), record(1), again, record(2)], 2);
    const { records } = await answerOf(catalogue().ask('POST', '/bursts/search', SEARCH));
    expect(records.map(({ burstId }) => burstId)).toEqual([249000, 249001, 249002]);
  });

  it('keeps apart satellites, polarizations and sub-swaths of the same day', async () => {
    local.answer = pages([
      record(0),
      record(0, { Id: 'c', PlatformSerialIdentifier: 'C' }),
      record(0, { Id: 'vh', PolarisationChannels: 'VH' }),
      record(0, { Id: 'iw1', SwathIdentifier: 'IW1' })
    ]);
    const { records } = await answerOf(catalogue().ask('POST', '/bursts/search', SEARCH));
    const seen = records.map(each => [each.satellite, each.polarization, each.subSwath].join(' '));
    expect(seen.sort()).toEqual(['A VH IW2', 'A VV IW1', 'A VV IW2', 'C VV IW2']);
  });

  it('takes the larger part of a footprint that the 180th meridian cuts', async () => {
    const box = (west: number, east: number) => [
      [west, -17],
      [east, -17],
      [east, -16.8],
      [west, -16.8],
      [west, -17]
    ];
    const parts = [[box(179.8, 180)], [box(-180, -179.4)]];
    local.answer = pages([
      record(0, { GeoFootprint: { type: 'MultiPolygon', coordinates: parts } }),
      record(1)
    ]);
    const { records } = await answerOf(catalogue().ask('POST', '/bursts/search', SEARCH));
    expect(records.map(({ footprint }) => footprint)).toEqual([box(-180, -179.4), AREA]);
  });

  it('asks for what is narrowed, and for the box of an area of many corners', async () => {
    local.answer = pages([]);
    const circle = Array.from({ length: 201 }, (_, i) => {
      const angle = (2 * Math.PI * (i % 200)) / 200;
      return [
        11 + Math.round(1e3 * Math.cos(angle)) / 1e3,
        46 + Math.round(1e3 * Math.sin(angle)) / 1e3
      ];
    });
    await catalogue().ask('POST', '/bursts/search', {
      ...SEARCH,
      area: circle,
      burstId: 249435,
      subSwath: 'IW2',
      polarization: 'VV'
    });
    const line = local.asked[0].line.replaceAll('+', ' ');
    expect(line).toContain(
      "BurstId eq 249435 and SwathIdentifier eq 'IW2' and PolarisationChannels eq 'VV'"
    );
    expect(line).toContain('POLYGON((10 45, 12 45, 12 47, 10 47, 10 45))');
  });

  it.each([
    [
      'fails',
      503,
      /ends after 1000 acquisitions, because page 2 did not come: the catalogue answered 503\. Try again/
    ],
    [
      'leads elsewhere',
      'http://127.0.0.1:1/odata/v1/Bursts?$skip=1000',
      /lies at http:\/\/127\.0\.0\.1:1, and only http:\/\/127.*is asked/
    ],
    ['leads back', 'same', /leads back to a page that was read/]
  ])('gives what came before a page that %s, and says so', async (_, next, note) => {
    const first = Array.from({ length: 1000 }, (__, i) => record(i));
    const own = `${local.url}/odata/v1/Bursts?$skip=1000`;
    local.answer = (request, response) => {
      if (request.url!.includes('skip') && next === 503) {
        return response.writeHead(503).end();
      }
      const link = typeof next === 'string' && next !== 'same' ? next : own;
      return response.end(JSON.stringify({ value: first, '@odata.nextLink': link }));
    };
    const answer = await answerOf(catalogue().ask('POST', '/bursts/search', SEARCH));
    expect([answer.records.length, answer.isComplete]).toEqual([1000, false]);
    expect(answer.note).toMatch(note);
    expect(answer.note).toMatch(/Choose a smaller area or fewer days/);
  });

  it('says what to change when nothing fits', async () => {
    local.answer = pages([]);
    const answer = await answerOf(
      catalogue().ask('POST', '/bursts/search', { ...SEARCH, polarization: 'VH' })
    );
    expect(answer).toEqual({
      source: 'cdse',
      records: [],
      isComplete: true,
      note:
        'No burst in VH sees this area from 2024-01-01 to 2025-01-31 in the catalogue of the ' +
        'Copernicus Data Space: choose other days, another polarization or another area.'
    });
  });

  it('fails alone, by a code and a sentence', async () => {
    local.answer = (_, response) => response.writeHead(500).end();
    const { ask } = catalogue();
    const failed = await ask('POST', '/bursts/search', SEARCH);
    expect([failed.status, await failed.json()]).toEqual([
      502,
      {
        code: 'BurstCatalogueUnavailable',
        message: 'The list of bursts could not be fetched: the catalogue answered 500.'
      }
    ]);
    await answerOf(ask('POST', '/bursts/search', { ...SEARCH, source: 'archive' }));
  });

  it.each([
    [
      'a catalogue that does not answer',
      'http://127.0.0.1:1/odata',
      /127\.0\.0\.1:1 does not answer/
    ],
    ['an address of another kind', 'ftp://x', /INSAR_BURST_CATALOGUE: .*must start with https/],
    ['an address without TLS', 'http://example.org', /INSAR_BURST_CATALOGUE: /]
  ])('says what is wrong with %s', async (_, catalogueUrl, message) => {
    const failed = await companion({ catalogueUrl }).ask('POST', '/bursts/search', SEARCH);
    expect(failed.status).toBe(502);
    expect((await failed.json()).message).toMatch(message);
  });

  it('follows no redirect to another origin', async () => {
    local.answer = (_, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:1/x' }).end();
    const failed = await catalogue().ask('POST', '/bursts/search', SEARCH);
    expect((await failed.json()).message).toMatch(
      /redirects to http:\/\/127\.0\.0\.1:1, which is not asked/
    );
  });

  it.each([
    ['source', { source: 'asf' }, /^source: expected archive, cdse/],
    ['area', { area: [[1, 2]] }, /^area: expected a closed ring/],
    [
      'area',
      {
        area: [
          [1, 2],
          [2, 2],
          [2, 3],
          [1, 3]
        ]
      },
      /^area: its last point/
    ],
    [
      'place',
      {
        area: [
          [1, 2],
          [2, 200],
          [2, 3],
          [1, 2]
        ]
      },
      /^area\[1\]: expected \[longitude/
    ],
    ['day', { startDate: '2024-02-30' }, /^startDate: expected a day/],
    ['order', { endDate: '2023-01-01' }, /^endDate: it is before startDate/],
    ['burst', { burstId: -3 }, /^burstId/],
    ['sub-swath', { subSwath: "IW2' or 1 eq 1" }, /^subSwath/],
    ['nothing to narrow by', { area: null }, /^area: the catalogue needs an area or a burst id/]
  ])('refuses a wrong %s and names the field', async (_, changed, message) => {
    const refused = await catalogue().ask('POST', '/bursts/search', { ...SEARCH, ...changed });
    const { code, message: told } = await refused.json();
    expect([refused.status, code]).toEqual([400, 'InvalidRequest']);
    expect(told).toMatch(message);
    expect(local.asked).toEqual([]);
  });

  it('stops asking when the browser goes away', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const arrived = new Promise<void>(resolve => {
      local.answer = (request, response) => {
        if (!request.url!.includes('skip')) {
          const link = `${local.url}/odata/v1/Bursts?$skip=1000`;
          response.end(JSON.stringify({ value: [record(0)], '@odata.nextLink': link }));
          return;
        }
        // The second page is never answered.
        closed = once(response, 'close');
        resolve();
      };
    });
    const { app, problems } = catalogue();
    const server = createAdaptorServer({ fetch: app.fetch });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const leaving = new AbortController();
    const asked = fetch(`http://127.0.0.1:${port}/companion/bursts/search`, {
      method: 'POST',
      headers: HEADERS,
      body: JSON.stringify(SEARCH),
      signal: leaving.signal
    });
    await arrived;
    leaving.abort();
    await expect(asked).rejects.toThrow('aborted');
    await closed;
    expect(local.asked).toHaveLength(2);
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(problems).toEqual([]);
    server.close();
  });
});

describe.skipIf(NO_DATA)(titled('the recorded answers', NO_DATA), () => {
  const recorded = (name: string) =>
    JSON.parse(readFileSync(join(SHARED, 'cdse-bursts', name), 'utf8')).value as CatalogueRecord[];

  it('arrive whole: three tracks, six series, each record as it is', async () => {
    const all = recorded('aoi-south-tyrol-2024.json');
    local.answer = pages(all, 100);
    const { records } = await answerOf(catalogue().ask('POST', '/bursts/search', SEARCH));
    expect(records).toHaveLength(196);
    expect(new Set(records.map(({ relativeOrbit }) => relativeOrbit))).toEqual(
      new Set([95, 117, 168])
    );
    for (const each of all) {
      const { coordinates } = each.GeoFootprint as { coordinates: unknown[] };
      expect(records).toContainEqual({
        burstId: each.BurstId,
        subSwath: each.SwathIdentifier,
        relativeOrbit: each.RelativeOrbitNumber,
        direction: String(each.OrbitDirection).toLowerCase(),
        polarization: 'VV',
        satellite: 'A',
        time: each.AzimuthTime,
        footprint: coordinates[0],
        product: each.ParentProductName
      } satisfies Record<keyof BurstRecord, unknown>);
    }
  });
});
