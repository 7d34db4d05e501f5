import type { Process } from '../../engine';
import { addDimension } from './add-dimension';
import { dimensionLabels } from './dimension-labels';
import { dropDimension } from './drop-dimension';
import { filterBands } from './filter-bands';
import { filterBbox } from './filter-bbox';
import { filterTemporal } from './filter-temporal';
import { mergeCubes } from './merge-cubes';
import { renameDimension } from './rename-dimension';
import { renameLabels } from './rename-labels';
import { resampleSpatial } from './resample-spatial';

export const cubeProcesses: readonly Process[] = [
  addDimension,
  dimensionLabels,
  dropDimension,
  filterBands,
  filterBbox,
  filterTemporal,
  mergeCubes,
  renameDimension,
  renameLabels,
  resampleSpatial
];
