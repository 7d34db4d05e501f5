import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulateProducts, SlcArchive, type IndexedBurst } from '../../src/archive';
import { TOOLS, zipOf } from '../../src/archive/__tests__/support';
import { buildBackend, json, newFolder, send, start, stopBackends } from '../running-backend';
import { BrowserSide } from './browser-side';
import { Gate } from './gate';
import { environmentOf } from './home';
import { OpenidProvider } from './openid-provider';
import { Person } from './person';

const DATES = ['2024-08-09', '2024-08-21'];
const GRAPH = {
  stack: {
    process_id: 'insar_preprocessing',
    arguments: {
      burst_id: 249435,
      sub_swath: 'IW2',
      temporal_extent: DATES,
      master_date: DATES[0],
      polarization: ['VV']
    }
  },
  save: {
    process_id: 'save_result',
    arguments: { data: { from_node: 'stack' }, format: 'GTiff' },
    result: true
  }
};

/** The burst service: its catalogue, and downloads for whoever the OpenID provider knows. */
class BurstService {
  readonly bearers: string[] = [];
  private readonly zips = new Map<string, { burst: IndexedBurst; zip: Buffer }>();
  private readonly server: Server = createServer((request, response) => {
    this.answer(request, response).catch(error => response.destroy(error));
  });

  constructor(private readonly issuer: string) {}

  /** @param source - Data folder whose products it offers. */
  async start(source: string): Promise<void> {
    const archive = new SlcArchive(source, TOOLS);
    for (const burst of await archive.bursts()) {
      const files = readdirSync(burst.product, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name))
        .map(path => [path.slice(join(source, 'slc').length + 1), readFileSync(path)] as const);
      this.zips.set(burst.date, { burst, zip: zipOf(Object.fromEntries(files), true) });
    }
    await archive.close();
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/odata/v1`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const url = new URL(request.url!, this.url);
    if (url.pathname === '/odata/v1/Bursts') {
      const [from, to] = [...url.searchParams.get('$filter')!.matchAll(/(?:ge|lt) (\S+)/g)];
      const value = [...this.zips.values()]
        .map(({ burst }) => recordOf(burst))
        .filter(each => each.BeginningDateTime >= from[1] && each.BeginningDateTime < to[1]);
      return response.end(JSON.stringify({ value }));
    }
    const { authorization = '' } = request.headers;
    this.bearers.push(authorization);
    if (!(await fetch(`${this.issuer}/me`, { headers: { authorization } })).ok) {
      return response.writeHead(401).end();
    }
    const date = /\d{4}-\d\d-\d\d/.exec(decodeURIComponent(url.pathname))![0];
    if (url.pathname.startsWith('/odata')) {
      return response.writeHead(307, { location: `/download/${date}` }).end();
    }
    const { zip } = this.zips.get(date)!;
    return response.writeHead(200, { etag: '"1"', 'content-length': zip.length }).end(zip);
  }
}

function recordOf({ date, azimuthTime, sensingTime, outline }: IndexedBurst) {
  return {
    Id: date,
    Name: date,
    BurstId: 249435,
    SwathIdentifier: 'IW2',
    PolarisationChannels: 'VV',
    RelativeOrbitNumber: 117,
    OrbitDirection: 'ASCENDING',
    PlatformSerialIdentifier: 'A',
    AzimuthTime: azimuthTime,
    BeginningDateTime: sensingTime,
    ParentProductName: 'S1A_IW_SLC__1SDV.SAFE',
    GeoFootprint: { type: 'Polygon', coordinates: [[...outline, outline[0]]] }
  };
}

describe('a job of the back-end process that lacks products', () => {
  const [source, home, dataFolder] = [newFolder(), newFolder(), newFolder()];
  let provider: OpenidProvider;
  let gate: Gate;
  let service: BurstService;

  beforeAll(async () => {
    await buildBackend();
    await simulateProducts(
      source,
      { scene: 'strips', dates: DATES, polarizations: ['VV'], samples: 64, seed: 1, movementM: 0 },
      TOOLS
    );
    provider = await OpenidProvider.start();
    service = new BurstService(provider.issuer);
    await service.start(source);
    const { ready } = await start(['--data', newFolder()]);
    gate = new Gate(ready, provider.issuer);
    await gate.start();
  }, 120_000);

  afterAll(async () => {
    stopBackends();
    gate?.stop();
    service?.stop();
    await provider?.stop();
  });

  /** Runs the job to its end; its status and its log as text. */
  async function job(ready: Awaited<ReturnType<typeof start>>['ready']) {
    const created = await send(ready, 'POST', '/jobs', { process: { process_graph: GRAPH } });
    const path = `/jobs/${created.headers.get('OpenEO-Identifier')}`;
    await send(ready, 'POST', `${path}/results`);
    for (;;) {
      const { status } = await json(await send(ready, 'GET', path));
      if (status !== 'queued' && status !== 'running') {
        return { status, log: await (await send(ready, 'GET', `${path}/logs`)).text() };
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  it(
    'fetches them once the user is logged in, with a token that is nowhere to be found',
    { timeout: 120_000 },
    async () => {
      const environment = { ...environmentOf(home), INSAR_BURST_CATALOGUE: service.url };
      const { ready, child } = await start(['--data', dataFolder], environment);
      let printed = '';
      child.stdout?.on('data', chunk => (printed += String(chunk)));
      child.stderr?.on('data', chunk => (printed += String(chunk)));
      const browser = BrowserSide.of(ready);
      await browser.json('PUT', '/remotes', { remotes: [{ id: 'big', url: gate.url }] });

      const before = await job(ready);
      expect(before.status).toBe('error');
      expect(before.log).toMatch(/Nor is there a product to coregister: SAFE folders or zips/);
      expect(service.bearers).toEqual([]);

      const login = await browser.json<{ verificationUriComplete: string }>(
        'POST',
        '/remotes/big/login',
        { method: 'oidc' }
      );
      await new Person().approve(login.verificationUriComplete);
      expect(await browser.loginEnds('big')).toMatchObject({ state: 'done' });

      // Elevation would come from the bucket of the Copernicus DEM, which is elsewhere.
      cpSync(join(source, 'dem'), join(dataFolder, 'dem'), { recursive: true });
      const after = await job(ready);
      expect(after.log).toMatch(/Fetched 2024-08-21 VV \(2 of 2\)/);
      expect(after.status).toBe('finished');
      expect(readdirSync(join(dataFolder, 'slc'))).toHaveLength(2);
      expect(service.bearers).toHaveLength(4);

      // A token that the issuer has ended is replaced by another.
      await provider.forgetAccessTokens();
      rmSync(join(dataFolder, 'slc'), { recursive: true });
      const again = await job(ready);
      expect(again.status).toBe('finished');
      expect(service.bearers.length).toBeGreaterThan(8);

      const places = [before.log, after.log, again.log, printed, ...browser.seen, ...texts()];
      expect(places.length).toBeGreaterThan(10);
      for (const token of provider.tokens) {
        expect(places.filter(place => place.includes(token))).toEqual([]);
      }
    }
  );

  it('fetches nothing where the administrator has turned it off', async () => {
    const asked = service.bearers.length;
    const environment = {
      ...environmentOf(home),
      INSAR_BURST_CATALOGUE: service.url,
      INSAR_FETCH: 'off'
    };
    const { ready } = await start(['--data', newFolder()], environment);
    await BrowserSide.of(ready).json('PUT', '/remotes', {
      remotes: [{ id: 'big', url: gate.url }]
    });
    expect(await job(ready)).toMatchObject({ status: 'error' });
    expect(service.bearers).toHaveLength(asked);
  });

  /** Every file of the data folder, byte by byte. */
  function texts(): string[] {
    return readdirSync(dataFolder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  }
});
