import { ensureBackend, ensureLabextension } from './lib/environment.mjs';
import { main } from './lib/run.mjs';

await main(() => {
  ensureBackend();
  ensureLabextension();
});
