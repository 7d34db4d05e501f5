import type { Process } from '../../engine';
import type { ProcessServices } from '../services';
import { inspect } from './inspect';
import { loadCollection } from './load-collection';
import { loadStac } from './load-stac';
import { saveResult } from './save-result';

export const ioProcesses: readonly Process<ProcessServices>[] = [
  inspect,
  loadCollection,
  loadStac,
  saveResult
];
