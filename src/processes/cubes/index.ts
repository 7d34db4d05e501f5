import type { Process } from '../../engine';
import { addDimension } from './add-dimension';
import { apply } from './apply';
import { applyDimension } from './apply-dimension';
import { applyKernel } from './apply-kernel';
import { dimensionLabels } from './dimension-labels';
import { dropDimension } from './drop-dimension';
import { filterBands } from './filter-bands';
import { filterBbox } from './filter-bbox';
import { filterTemporal } from './filter-temporal';
import { mergeCubes } from './merge-cubes';
import { reduceDimension } from './reduce-dimension';
import { renameDimension } from './rename-dimension';
import { renameLabels } from './rename-labels';
import { resampleSpatial } from './resample-spatial';

export const cubeProcesses: readonly Process[] = [
  addDimension,
  apply,
  applyDimension,
  applyKernel,
  dimensionLabels,
  dropDimension,
  filterBands,
  filterBbox,
  filterTemporal,
  mergeCubes,
  reduceDimension,
  renameDimension,
  renameLabels,
  resampleSpatial
];
