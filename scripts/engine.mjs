import { join } from 'node:path';
import { ensureBackend } from './lib/environment.mjs';
import { BUNDLE } from './lib/paths.mjs';
import { main, runThrough } from './lib/run.mjs';

await main(() => {
  ensureBackend();
  return runThrough(process.execPath, [join(BUNDLE, 'engine-cli.mjs'), ...process.argv.slice(2)]);
});
