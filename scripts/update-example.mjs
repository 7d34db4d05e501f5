// Writes examples/insar-coherence.ipynb anew from the cells that the workflow generates.
import { writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const { outputFiles } = await build({
  entryPoints: [resolve(root, 'tests/cells/example-notebook.ts')],
  bundle: true,
  format: 'esm',
  write: false
});
const code = Buffer.from(outputFiles[0].contents).toString('base64');
const { exampleNotebook } = await import(`data:text/javascript;base64,${code}`);

const path = resolve(root, 'examples/insar-coherence.ipynb');
writeFileSync(path, exampleNotebook());
console.log(`Wrote ${path}`);
