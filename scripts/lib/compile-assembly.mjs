import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd,bulk-memory'];

/**
 * Compiles the AssemblyScript of a folder and writes the bytes to `../kernels/bytes.ts`; with
 * `--check` on the command line it fails instead when that file is not what the sources give.
 *
 * @param {string} folder - Holds `index.ts`.
 */
export async function compileAssembly(folder) {
  const target = join(folder, '..', 'kernels', 'bytes.ts');
  let binary = null;
  const { error, stderr } = await asc.main(['index.ts', '--outFile', 'kernels.wasm', ...OPTIONS], {
    readFile: name => readFile(join(folder, name), 'utf8').catch(() => null),
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
    await writeFile(target, text);
  } else if ((await readFile(target, 'utf8')) !== text) {
    process.stderr.write(`${target} is not what the sources give; run assembly/build.mjs.\n`);
    process.exitCode = 1;
  }
}
