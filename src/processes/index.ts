import { ProcessRegistry } from '../engine';
import type { Process } from '../engine';
import { arrayProcesses } from './arrays';
import { comparisonProcesses } from './comparison';
import { cubeProcesses } from './cubes';
import { dateProcesses } from './dates';
import { geometryProcesses } from './geometries';
import { ioProcesses } from './io';
import { logicProcesses } from './logic';
import { mathProcesses } from './math';
import { neighbourhoodProcesses } from './neighbourhoods';
import { sentinel1Processes } from './sentinel1';
import type { ProcessServices } from './services';
import { statisticsProcesses } from './statistics';
import { temporalProcesses } from './temporal';
import { textProcesses } from './texts';

/** Every process that this back-end offers. */
export const allProcesses: readonly Process<ProcessServices>[] = [
  ...arrayProcesses,
  ...comparisonProcesses,
  ...cubeProcesses,
  ...dateProcesses,
  ...geometryProcesses,
  ...ioProcesses,
  ...logicProcesses,
  ...mathProcesses,
  ...neighbourhoodProcesses,
  ...sentinel1Processes,
  ...statisticsProcesses,
  ...temporalProcesses,
  ...textProcesses
];

/** A new registry with every process of this back-end. */
export function registry(): ProcessRegistry<ProcessServices> {
  return new ProcessRegistry(allProcesses);
}

export { INPUT_FORMATS } from './formats/input-formats';
export { OUTPUT_FORMATS } from './io/save-result';
export { Catalogue } from './catalogue';
export { MapCatalogue } from './map-collections/map-catalogue';
export { MapCollections } from './map-collections/map-collections';
export { OutputFolder } from './output-folder';
export type { OutputFile, ProcessServices } from './services';
export { StackCatalogue } from './stack-catalogue';
export type { StackCatalogueSources } from './stack-catalogue';
export { keepSources, type KeptSources } from './keep-sources';
export { readStackGround } from './stack-ground';
export { unsavedValue } from './unsaved-value';
