import { build } from 'esbuild';
import { join } from 'node:path';
import { BUNDLE, ROOT } from './paths.mjs';

await build({
  entryPoints: [join(ROOT, 'src', 'backend.ts'), join(ROOT, 'src', 'engine-cli.ts')],
  outdir: BUNDLE,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.11',
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'linked',
  logLevel: 'warning'
});
