import { build } from 'esbuild';
import { join } from 'node:path';
import { BUNDLE, ROOT } from './paths.mjs';

const HDF5 = 'hdf5.mjs';

/** HDF5 is five megabytes that few runs need: a file of its own, which is loaded when it is. */
const hdf5Beside = {
  name: 'hdf5-beside',
  setup: build =>
    build.onResolve({ filter: /^h5wasm\/node$/ }, () => ({ path: `./${HDF5}`, external: true }))
};

/** Packages that are CommonJS ask for Node's modules by `require`, which a module has not. */
const REQUIRE =
  "import { createRequire as requireFor } from 'node:module';\n" +
  'const require = requireFor(import.meta.url);';

const common = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.11',
  sourcesContent: false,
  legalComments: 'linked',
  logLevel: 'warning'
};

await build({
  ...common,
  entryPoints: {
    backend: join(ROOT, 'src', 'backend', 'index.ts'),
    'engine-cli': join(ROOT, 'src', 'engine-cli.ts'),
    simulate: join(ROOT, 'src', 'simulate.ts')
  },
  outdir: BUNDLE,
  outExtension: { '.js': '.mjs' },
  banner: { js: REQUIRE },
  sourcemap: true,
  plugins: [hdf5Beside]
});
await build({
  ...common,
  stdin: { contents: "export * from 'h5wasm/node';", resolveDir: ROOT },
  outfile: join(BUNDLE, HDF5),
  minify: true,
  logOverride: { 'empty-import-meta': 'silent' }
});
