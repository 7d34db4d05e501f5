import type { Process } from '../../engine';
import { applyNeighborhood } from './apply-neighborhood';

export const neighbourhoodProcesses: readonly Process[] = [applyNeighborhood];
