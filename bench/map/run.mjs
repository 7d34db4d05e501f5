/**
 * How soon rasters are seen after a double click, and what is read for that.
 *
 *     node bench/map/run.mjs [RUNS]
 *
 * Makes the rasters (see make_rasters.py) in .cache/bench-map, starts JupyterLab, and opens each in
 * the file browser, in turn, in pages of their own. Prints one line a raster and JSON at the end;
 * ends with code 1 where a large COG is seen later than 1.5 times a small one, or reads over 8 MB, or
 * where the striped raster does not become sharp: the first page that opens it has overviews made.
 * INSAR_BENCH_MAP is another folder for the rasters; INSAR_NO_BUILD takes what is built already.
 */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { ensureAll } from '../../scripts/lib/environment.mjs';
import { freePort } from '../../scripts/lib/free-port.mjs';
import { CACHE, ROOT, venvProgram } from '../../scripts/lib/paths.mjs';
import { UserError, main, say } from '../../scripts/lib/run.mjs';

const RASTERS = ['small.tif', 'big.tif', 'striped.tif'];
const MOST_RATIO = 1.5;
const MOST_B = 8e6;
const MOST_STRIPED_MS = 10_000;
const FOLDER = process.env.INSAR_BENCH_MAP ?? join(CACHE, 'bench-map');

function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[sorted.length >> 1];
}

async function answers(address) {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}

/** Memory of the page's process in bytes, as the browser counts its heap and its buffers. */
async function memoryOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize + backingStorageSize;
}

async function open(browser, origin, raster) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  const read = { bytes: 0, requests: 0 };
  page.on('response', response => {
    if (response.url().includes(`/files/`) && response.url().includes(raster)) {
      const range = /bytes (\d+)-(\d+)\//.exec(response.headers()['content-range'] ?? '');
      read.bytes += range ? Number(range[2]) - Number(range[1]) + 1 : Infinity;
      read.requests++;
    }
  });
  await page.goto(`${origin}/lab/workspaces/${crypto.randomUUID()}?reset`);
  await page.waitForFunction(() => globalThis.jupyterapp?.restored);
  await page.evaluate(() => globalThis.jupyterapp.restored);
  await page.evaluate(
    folder => globalThis.jupyterapp.commands.execute('filebrowser:go-to-path', { path: folder }),
    FOLDER.split('/').pop()
  );
  const item = page.locator('.jp-DirListing-item', { hasText: raster });
  await item.waitFor();
  const beforeB = await memoryOf(page);
  const start = performance.now();
  await item.dblclick();
  await page.locator('.jp-InsarMap [data-insar-ready="true"]').waitFor({ timeout: 60_000 });
  const shownMs = performance.now() - start;
  const memoryB = (await memoryOf(page)) - beforeB;
  // Overviews that are made meanwhile are told above the map.
  await page.locator('.jp-InsarMap-note').waitFor({ state: 'detached', timeout: 180_000 });
  const sharpMs = performance.now() - start;
  await page.close();
  return { shownMs, sharpMs, ...read, memoryB };
}

await main(async () => {
  if (!process.env.INSAR_NO_BUILD) {
    ensureAll();
  }
  const made = spawnSync(
    venvProgram('python'),
    [join(ROOT, 'bench', 'map', 'make_rasters.py'), FOLDER],
    { stdio: ['ignore', 2, 2] }
  );
  if (made.status !== 0) {
    throw new UserError('The rasters could not be made: see the lines above.');
  }
  const port = await freePort();
  const server = spawn(
    process.execPath,
    [join(ROOT, 'ui-tests', 'server.mjs'), String(port), FOLDER],
    { stdio: ['ignore', 'ignore', process.env.INSAR_BENCH_LOG ? 2 : 'ignore'] }
  );
  const ended = new Promise(done => server.on('exit', done));
  const origin = `http://127.0.0.1:${port}`;
  try {
    for (let tries = 0; !(await answers(`${origin}/lab`)); tries++) {
      if (tries > 240) {
        throw new UserError('JupyterLab did not answer within 120 s.');
      }
      await wait(500);
    }
    const browser = await chromium.launch({
      executablePath: process.env.INSAR_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu']
    });
    const runs = Number(process.argv[2] ?? 5);
    const results = Object.fromEntries(RASTERS.map(name => [name, []]));
    // The first page warms the server's and the disk's caches.
    await open(browser, origin, RASTERS[0]);
    for (let run = 0; run < runs; run++) {
      for (const name of RASTERS) {
        results[name].push(await open(browser, origin, name));
      }
    }
    await browser.close();
    const table = Object.entries(results).map(([name, all]) => ({
      name,
      shownMs: Math.round(median(all.map(one => one.shownMs))),
      // The first page that opens a raster waits for its overviews; the others find them.
      firstShownMs: Math.round(all[0].shownMs),
      firstSharpMs: Math.round(all[0].sharpMs),
      readB: Math.max(...all.map(one => one.bytes)),
      requests: median(all.map(one => one.requests)),
      memoryMB: Math.round(median(all.map(one => one.memoryB)) / 1e5) / 10
    }));
    for (const row of table) {
      say(
        `${row.name.padEnd(12)} seen after ${row.shownMs} ms (at first ${row.firstShownMs} ms, ` +
          `sharp after ${row.firstSharpMs} ms); ${row.requests} requests, ` +
          `${(row.readB / 1e6).toFixed(2)} MB read; ${row.memoryMB} MB of memory`
      );
    }
    const [small, big, striped] = table;
    const ratio = big.shownMs / small.shownMs;
    process.stdout.write(`${JSON.stringify({ ratio, runs, table })}\n`);
    const isGood =
      ratio <= MOST_RATIO && big.readB <= MOST_B && striped.firstShownMs <= MOST_STRIPED_MS;
    say(`${isGood ? 'Within' : 'NOT within'} the limits; big to small: ${ratio.toFixed(2)}`);
    return isGood ? 0 : 1;
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
});
