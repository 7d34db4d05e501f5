import type { Process } from '../../engine';
import { addDimension } from './add-dimension';
import { apply } from './apply';
import { applyDimension } from './apply-dimension';
import { applyKernel } from './apply-kernel';
import { createDataCube } from './create-data-cube';
import { dimensionLabels } from './dimension-labels';
import { dropDimension } from './drop-dimension';
import { filterBands } from './filter-bands';
import { filterBbox } from './filter-bbox';
import { filterLabels } from './filter-labels';
import { filterTemporal } from './filter-temporal';
import { mask } from './mask';
import { mergeCubes } from './merge-cubes';
import { ndvi } from './ndvi';
import { reduceDimension } from './reduce-dimension';
import { renameDimension } from './rename-dimension';
import { renameLabels } from './rename-labels';
import { resampleCubeSpatial } from './resample-cube-spatial';
import { resampleSpatial } from './resample-spatial';
import { trimCube } from './trim-cube';

export const cubeProcesses: readonly Process[] = [
  addDimension,
  apply,
  applyDimension,
  applyKernel,
  createDataCube,
  dimensionLabels,
  dropDimension,
  filterBands,
  filterBbox,
  filterLabels,
  filterTemporal,
  mask,
  mergeCubes,
  ndvi,
  reduceDimension,
  renameDimension,
  renameLabels,
  resampleCubeSpatial,
  resampleSpatial,
  trimCube
];
