import { join } from 'node:path';
import { ensurePackages, ensurePython } from './lib/environment.mjs';
import { ROOT, venvProgram } from './lib/paths.mjs';
import { main, runThrough } from './lib/run.mjs';

/** ESLint, Prettier, Stylelint and ruff; `--fix` mends what they can. */
await main(async () => {
  ensurePackages();
  ensurePython();
  const fix = process.argv.includes('--fix');
  const tool = (...path) => join(ROOT, 'node_modules', ...path);
  const node = (script, ...args) => runThrough(process.execPath, [script, ...args]);
  const ruff = (...args) => runThrough(venvProgram('ruff'), args);
  const codes = [
    await node(tool('eslint', 'bin', 'eslint.js'), '.', ...(fix ? ['--fix'] : [])),
    await node(tool('prettier', 'bin', 'prettier.cjs'), '.', fix ? '--write' : '--check'),
    await node(
      tool('stylelint', 'bin', 'stylelint.mjs'),
      'style/**/*.css',
      ...(fix ? ['--fix'] : [])
    ),
    await ruff('check', 'jupyterlab_insar', 'tests', 'ui-tests', ...(fix ? ['--fix'] : [])),
    await ruff('format', 'jupyterlab_insar', 'tests', 'ui-tests', ...(fix ? [] : ['--check']))
  ];
  return codes.filter(code => code !== 0).length;
});
