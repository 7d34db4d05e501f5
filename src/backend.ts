/**
 * Front door 2: the back-end process. It wires the rooms and listens; the same file in a worker
 * thread runs one job, makes the sample scene or overviews, or finds out where a stack lies.
 */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { createAdaptorServer } from '@hono/node-server';
import {
  type Archives,
  clearPartialScenes,
  CopernicusArchive,
  ensureSampleScene,
  openArchives,
  openSampleScene,
  StackArchive,
  type Stack,
  type StackGround,
  StackGrounds
} from './archive';
import { openCompanion, overviewsInThread, overviewsThread } from './companion';
import {
  EngineError,
  evaluateGraph,
  RecordingContext,
  rehearseGraph,
  validateGraph,
  type ProcessGraph,
  type ProcessRegistry
} from './engine';
import {
  claimFolder,
  defaultsOf,
  definitionOf,
  DelayedRunner,
  JobFolders,
  type JobProcess,
  JobQueue,
  JobStore,
  openDatabase,
  runTaskOfThread,
  SynchronousRuns,
  ThreadRunner,
  type UserProcess,
  UserProcessStore,
  withUserProcesses
} from './jobs';
import { createFile, fetchJson, fileSource, httpSource, nodeCodecs, scratchFile } from './node';
import {
  Catalogue,
  INPUT_FORMATS,
  keepSources,
  MapCatalogue,
  MapCollections,
  OUTPUT_FORMATS,
  OutputFolder,
  type ProcessServices,
  readStackGround,
  registry,
  StackCatalogue,
  unsavedValue
} from './processes';
import { API_ROOT, createApp, readSecret } from './server';

const VERSION = '0.1.0';
const STOPPED = 'The back-end was stopped while this job was under way; start the job again.';
const WAITING =
  'Waiting for the simulated sample scene, which is made when the back-end first starts.';
const USAGE = `Usage: backend --data DIR [--port N] [--host 127.0.0.1] [--sample-scene] [--exit-with-stdin]
Environment: INSAR_BACKEND_USER, INSAR_BACKEND_PASSWORD (login), INSAR_REMOTES (other back-ends, as JSON),
INSAR_BURST_CATALOGUE (address of the catalogue of bursts), INSAR_FETCH=off (jobs fetch nothing).`;

/** How files and addresses are read. */
const READING = {
  codecs: nodeCodecs,
  openFile: fileSource,
  openUrl: (url: string) => httpSource(url),
  fetchJson: (url: string) => fetchJson(url)
};

/** What a thread that runs a job gets beside it. */
interface JobSetup {
  readonly dataFolder: string;
  /** Where bursts are fetched from; the Copernicus Data Space where it is null. */
  readonly catalogueUrl: string | null;
  /** Whether a job may fetch what is missing, once the user is logged in there. */
  readonly isFetching: boolean;
}

/** What a thread that runs no job is started with. */
interface SideTask {
  readonly task: 'make the sample scene' | 'find the ground of a stack';
  readonly dataFolder: string;
  readonly stackId?: string;
}

/** Opens the rooms over a data folder and listens. */
async function main(): Promise<void> {
  const options = readOptions();
  const { dataFolder } = options;
  const stacksFolder = join(dataFolder, 'stacks');
  const release = claimFolder(dataFolder);
  const folders = new JobFolders(dataFolder);
  const database = openDatabase(folders.databasePath);
  const store = new JobStore(database);
  const userProcesses = new UserProcessStore(database);
  const grounds = new StackGrounds(stacksFolder, ({ id: stackId }) =>
    inThread<StackGround>({ task: 'find the ground of a stack', dataFolder, stackId })
  );
  const archives = openArchives(dataFolder, { ...READING, createFile });
  const groundOf = (stack: Stack) => grounds.of(stack);
  let sample: Archives | null = null;
  const sampleScene = async () =>
    (sample ??= await openSampleScene(dataFolder, { ...READING, createFile }));
  const { user, password } = options;
  const catalogueUrl = process.env.INSAR_BURST_CATALOGUE;
  const companion = openCompanion({
    user,
    password,
    dataFolder,
    fixedRemotes: process.env.INSAR_REMOTES,
    runOverviews: overviewsInThread(new URL(import.meta.url)),
    bursts: { ...archives, groundOf, sampleScene, catalogueUrl },
    report
  });
  const setup: JobSetup = {
    dataFolder,
    catalogueUrl: catalogueUrl || null,
    isFetching: process.env.INSAR_FETCH !== 'off'
  };
  // The one question of a job's thread: the login that products are fetched with.
  const threads = new ThreadRunner(new URL(import.meta.url), { ...setup }, refused =>
    companion.burstToken(typeof refused === 'string' ? refused : undefined)
  );
  await (release && clearPartialScenes(dataFolder));
  const runner = new DelayedRunner(
    threads,
    options.sampleScene ? makeSampleScene(dataFolder) : Promise.resolve(),
    WAITING
  );
  const queue = new JobQueue({
    store,
    userProcesses,
    folders,
    runner,
    mostRunning: Math.max(1, Math.min(2, availableParallelism() - 1)),
    isOnlyQueue: release !== null
  });
  const synchronousRuns = new SynchronousRuns({ runner, userProcesses, dataFolder });
  if (release) {
    void synchronousRuns.clear();
  }
  const processes = registry();
  const app = createApp({
    store,
    queue,
    folders,
    userProcesses,
    synchronousRuns,
    processes: processes.list(),
    fileFormats: { input: INPUT_FORMATS, output: OUTPUT_FORMATS },
    collections: new Catalogue(
      new StackCatalogue({ stacks: archives.stacks, groundOf }, message => report(message)),
      new MapCatalogue(new MapCollections(join(dataFolder, 'collections')), READING, message =>
        report(message)
      )
    ),
    validate: async (process, known) => {
      const issues = issuesOf(process, known, processes);
      return issues.length > 0 ? issues : rehearse(process, known, dataFolder);
    },
    user: options.user,
    password: options.password,
    secret: readSecret(dataFolder),
    backendVersion: VERSION,
    publicUrl: options.publicUrl,
    report
  });
  const server = createAdaptorServer({ fetch: companion.beside(app) });
  server.on('error', error => fail(`The back-end cannot listen: ${error.message}`));
  let ending = false;
  const end = async () => {
    if (ending) {
      return;
    }
    ending = true;
    server.close();
    await companion.close();
    await queue.close(STOPPED);
    await archives.slc.close();
    database.close();
    release?.();
    process.exit(0);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (options.endsWithInput) {
    process.stdin.resume();
    process.stdin.on('end', end);
    process.stdin.on('error', end);
  }

  server.listen(options.listen, () => {
    const { port } = server.address() as AddressInfo;
    const host = options.host.includes(':') ? `[${options.host}]` : options.host;
    const url = options.publicUrl ?? `http://${host}:${port}${API_ROOT}`;
    if (release) {
      companion.start(url);
    }
    console.log(JSON.stringify({ url, user, ...(options.passwordIsGiven ? {} : { password }) }));
  });
}

function readOptions() {
  const { values } = (() => {
    try {
      return parseArgs({
        options: {
          data: { type: 'string', default: process.env.INSAR_DATA },
          port: { type: 'string', default: '0' },
          host: { type: 'string', default: '127.0.0.1' },
          'sample-scene': { type: 'boolean', default: false },
          'exit-with-stdin': { type: 'boolean', default: false }
        }
      });
    } catch (error) {
      return fail(`${(error as Error).message}\n${USAGE}`);
    }
  })();
  const { INSAR_BACKEND_FD, INSAR_BACKEND_URL, INSAR_BACKEND_USER, INSAR_BACKEND_PASSWORD } =
    process.env;
  const port = Number(values.port);
  if (!values.data || !Number.isInteger(port) || port < 0 || port > 65535) {
    return fail(
      `${values.data ? `'${values.port}' is no port` : '--data DIR is missing'}.\n${USAGE}`
    );
  }
  const endsWithInput = Boolean(INSAR_BACKEND_FD) || values['exit-with-stdin'];
  return {
    dataFolder: resolve(values.data),
    host: values.host,
    listen: INSAR_BACKEND_FD ? { fd: Number(INSAR_BACKEND_FD) } : { port, host: values.host },
    user: INSAR_BACKEND_USER || 'insar',
    password: INSAR_BACKEND_PASSWORD || randomBytes(24).toString('base64url'),
    passwordIsGiven: Boolean(INSAR_BACKEND_PASSWORD),
    // A terminal of Jupyter hands on the address of another back-end.
    publicUrl: endsWithInput ? INSAR_BACKEND_URL || undefined : undefined,
    sampleScene: values['sample-scene'],
    endsWithInput
  };
}

/** Settles when the sample scene is there, or when it is told why it could not be made. */
function makeSampleScene(dataFolder: string): Promise<void> {
  return inThread({ task: 'make the sample scene', dataFolder }).catch((error: Error) =>
    report(`The sample scene could not be made: ${error.message}`)
  );
}

/** Does a task in a thread of its own, and gives what it posts. Fails when the thread does. */
function inThread<T = void>(task: SideTask): Promise<T> {
  const thread = new Worker(new URL(import.meta.url), { workerData: task });
  return new Promise((resolve, reject) => {
    let answer: unknown;
    thread.on('message', posted => (answer = posted));
    thread.on('error', reject);
    thread.on('exit', () => resolve(answer as T));
  });
}

async function sideThread({ task, dataFolder, stackId = '' }: SideTask): Promise<void> {
  if (task === 'make the sample scene') {
    await ensureSampleScene(dataFolder, { codecs: nodeCodecs, createFile });
    return;
  }
  const stack = await new StackArchive(join(dataFolder, 'stacks')).get(stackId);
  const services = { codecs: nodeCodecs, openFile: fileSource };
  parentPort?.postMessage(await readStackGround(stack, services));
}

/** What processes ask for over a data folder, and a function that closes what they opened. */
function openServices(
  dataFolder: string,
  own: Pick<ProcessServices, 'scratch' | 'createOutput' | 'remote'>
) {
  const tools = { ...READING, createFile };
  let sample: Promise<Archives | null> | null = null;
  const { services, close } = keepSources({
    ...READING,
    ...own,
    ...openArchives(dataFolder, tools),
    sampleScene: () => (sample ??= openSampleScene(dataFolder, tools)),
    mapCollections: new MapCollections(join(dataFolder, 'collections'))
  });
  return {
    services,
    close: async () => {
      await Promise.all([close(), sample?.then(archives => archives?.slc.close())]);
    }
  };
}

/** Runs the job that this thread was started with. */
function jobThread(): Promise<void> {
  return runTaskOfThread(async (task, thread, setup) => {
    const { dataFolder, catalogueUrl, isFetching } = setup as unknown as JobSetup;
    const output = new OutputFolder(task.outputFolder, createFile);
    const remote = new CopernicusArchive(
      dataFolder,
      { ...READING, createFile },
      {
        catalogueUrl: catalogueUrl ?? undefined,
        openUrl: READING.openUrl,
        token: async refused => (await thread.ask(refused ?? null)) as string | null
      }
    );
    const { services, close } = openServices(dataFolder, {
      remote: isFetching ? remote : undefined,
      scratch: () => scratchFile(task.outputFolder),
      createOutput: fileName => output.create(fileName)
    });
    let files = 0;
    const context = {
      ...thread,
      services,
      addResult: (asset: Parameters<typeof thread.addResult>[0]) => {
        files++;
        thread.addResult(asset);
      }
    };
    const processes = withUserProcesses(registry(), task.userProcesses);
    const [issue] = issuesOf(task.process, task.userProcesses, registry());
    if (issue) {
      throw new EngineError(issue.code, issue.message, { nodeId: issue.nodeId });
    }
    try {
      const graph = task.process.process_graph as unknown as ProcessGraph;
      const value = await evaluateGraph(graph, processes, context, defaultsOf(task.process));
      return files > 0 ? undefined : unsavedValue(value, message => thread.log('warning', message));
    } finally {
      await close();
    }
  });
}

function issuesOf(
  process: JobProcess,
  stored: readonly UserProcess[],
  processes: ProcessRegistry<ProcessServices>
) {
  return validateGraph(process.process_graph as unknown as ProcessGraph, processes, {
    userProcesses: stored.map(definitionOf),
    parameters: definitionOf(process).parameters
  });
}

/** What dimensions and labels of the collections speak against; reads the heads of files alone. */
async function rehearse(
  { process_graph: graph }: JobProcess,
  stored: readonly UserProcess[],
  dataFolder: string
) {
  const { services, close } = openServices(dataFolder, {
    createOutput: () => Promise.reject(new Error('A rehearsal writes no files.'))
  });
  try {
    const processes = withUserProcesses(registry(), stored);
    const context = new RecordingContext(services);
    return await rehearseGraph(graph as unknown as ProcessGraph, processes, context);
  } finally {
    await close();
  }
}

function report(problem: unknown, id?: string): void {
  const prefix = id === undefined ? '' : `${id}: `;
  console.error(prefix + (problem instanceof Error ? (problem.stack ?? problem.message) : problem));
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

if (isMainThread) {
  await main();
} else if (await overviewsThread()) {
  // That was its work.
} else if ('dataFolder' in (workerData as object)) {
  await sideThread(workerData as SideTask);
} else {
  await jobThread();
}
