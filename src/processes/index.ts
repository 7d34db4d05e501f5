import { ProcessRegistry } from '../engine';
import type { Process } from '../engine';
import { cubeProcesses } from './cubes';
import { ioProcesses } from './io';
import { sentinel1Processes } from './sentinel1';
import type { ProcessServices } from './services';

/** Every process that this back-end offers. */
export const allProcesses: readonly Process<ProcessServices>[] = [
  ...cubeProcesses,
  ...ioProcesses,
  ...sentinel1Processes
];

/** A new registry with every process of this back-end. */
export function registry(): ProcessRegistry<ProcessServices> {
  return new ProcessRegistry(allProcesses);
}

export { OUTPUT_FORMATS } from './io/save-result';
export { OutputFolder } from './output-folder';
export type { OutputFile, ProcessServices } from './services';
export { StackCatalogue } from './stack-catalogue';
