/**
 * Compiles the kernels of this folder and writes them to ../kernels/bytes.ts.
 *
 *     node build.mjs           writes the file
 *     node build.mjs --check   fails when the file is not what the sources give
 */
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const HERE = dirname(fileURLToPath(import.meta.url));
const TARGET = join(HERE, '../kernels/bytes.ts');
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd,bulk-memory'];

let binary = null;
const { error, stderr } = await asc.main(['index.ts', '--outFile', 'kernels.wasm', ...OPTIONS], {
  readFile: name => readFile(join(HERE, name), 'utf8').catch(() => null),
  writeFile: (name, content) => {
    binary = content;
  },
  listFiles: () => []
});
if (error) {
  process.stderr.write(stderr.toString());
  throw error;
}
const text = `/** The compiled kernels of ../assembly, in base64; written by ../assembly/build.mjs. */
export const KERNEL_BYTES =
  '${Buffer.from(binary).toString('base64')}';
`;
if (!process.argv.includes('--check')) {
  await writeFile(TARGET, text);
} else if ((await readFile(TARGET, 'utf8')) !== text) {
  process.stderr.write(`${TARGET} is not what the sources give; run assembly/build.mjs.\n`);
  process.exitCode = 1;
}
