import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json, ProcessDefinition, ResultAsset, StacCollection } from '../../engine';
import {
  failureOf,
  JobFolders,
  JobQueue,
  JobStore,
  openDatabase,
  RunCancelledError,
  RunFailedError,
  type Runner,
  type RunOutcome,
  SynchronousRuns,
  UserProcessStore
} from '../../jobs';
import { createApp, type AppOptions } from '..';

export const ROOT = '/openeo/1.2';
export const USER = 'insar';
export const PASSWORD = 'correct horse';
export const BEARER = { Authorization: `Bearer basic//${PASSWORD}` };

const number = { type: 'number' };
export const DEFINITIONS: ProcessDefinition[] = ['add', 'fail', 'save', 'save-wait', 'wait'].map(
  id => ({
    id,
    description: `The process ${id}.`,
    parameters: [
      { name: 'x', description: 'A number.', schema: number, optional: true, default: 0 }
    ],
    returns: { description: 'A number.', schema: number }
  })
);

export const COLLECTION: StacCollection = {
  type: 'Collection',
  stac_version: '1.1.0',
  stac_extensions: ['https://stac-extensions.github.io/datacube/v2.2.0/schema.json'],
  id: 'stack-1',
  description: 'A stack.',
  license: 'other',
  extent: {
    spatial: { bbox: [[4, 52, 5, 53]] },
    temporal: { interval: [['2023-03-19T00:00:00Z', '2023-03-31T00:00:00Z']] }
  },
  'cube:dimensions': {
    x: { type: 'spatial', axis: 'x', extent: [4, 5] },
    y: { type: 'spatial', axis: 'y', extent: [52, 53] },
    t: { type: 'temporal', extent: ['2023-03-19T00:00:00Z', '2023-03-31T00:00:00Z'] },
    bands: { type: 'bands', values: ['i_VV', 'q_VV'] }
  },
  summaries: { bands: [{ name: 'i_VV' }, { name: 'q_VV' }] },
  links: []
};

export function coherenceAsset(fileName: string, datetime: string): ResultAsset {
  return {
    fileName,
    mediaType: 'image/tiff; application=geotiff; profile=cloud-optimized',
    roles: ['data'],
    datetime,
    bbox: [4.8, 52.3, 5, 52.4],
    outline: [
      [4.8, 52.3],
      [5, 52.3],
      [5, 52.4],
      [4.8, 52.4]
    ],
    bands: [{ name: 'coh_VV' }, { name: 'coh_VH' }],
    grid: {
      epsg: 32631,
      shape: [10, 20],
      transform: [20, 0, 600000, 0, -20, 5800000],
      dataType: 'float32',
      noData: 'nan'
    }
  };
}

/**
 * Runs graphs of one node in this thread: `save` writes files of 1000 bytes, `fail` fails, `wait`
 * runs until it is cancelled, `save-wait` does so after one file, `add` gives a number.
 */
export const fakeRunner: Runner = {
  start(task, events) {
    let stop = () => undefined as void;
    const work = async (): Promise<RunOutcome> => {
      const [nodeId, node] = Object.entries(
        task.process.process_graph as Record<string, { process_id: string; arguments: Json }>
      )[0];
      const { x = 0 } = node.arguments as { x?: number };
      events.log({ level: 'debug', message: 'Started.', nodeId });
      events.progress(0.5);
      if (node.process_id === 'fail') {
        const error = Object.assign(new Error('The dimension is not there.'), {
          code: 'DimensionNotAvailable',
          nodeId
        });
        throw new RunFailedError(failureOf(error));
      }
      if (node.process_id.startsWith('save')) {
        const files = node.process_id === 'save' ? x || 2 : 1;
        for (const day of ['19', '31'].slice(0, files)) {
          const fileName = `openEO_2023-03-${day}Z.tif`;
          const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
          writeFileSync(join(task.outputFolder, fileName), bytes);
          events.result(coherenceAsset(fileName, `2023-03-${day}T00:00:00Z`));
        }
      }
      if (node.process_id.endsWith('wait')) {
        await new Promise<void>((_, reject) => (stop = () => reject(new RunCancelledError())));
      }
      return { value: x + 1, usage: { durationS: 0.1234567, cpuS: 0.1 } };
    };
    return { outcome: work(), cancel: () => stop(), terminate: () => stop() };
  }
};

/** A back-end in this process over a data folder. */
export function fakeBackend(
  options: Partial<AppOptions> = {},
  dataFolder = mkdtempSync(join(tmpdir(), 'insar-server-'))
) {
  const folders = new JobFolders(dataFolder);
  const database = openDatabase(folders.databasePath);
  const store = new JobStore(database);
  const userProcesses = new UserProcessStore(database);
  const queue = new JobQueue({ store, userProcesses, folders, runner: fakeRunner });
  const synchronousRuns = new SynchronousRuns({ runner: fakeRunner, userProcesses, dataFolder });
  const app = createApp({
    store,
    queue,
    folders,
    userProcesses,
    synchronousRuns,
    processes: DEFINITIONS,
    fileFormats: {
      input: {},
      output: { GTiff: { title: 'GeoTIFF', gis_data_types: ['raster'], parameters: {} } }
    },
    collections: {
      list: async () => [COLLECTION],
      get: async id => (id === COLLECTION.id ? COLLECTION : null),
      queryables: async id =>
        id === COLLECTION.id ? { platform: { title: 'platform', type: 'string' } } : null
    },
    validate: async process =>
      Object.entries(process.process_graph as Record<string, { process_id: string }>)
        .filter(([, node]) => !DEFINITIONS.some(({ id }) => id === node.process_id))
        .map(([nodeId, node]) => ({
          code: 'ProcessUnsupported',
          message: `There is no process ${node.process_id}.`,
          nodeId
        })),
    user: USER,
    password: PASSWORD,
    secret: new Uint8Array(32).fill(7),
    backendVersion: '0.1.0',
    ...options
  });
  /** Sends a request below the API root, as the user. */
  const send = (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {}
  ) =>
    app.request(`${ROOT}${path}`, {
      method,
      headers: {
        ...BEARER,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers
      },
      body: body === undefined ? undefined : JSON.stringify(body)
    });
  const create = async (processId: string, more: object = {}): Promise<string> => {
    const answer = await send('POST', '/jobs', { process: graphOf(processId), ...more });
    return answer.headers.get('OpenEO-Identifier')!;
  };
  /** Creates and runs a job until it has ended, and gives its id. */
  const runJob = async (processId: string): Promise<string> => {
    const id = await create(processId);
    await send('POST', `/jobs/${id}/results`);
    await queue.idle();
    return id;
  };
  return { app, store, queue, folders, dataFolder, database, send, create, runJob };
}

export function graphOf(processId: string, args: object = {}) {
  return { process_graph: { node1: { process_id: processId, arguments: args, result: true } } };
}

/** The part of an absolute address that `app.request` takes. */
export function localPath(href: string): string {
  const { pathname, search } = new URL(href);
  return pathname + search;
}

/** Where in a document there is a null. */
export function nullsIn(value: unknown, path = '$'): string[] {
  if (value === null) {
    return [path];
  }
  return typeof value === 'object'
    ? Object.entries(value as object).flatMap(([key, inner]) => nullsIn(inner, `${path}.${key}`))
    : [];
}
