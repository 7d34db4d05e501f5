import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages } from './lib/environment.mjs';
import { ROOT } from './lib/paths.mjs';
import { main, runThrough } from './lib/run.mjs';

/** Every room under the libraries it may use, then what crosses them. */
await main(async () => {
  ensurePackages();
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const rooms = readdirSync(join(ROOT, 'src')).map(name => join('src', name));
  const projects = [...rooms, 'tests', 'ui-tests'].filter(folder =>
    existsSync(join(ROOT, folder, 'tsconfig.json'))
  );
  let failed = 0;
  for (const project of projects) {
    failed += (await runThrough(process.execPath, [tsc, '-p', project, '--noEmit'])) === 0 ? 0 : 1;
  }
  return failed;
});
