import type { Process } from '../../engine';
import type { ProcessServices } from '../services';
import { insarPreprocessing } from './insar-preprocessing';
import { sentinel1SarSlcPreprocessing } from './sentinel1-sar-slc-preprocessing';

export const sentinel1Processes: readonly Process<ProcessServices>[] = [
  insarPreprocessing,
  sentinel1SarSlcPreprocessing
];
