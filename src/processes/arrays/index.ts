import type { Process } from '../../engine';
import { arrayAppend } from './array-append';
import { arrayApply } from './array-apply';
import { arrayConcat } from './array-concat';
import { arrayContains } from './array-contains';
import { arrayCreate } from './array-create';
import { arrayCreateLabeled } from './array-create-labeled';
import { arrayElement } from './array-element';
import { arrayFilter } from './array-filter';
import { arrayFind } from './array-find';
import { arrayFindLabel } from './array-find-label';
import { arrayInterpolateLinear } from './array-interpolate-linear';
import { arrayLabels } from './array-labels';
import { arrayModify } from './array-modify';
import { first } from './first';
import { last } from './last';
import { order } from './order';
import { rearrange } from './rearrange';
import { sort } from './sort';

export const arrayProcesses: readonly Process[] = [
  arrayAppend,
  arrayApply,
  arrayConcat,
  arrayContains,
  arrayCreate,
  arrayCreateLabeled,
  arrayElement,
  arrayFilter,
  arrayFind,
  arrayFindLabel,
  arrayInterpolateLinear,
  arrayLabels,
  arrayModify,
  first,
  last,
  order,
  rearrange,
  sort
];
