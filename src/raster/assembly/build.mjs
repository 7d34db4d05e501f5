/**
 * Compiles the kernels of this folder and writes them to ../kernels/bytes.ts.
 *
 *     node build.mjs           writes the file
 *     node build.mjs --check   fails when the file is not what the sources give
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileAssembly } from '../../../scripts/lib/compile-assembly.mjs';

await compileAssembly(dirname(fileURLToPath(import.meta.url)));
