import type { Process } from '../../engine';
import { dateBetween } from './date-between';
import { dateDifference } from './date-difference';
import { dateShift } from './date-shift';

export const dateProcesses: readonly Process[] = [dateBetween, dateDifference, dateShift];
