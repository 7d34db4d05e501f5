import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ProcessGraph } from '../../src/workflow';

/** The body of `POST /jobs` as it came in. */
export interface PostedJob {
  readonly title?: string;
  readonly job_options?: unknown;
  readonly process: { readonly process_graph: ProcessGraph };
}

/** What one back-end answers with: the first job is the stack, the others are maps. */
export interface Scenario {
  /** Dates of the stack, YYYY-MM-DD. */
  readonly dates: readonly string[];
  /** Files in the recorder's folder: the one that every date has, and the one of every map. */
  readonly stackFile: string;
  readonly mapFile: string;
}

/**
 * Answers as openEO back-ends do, one a scenario under a path of its own, runs nothing, and keeps
 * what is posted. Every job is finished as soon as it was started.
 */
export class RecordingBackend {
  readonly jobs = new Map<string, PostedJob[]>();
  /** Requests that nothing answered: a test wants none but the well-known document. */
  readonly unanswered: string[] = [];
  private _server: Server | null = null;

  constructor(
    private readonly _folder: string,
    private readonly _scenarios: Readonly<Record<string, Scenario>>
  ) {}

  async start(): Promise<void> {
    this._server = createServer((request, response) => {
      this._answer(request, response).catch(error => response.destroy(error));
    });
    await new Promise<void>(done => this._server?.listen(0, '127.0.0.1', done));
  }

  async stop(): Promise<void> {
    this._server?.closeAllConnections();
    await new Promise(done => (this._server ? this._server.close(done) : done(null)));
  }

  url(name: string): string {
    const { port } = this._server?.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${name}`;
  }

  /** The signed address of a job's results, as the canonical link gives it. */
  stacUrl(name: string, job = 0): string {
    return `${this.url(name)}/signed/j${job}?sig=0`;
  }

  private async _answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://backend').pathname;
    const [name, ...rest] = path.split('/').slice(1);
    const call = `${request.method} /${rest.join('/')}`;
    const scenario = this._scenarios[name];
    if (rest[0] === 'files' && rest[1]) {
      this._sendFile(request, response, rest[1]);
    } else if (call === 'POST /jobs') {
      this._createJob(name, JSON.parse(await bodyOf(request)), response);
    } else {
      const json = scenario ? this._json(name, scenario, call) : undefined;
      if (json === undefined) {
        this.unanswered.push(call);
      }
      const status =
        json === undefined
          ? 404
          : call.endsWith('/results') && request.method === 'POST'
            ? 202
            : 200;
      const body = json ?? { code: 'NotFound', message: call };
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    }
  }

  private _createJob(name: string, job: PostedJob, response: ServerResponse): void {
    const jobs = this.jobs.get(name) ?? [];
    const id = `j${jobs.length}`;
    this.jobs.set(name, [...jobs, job]);
    response.writeHead(201, { 'OpenEO-Identifier': id, Location: `${this.url(name)}/jobs/${id}` });
    response.end();
  }

  private _json(name: string, scenario: Scenario, call: string): object | undefined {
    const [, method, path] = /^(\w+) (.*)$/.exec(call) ?? [];
    const [, id, end = ''] = /^\/(?:jobs|signed)\/(j\d+)(.*)$/.exec(path) ?? [];
    if (id && path.startsWith('/signed') && end === '') {
      return this._collection(name, scenario, id);
    }
    if (id && path.startsWith('/signed')) {
      return this._item(name, scenario, id, end.slice(1));
    }
    if (id && end === '/results') {
      return method === 'POST' ? {} : this._collection(name, scenario, id);
    }
    if (id) {
      return { id, status: 'finished', progress: 100, created: '2024-10-01T00:00:00Z' };
    }
    const answers: Record<string, object> = {
      'GET /': CAPABILITIES,
      'GET /credentials/basic': { access_token: 'token' },
      'GET /file_formats': {
        input: {},
        output: { GTiff: { gis_data_types: ['raster'], parameters: {} } }
      },
      'POST /validation': { errors: [] }
    };
    return answers[call];
  }

  private _collection(name: string, scenario: Scenario, id: string): object {
    const signed = `${this.url(name)}/signed/${id}`;
    const days = this._days(scenario, id);
    const links = days.map(day => ({
      rel: 'item',
      type: 'application/geo+json',
      href: `${signed}/${day}?sig=0`
    }));
    return {
      type: 'Collection',
      stac_version: '1.0.0',
      id,
      description: 'Results',
      license: 'other',
      extent: {
        spatial: { bbox: [[-180, -90, 180, 90]] },
        temporal: { interval: [[`${days[0]}T00:00:00Z`, null]] }
      },
      summaries: { 'eo:bands': BANDS.map(band => ({ name: band })) },
      links: [{ rel: 'canonical', href: `${signed}?sig=0` }, ...links],
      assets: Object.assign({}, ...days.map(day => this._assets(name, scenario, id, day)))
    };
  }

  private _item(name: string, scenario: Scenario, id: string, day: string): object {
    return {
      type: 'Feature',
      stac_version: '1.0.0',
      id: day,
      geometry: null,
      properties: { datetime: `${day}T17:07:39Z` },
      links: [],
      assets: this._assets(name, scenario, id, day)
    };
  }

  private _assets(name: string, scenario: Scenario, id: string, day: string): object {
    const file = id === 'j0' ? scenario.stackFile : scenario.mapFile;
    const asset = {
      href: `${this.url(name)}/files/${file}?sig=0`,
      type: 'image/tiff; application=geotiff',
      roles: ['data']
    };
    return { [`openEO_${day}Z.tif`]: asset };
  }

  private _days(scenario: Scenario, id: string): readonly string[] {
    return id === 'j0' ? scenario.dates : scenario.dates.slice(0, 1);
  }

  private _sendFile(request: IncomingMessage, response: ServerResponse, name: string): void {
    const path = join(this._folder, name);
    const { size } = statSync(path);
    const [, first, last] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
    const start = Number(first ?? 0);
    const end = Math.min(last ? Number(last) : size - 1, size - 1);
    response.writeHead(first === undefined ? 200 : 206, {
      'accept-ranges': 'bytes',
      'content-length': end - start + 1,
      'content-type': 'image/tiff',
      ...(first === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${size}` })
    });
    if (request.method === 'HEAD') {
      response.end();
    } else {
      createReadStream(path, { start, end }).pipe(response);
    }
  }
}

const BANDS = ['i_VV', 'q_VV', 'i_VH', 'q_VH', 'grid_lat', 'grid_lon'];

const CAPABILITIES = {
  api_version: '1.2.0',
  backend_version: '1',
  stac_version: '1.0.0',
  id: 'recording',
  title: 'Recording back-end',
  description: 'Keeps the jobs that are posted.',
  endpoints: [
    { path: '/credentials/basic', methods: ['GET'] },
    { path: '/file_formats', methods: ['GET'] },
    { path: '/validation', methods: ['POST'] },
    { path: '/jobs', methods: ['GET', 'POST'] }
  ],
  links: []
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
