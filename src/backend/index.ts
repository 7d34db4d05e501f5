/**
 * Front door 2: the back-end process. The same program in a worker thread runs one job, makes the
 * sample scene or overviews, or finds out where a stack lies.
 */
import { isMainThread, workerData } from 'node:worker_threads';

import { overviewsThread } from '../companion';
import { runJobThread } from './job-thread';
import { serve } from './serve';
import { runSideThread, type SideTask } from './side-thread';

if (isMainThread) {
  await serve(new URL(import.meta.url));
} else if (await overviewsThread()) {
  // That was its work.
} else if ('dataFolder' in (workerData as object)) {
  await runSideThread(workerData as SideTask);
} else {
  await runJobThread();
}
