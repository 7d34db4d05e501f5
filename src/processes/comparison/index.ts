import type { Process } from '../../engine';
import { between } from './between';
import { eq } from './eq';
import { gt } from './gt';
import { gte } from './gte';
import { isInfinite } from './is-infinite';
import { isNan } from './is-nan';
import { isNodata } from './is-nodata';
import { isValid } from './is-valid';
import { lt } from './lt';
import { lte } from './lte';
import { neq } from './neq';
import { withVectorForm } from '../vector-forms';

export const comparisonProcesses: readonly Process[] = [
  between,
  eq,
  gt,
  gte,
  isInfinite,
  isNan,
  isNodata,
  isValid,
  lt,
  lte,
  neq
].map(withVectorForm);
