import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CopernicusArchive, simulateProducts, SlcArchive } from '../../archive';
import type { IndexedBurst } from '../../archive';
import { localServer } from '../../archive/__tests__/local-server';
import { TOOLS, zipOf } from '../../archive/__tests__/support';
import { CancelledError, labelledDimensions, RecordingContext } from '../../engine';
import type { DataCube } from '../../engine';
import { httpSource } from '../../node';
import type { ProcessServices } from '..';
import { insarPreprocessing } from '../sentinel1/insar-preprocessing';
import { run, Scratch } from './harness';

const TOKEN = 'a-token-of-the-user';
const DATES = ['2024-08-09', '2024-08-21', '2024-09-02'];
const REQUEST = {
  burst_id: 249435,
  sub_swath: 'IW2',
  temporal_extent: [DATES[0], DATES[2]],
  master_date: DATES[0],
  polarization: 'vv'
};

/** Products that only the burst service has: by date, their record and zip. */
interface Offered {
  readonly burst: IndexedBurst;
  readonly zip: Buffer;
}

const local = localServer();
const source = mkdtempSync(join(tmpdir(), 'insar-offered-'));
const offered = new Map<string, Offered>();

beforeAll(async () => {
  await simulateProducts(
    source,
    { scene: 'strips', dates: DATES, polarizations: ['VV'], samples: 64, seed: 1, movementM: 0 },
    TOOLS
  );
  const archive = new SlcArchive(source, TOOLS);
  for (const burst of await archive.bursts()) {
    const parent = join(source, 'slc');
    const names = readdirSync(burst.product, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name));
    const files = names.map(path => [relative(parent, path), readFileSync(path)] as const);
    offered.set(burst.date, { burst, zip: zipOf(Object.fromEntries(files), true) });
  }
  await archive.close();
}, 120_000);

afterAll(() => rmSync(source, { recursive: true, force: true }));

function recordOf({ burst }: Offered) {
  return {
    Id: burst.date,
    Name: burst.product,
    BurstId: burst.burstId,
    SwathIdentifier: burst.subSwath,
    PolarisationChannels: burst.polarization,
    RelativeOrbitNumber: 117,
    OrbitDirection: 'ASCENDING',
    PlatformSerialIdentifier: 'A',
    AzimuthTime: burst.azimuthTime,
    BeginningDateTime: burst.sensingTime,
    ParentProductName: 'S1A_IW_SLC__1SDV.SAFE',
    GeoFootprint: { type: 'Polygon', coordinates: [[...burst.outline, burst.outline[0]]] }
  };
}

interface Service {
  readonly token?: string;
  /** Where a burst is redirected to, in place of this server's own download. */
  readonly redirect?: string;
  /** Called before a burst is sent. */
  readonly onSend?: (date: string, response: ServerResponse) => boolean;
}

/** Answers as the burst service does; a bucket of elevation beside it has no tile: sea. */
function service({ token = TOKEN, redirect, onSend }: Service = {}) {
  return (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url!, local.url);
    const path = decodeURIComponent(url.pathname);
    if (path === '/odata/v1/Bursts') {
      const [from, to] = [...(url.searchParams.get('$filter') ?? '').matchAll(/(?:ge|lt) (\S+)/g)];
      const value = [...offered.values()]
        .map(recordOf)
        .filter(each => each.BeginningDateTime >= from[1] && each.BeginningDateTime < to[1]);
      return response.end(JSON.stringify({ value }));
    }
    const date = /\d{4}-\d\d-\d\d/.exec(path)?.[0];
    if (!date) {
      return response.writeHead(404).end();
    }
    if (request.headers.authorization !== `Bearer ${token}`) {
      return response.writeHead(401).end();
    }
    if (path.endsWith('$value')) {
      const location = redirect ?? `${local.url}/download/${date}`;
      return response.writeHead(302, { location }).end();
    }
    if (onSend?.(date, response)) {
      return response;
    }
    const { zip } = offered.get(date)!;
    return response.writeHead(200, { etag: '"1"', 'content-length': zip.length }).end(zip);
  };
}

describe('a job that lacks products', () => {
  let scratch: Scratch;
  beforeEach(async () => {
    scratch = await Scratch.make();
  });
  afterEach(() => scratch.clear());

  /** Services that fetch from the local server with what `token` gives. */
  function context(
    token: (refused?: string) => Promise<string | null> = async () => TOKEN,
    catalogueUrl = `${local.url}/odata/v1`
  ): RecordingContext<ProcessServices> {
    const remote = new CopernicusArchive(scratch.folder, TOOLS, {
      token,
      catalogueUrl,
      bucketUrl: `${local.url}/dem`,
      openUrl: url => httpSource(url),
      firstPauseMs: 1
    });
    return new RecordingContext({ ...scratch.services(), remote });
  }

  async function preprocess(of: RecordingContext<ProcessServices>, change = {}) {
    const cube = (await run(insarPreprocessing, { ...REQUEST, ...change }, of)) as DataCube;
    return labelledDimensions(cube.dimensions)[0].labels.map(label => String(label).slice(0, 10));
  }

  const logOf = (of: RecordingContext<ProcessServices>) =>
    of.messages.map(({ level, message }) => `${level}: ${message}`).join('\n');
  const safes = () => readdirSync(join(scratch.folder, 'slc')).sort();
  const downloads = () => local.asked.filter(({ line }) => line.includes('/download/'));

  it('fetches them and elevation, says so, and keeps them for the next job', async () => {
    local.answer = service();
    const first = context();
    const shares: number[] = [];
    first.progress = share => void shares.push(share);
    expect(await preprocess(first)).toEqual(DATES);
    const log = logOf(first);
    expect(log).toContain(
      'info: Of burst 249435 IW2, 2024-08-09 VV, 2024-08-21 VV, 2024-09-02 VV are fetched from ' +
        'the Copernicus Data Space.'
    );
    expect(log).toMatch(/info: Fetched 2024-08-21 VV \(2 of 3\): \d\.\d MB in \d+ s\./);
    expect(log).toMatch(/info: Fetched elevation: \d files?\./);
    expect(log).toMatch(/Coregistered 2024-09-02 \(3 of 3\)/);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeCloseTo(1, 6);
    expect(safes()).toHaveLength(3);
    expect(downloads().map(({ authorization }) => authorization)).toEqual(
      Array(3).fill(`Bearer ${TOKEN}`)
    );
    expect(log).not.toContain(TOKEN);

    local.asked = [];
    const second = context();
    expect(await preprocess(second)).toEqual(DATES);
    expect(downloads()).toEqual([]);
    expect(logOf(second)).not.toMatch(/etched/);
  });

  it('fetches only those that are missing, the primary outside the dates among them', async () => {
    local.answer = service();
    await preprocess(context(), { temporal_extent: [DATES[0], DATES[1]] });
    local.asked = [];
    const later = context();
    const change = { temporal_extent: [DATES[1], DATES[2]], master_date: DATES[0] };
    expect(await preprocess(later, change)).toEqual(DATES);
    expect(downloads().map(({ line }) => line)).toEqual([`POST /download/${DATES[2]}`]);
  });

  it('asks for nothing and fails as before without a login', async () => {
    local.answer = service();
    const of = context(async () => null);
    await expect(preprocess(of)).rejects.toThrow(
      /^There is no coregistered stack yet.*Nor is there a product to coregister: SAFE folders/
    );
    expect(local.asked).toEqual([]);
  });

  it('fails as before where there is a login and no network, and says who does not answer', async () => {
    const of = context(undefined, 'http://127.0.0.1:1/odata/v1');
    await expect(preprocess(of)).rejects.toThrow(/Nor is there a product to coregister/);
    expect(logOf(of)).toMatch(/warning: The list of burst 249435 IW2 could not .*does not answer/);
  });

  it('takes a new token once where the service refuses one', async () => {
    local.answer = service({ token: 'new' });
    const refused: (string | undefined)[] = [];
    const of = context(async no => {
      refused.push(no);
      return no === undefined ? 'old' : 'new';
    });
    expect(await preprocess(of)).toEqual(DATES);
    // Asked before anything else, then for each product: the old one, and another for it.
    expect(refused.slice(0, 3)).toEqual([undefined, undefined, 'old']);
  });

  it('says that the login was refused, and does not ask on', async () => {
    local.answer = service();
    const of = context(async () => 'a wrong secret');
    await expect(preprocess(of)).rejects.toThrow(/Nor is there a product to coregister/);
    expect(logOf(of)).toMatch(/warning: Burst 249435 IW2 VV of 2024-08-09 .*the login was not/);
    const asked = local.asked.filter(({ line }) => line.startsWith('POST'));
    expect(asked).toHaveLength(2);
    expect(JSON.stringify(of.messages)).not.toContain('secret');
  });

  it('follows a redirect to another host without the token', async () => {
    const seen: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(404).end();
    });
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    local.answer = service({ redirect: `http://localhost:${port}/x` });
    await expect(preprocess(context())).rejects.toMatchObject({ code: 'NoDataAvailable' });
    expect(seen).toEqual([undefined, undefined, undefined]);
    await new Promise(resolve => other.close(resolve));
  });

  it('leaves out a date that does not come, by name, and resumes one that broke off', async () => {
    let breaks = 0;
    local.answer = service({
      onSend: (date, response) => {
        if (date === DATES[1]) {
          response.writeHead(404).end();
          return true;
        }
        if (date === DATES[2] && breaks++ === 0) {
          const { zip } = offered.get(date)!;
          response.writeHead(200, { etag: '"1"', 'content-length': zip.length });
          response.write(zip.subarray(0, 5000), () => setTimeout(() => response.destroy(), 30));
          return true;
        }
        return false;
      }
    });
    const of = context();
    expect(await preprocess(of)).toEqual([DATES[0], DATES[2]]);
    expect(logOf(of)).toMatch(
      /warning: Burst 249435 IW2 VV of 2024-08-21 could not be fetched: it is no longer there\./
    );
    const ranges = downloads()
      .filter(({ line }) => line.endsWith(DATES[2]))
      .map(({ range }) => range);
    expect(ranges).toEqual([undefined, 'bytes=5000-']);
  });

  it('stops when it is cancelled, with nothing half-written', async () => {
    const of = context();
    local.answer = service({
      onSend: (_, response) => {
        response.writeHead(200, { etag: '"1"', 'content-length': 1e9 });
        response.write(Buffer.alloc(1000), () => of.cancel());
        return true;
      }
    });
    await expect(preprocess(of)).rejects.toBeInstanceOf(CancelledError);
    expect(safes()).toEqual([]);
  });
});
