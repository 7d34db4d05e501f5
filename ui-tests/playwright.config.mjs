import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const port = process.env.INSAR_UI_PORT ?? '8899';
const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;

/** Software rendering, and no host but this one: a request elsewhere fails at its name. */
const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'
];

export default defineConfig({
  testDir: join(here, 'tests'),
  outputDir: join(here, 'test-results'),
  snapshotPathTemplate: join(here, 'looks', '{arg}{ext}'),
  workers: 1,
  // A browser beside servers and kernels on a busy machine: what passes only now is counted apart.
  retries: 1,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1400, height: 900 },
    video: 'off',
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.INSAR_CHROMIUM ?? '/usr/bin/chromium',
      args: BROWSER_ARGUMENTS
    }
  },
  webServer: {
    command: `node ${join(here, 'server.mjs')} ${port}`,
    url: `http://127.0.0.1:${port}/lab`,
    timeout: 120_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 }
  }
});
