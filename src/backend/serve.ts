import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';

import {
  type Archives,
  clearPartialScenes,
  openArchives,
  openSampleScene,
  type Stack,
  StackGrounds
} from '../archive';
import { type Companion, openCompanion, overviewsInThread } from '../companion';
import {
  claimFolder,
  DelayedRunner,
  JobFolders,
  JobQueue,
  JobStore,
  openDatabase,
  SynchronousRuns,
  ThreadRunner,
  UserProcessStore
} from '../jobs';
import {
  Catalogue,
  INPUT_FORMATS,
  MapCatalogue,
  OUTPUT_FORMATS,
  registry,
  StackCatalogue
} from '../processes';
import { API_ROOT, createApp, readSecret } from '../server';
import { issuesOf, rehearse } from './check-graph';
import type { JobSetup } from './job-thread';
import { type BackendOptions, readOptions } from './options';
import { fail, report } from './report';
import { ARCHIVE_TOOLS, mapCollectionsOf, READING } from './services';
import { findGround, makeSampleScene } from './side-thread';

const VERSION = '0.1.0';
const STOPPED = 'The back-end was stopped while this job was under way; start the job again.';
const WAITING =
  'Waiting for the simulated sample scene, which is made when the back-end first starts.';

/**
 * Opens the rooms over a data folder and listens.
 *
 * @param program - The file of this process, which its threads are started from.
 */
export async function serve(program: URL): Promise<void> {
  const options = readOptions();
  const { dataFolder } = options;
  const release = claimFolder(dataFolder);
  const folders = new JobFolders(dataFolder);
  const database = openDatabase(folders.databasePath);
  const store = new JobStore(database);
  const userProcesses = new UserProcessStore(database);
  const archives = openArchives(dataFolder, ARCHIVE_TOOLS);
  const grounds = new StackGrounds(join(dataFolder, 'stacks'), ({ id }) =>
    findGround(program, dataFolder, id)
  );
  const groundOf = (stack: Stack) => grounds.of(stack);
  let sample: Archives | null = null;
  const companion = openCompanion({
    user: options.user,
    password: options.password,
    dataFolder,
    fixedRemotes: options.fixedRemotes,
    runOverviews: overviewsInThread(program),
    bursts: {
      ...archives,
      groundOf,
      sampleScene: async () => (sample ??= await openSampleScene(dataFolder, ARCHIVE_TOOLS)),
      catalogueUrl: options.catalogueUrl
    },
    report
  });
  await (release && clearPartialScenes(dataFolder));
  const runner = jobRunner(program, options, companion);
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
      new StackCatalogue({ stacks: archives.stacks, groundOf }, report),
      new MapCatalogue(mapCollectionsOf(dataFolder), READING, report)
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
  endWhenAsked(options.endsWithInput, async () => {
    server.close();
    await companion.close();
    await queue.close(STOPPED);
    await archives.slc.close();
    database.close();
    release?.();
  });
  server.listen(options.listen, () => {
    const url = options.publicUrl ?? addressOf(options.host, server.address() as AddressInfo);
    if (release) {
      companion.start(url);
    }
    const { user, password, passwordIsGiven } = options;
    console.log(JSON.stringify({ url, user, ...(passwordIsGiven ? {} : { password }) }));
  });
}

/** Runs jobs in threads, the first ones once the sample scene is there, where it is asked for. */
function jobRunner(program: URL, options: BackendOptions, companion: Companion): DelayedRunner {
  const { dataFolder, catalogueUrl, isFetching } = options;
  const setup: JobSetup = { dataFolder, catalogueUrl: catalogueUrl ?? null, isFetching };
  // The one question of a job's thread: the login that products are fetched with.
  const threads = new ThreadRunner(program, { ...setup }, refused =>
    companion.burstToken(typeof refused === 'string' ? refused : undefined)
  );
  const ready = options.sampleScene ? makeSampleScene(program, dataFolder) : Promise.resolve();
  return new DelayedRunner(threads, ready, WAITING);
}

/** Ends the process by a signal or, where that is wanted, with its standard input. */
function endWhenAsked(endsWithInput: boolean, close: () => Promise<void>): void {
  let isEnding = false;
  const end = async () => {
    if (!isEnding) {
      isEnding = true;
      await close();
      process.exit(0);
    }
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (endsWithInput) {
    process.stdin.resume();
    process.stdin.on('end', end);
    process.stdin.on('error', end);
  }
}

function addressOf(host: string, { port }: AddressInfo): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}${API_ROOT}`;
}
