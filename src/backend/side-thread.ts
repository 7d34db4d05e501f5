import { join } from 'node:path';
import { parentPort, Worker } from 'node:worker_threads';

import { ensureSampleScene, StackArchive, type StackGround } from '../archive';
import { createFile, fileSource, nodeCodecs } from '../node';
import { readStackGround } from '../processes';
import { report } from './report';

/** What a thread that runs no job is started with. */
export interface SideTask {
  readonly task: 'make the sample scene' | 'find the ground of a stack';
  readonly dataFolder: string;
  readonly stackId?: string;
}

/** Does the task that this thread was started with. */
export async function runSideThread({ task, dataFolder, stackId = '' }: SideTask): Promise<void> {
  if (task === 'make the sample scene') {
    await ensureSampleScene(dataFolder, { codecs: nodeCodecs, createFile });
    return;
  }
  const stack = await new StackArchive(join(dataFolder, 'stacks')).get(stackId);
  const services = { codecs: nodeCodecs, openFile: fileSource };
  parentPort?.postMessage(await readStackGround(stack, services));
}

/** Settles when the sample scene is there, or when it is told why it could not be made. */
export function makeSampleScene(program: URL, dataFolder: string): Promise<void> {
  return inThread(program, { task: 'make the sample scene', dataFolder }).catch((error: Error) =>
    report(`The sample scene could not be made: ${error.message}`)
  );
}

/** Where a stack lies: found from its files, in a thread of its own. */
export function findGround(
  program: URL,
  dataFolder: string,
  stackId: string
): Promise<StackGround> {
  return inThread(program, { task: 'find the ground of a stack', dataFolder, stackId });
}

/** Does a task in a thread of its own, and gives what it posts. Fails when the thread does. */
function inThread<T = void>(program: URL, task: SideTask): Promise<T> {
  const thread = new Worker(program, { workerData: task });
  return new Promise((resolve, reject) => {
    let answer: unknown;
    thread.on('message', posted => (answer = posted));
    thread.on('error', reject);
    thread.on('exit', () => resolve(answer as T));
  });
}
