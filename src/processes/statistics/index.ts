import type { Process } from '../../engine';
import { count } from './count';
import { extrema } from './extrema';
import { max } from './max';
import { mean } from './mean';
import { median } from './median';
import { min } from './min';
import { product } from './product';
import { quantiles } from './quantiles';
import { sd } from './sd';
import { sum } from './sum';
import { variance } from './variance';
import { withVectorForm } from '../vector-forms';

export const statisticsProcesses: readonly Process[] = [
  count,
  extrema,
  max,
  mean,
  median,
  min,
  product,
  quantiles,
  sd,
  sum,
  variance
].map(withVectorForm);
