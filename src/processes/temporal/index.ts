import type { Process } from '../../engine';
import { aggregateTemporal } from './aggregate-temporal';
import { aggregateTemporalPeriod } from './aggregate-temporal-period';
import { resampleCubeTemporal } from './resample-cube-temporal';

export const temporalProcesses: readonly Process[] = [
  aggregateTemporal,
  aggregateTemporalPeriod,
  resampleCubeTemporal
];
