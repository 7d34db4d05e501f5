import { join } from 'node:path';
import { backendNode, ensureBackend } from './lib/environment.mjs';
import { BUNDLE } from './lib/paths.mjs';
import { main, runThrough } from './lib/run.mjs';

await main(() => {
  ensureBackend();
  return runThrough(backendNode(), [join(BUNDLE, 'simulate.mjs'), ...process.argv.slice(2)], {
    cwd: process.env.INIT_CWD ?? process.cwd()
  });
});
