import type { Process } from '../../engine';
import type { ProcessServices } from '../services';
import { insarPreprocessing } from './insar-preprocessing';
import { sentinel1SarCoherence } from './sentinel1-sar-coherence';
import { sentinel1SarInterferogram } from './sentinel1-sar-interferogram';
import { sentinel1SarSlcPreprocessing } from './sentinel1-sar-slc-preprocessing';

export const sentinel1Processes: readonly Process<ProcessServices>[] = [
  insarPreprocessing,
  sentinel1SarCoherence,
  sentinel1SarInterferogram,
  sentinel1SarSlcPreprocessing
];
