import type { Process } from '../../engine';
import { all } from './all';
import { and } from './and';
import { any } from './any';
import { ifElse } from './if';
import { not } from './not';
import { or } from './or';
import { xor } from './xor';
import { withVectorForm } from '../vector-forms';

export const logicProcesses: readonly Process[] = [all, and, any, ifElse, not, or, xor].map(
  withVectorForm
);
