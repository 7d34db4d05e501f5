import { availableParallelism, loadavg } from 'node:os';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addStack, positionPlanes } from '../src/processes/__tests__/stack-files';
import { buildBackend, json, newFolder, send, start, stopBackends } from './running-backend';

const REQUESTS_PER_SECOND = 50;
const SECONDS = 8;
const MOST_MS = 250;
/** On a machine that had other work before the test began, nothing smaller can be asked for. */
const MOST_MS_WHEN_BUSY = 1500;

const [LINES, SAMPLES] = [378, 2648];

/** Minutes of work: every band of a stack under a kernel that is no box and not separable. */
const LONG_PROCESS = {
  process_graph: {
    load: {
      process_id: 'load_collection',
      arguments: { id: 'large', spatial_extent: null, temporal_extent: null }
    },
    smooth: {
      process_id: 'apply_kernel',
      arguments: {
        data: { from_node: 'load' },
        kernel: Array.from({ length: 99 }, (_, i) =>
          Array.from({ length: 99 }, (_, j) => ((i * 7919 + j * 104729) % 97) / 97)
        )
      }
    },
    save: {
      process_id: 'save_result',
      arguments: { data: { from_node: 'smooth' }, format: 'GTiff' },
      result: true
    }
  }
};

const percentile = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];

beforeAll(buildBackend);

afterEach(stopBackends);

describe('a back-end whose cores are all at work', () => {
  it(
    'answers 50 requests a second within a quarter of a second',
    { timeout: 120_000 },
    async () => {
      const cores = availableParallelism();
      const isQuiet = loadavg()[0] < 0.75 * cores;
      const data = newFolder();
      const signal = Float32Array.from({ length: LINES * SAMPLES }, (_, i) => (i * 7919) % 1009);
      const planes = [signal, signal, signal, signal, ...positionPlanes(LINES, SAMPLES)];
      const dates = ['2024-08-09', '2024-08-21', '2024-09-02'];
      await addStack({ folder: data }, 'large', {
        lines: LINES,
        samples: SAMPLES,
        dates,
        polarizations: ['VV', 'VH'],
        planes: dates.map(() => planes)
      });
      const { ready } = await start(['--data', data]);
      const created = await send(ready, 'POST', '/jobs', { process: LONG_PROCESS });
      const path = `/jobs/${created.headers.get('OpenEO-Identifier')}`;
      await send(ready, 'POST', `${path}/results`);
      // The queue leaves a core free where it can; synchronous runs take the others.
      const stop = new AbortController();
      let endedEarly = 0;
      const runs = Array.from({ length: Math.max(1, Math.min(4, cores - 1)) }, () =>
        send(ready, 'POST', '/result', { process: LONG_PROCESS }, stop.signal).then(
          () => endedEarly++,
          () => undefined
        )
      );
      const statusOf = async () => (await json(await send(ready, 'GET', path))).status;
      while ((await statusOf()) === 'queued') {
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      await new Promise(resolve => setTimeout(resolve, 1000));

      const count = REQUESTS_PER_SECOND * SECONDS;
      const startMs = performance.now();
      const latenciesMs = await Promise.all(
        Array.from({ length: count }, async (_, i) => {
          const dueMs = startMs + (i * 1000) / REQUESTS_PER_SECOND;
          await new Promise(resolve => setTimeout(resolve, Math.max(0, dueMs - performance.now())));
          // From the moment that the request was due, so that a late one counts as slow.
          expect(await statusOf()).toBe('running');
          return performance.now() - dueMs;
        })
      );
      expect(endedEarly).toBe(0);
      stop.abort();
      await Promise.all(runs);
      const cancelMs = performance.now();
      expect((await send(ready, 'DELETE', `${path}/results`)).status).toBe(204);

      const sorted = latenciesMs.sort((a, b) => a - b);
      const inTime = sorted.filter(ms => ms <= MOST_MS).length;
      const [middle, high, worst] = [0.5, 0.99, 1].map(share =>
        percentile(sorted, share).toFixed(0)
      );
      process.stdout.write(
        `${count} requests at ${REQUESTS_PER_SECOND}/s, 1 job and ${runs.length} synchronous ` +
          `run(s) on ${cores} cores: median ${middle} ms, 99th percentile ${high} ms, worst ` +
          `${worst} ms; ${inTime} within ${MOST_MS} ms; cancelled in ` +
          `${(performance.now() - cancelMs).toFixed(0)} ms` +
          `${isQuiet ? '' : '; the machine was busy before'}\n`
      );
      expect(percentile(sorted, 0.99)).toBeLessThan(isQuiet ? MOST_MS : MOST_MS_WHEN_BUSY);
    }
  );
});
