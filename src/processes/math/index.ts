import type { Process } from '../../engine';
import { absolute } from './absolute';
import { add } from './add';
import { arccos } from './arccos';
import { arcosh } from './arcosh';
import { arcsin } from './arcsin';
import { arctan } from './arctan';
import { arctan2 } from './arctan2';
import { arsinh } from './arsinh';
import { artanh } from './artanh';
import { ceil } from './ceil';
import { clip } from './clip';
import { constant } from './constant';
import { cos } from './cos';
import { cosh } from './cosh';
import { cummax } from './cummax';
import { cummin } from './cummin';
import { cumproduct } from './cumproduct';
import { cumsum } from './cumsum';
import { divide } from './divide';
import { e } from './e';
import { exp } from './exp';
import { floor } from './floor';
import { integerPart } from './int';
import { linearScaleRange } from './linear-scale-range';
import { ln } from './ln';
import { log } from './log';
import { mod } from './mod';
import { multiply } from './multiply';
import { nan } from './nan';
import { normalizedDifference } from './normalized-difference';
import { pi } from './pi';
import { power } from './power';
import { round } from './round';
import { sgn } from './sgn';
import { sin } from './sin';
import { sinh } from './sinh';
import { sqrt } from './sqrt';
import { subtract } from './subtract';
import { tan } from './tan';
import { tanh } from './tanh';
import { withVectorForm } from '../vector-forms';

export const mathProcesses: readonly Process[] = [
  absolute,
  add,
  arccos,
  arcosh,
  arcsin,
  arctan,
  arctan2,
  arsinh,
  artanh,
  ceil,
  clip,
  constant,
  cos,
  cosh,
  cummax,
  cummin,
  cumproduct,
  cumsum,
  divide,
  e,
  exp,
  floor,
  integerPart,
  linearScaleRange,
  ln,
  log,
  mod,
  multiply,
  nan,
  normalizedDifference,
  pi,
  power,
  round,
  sgn,
  sin,
  sinh,
  sqrt,
  subtract,
  tan,
  tanh
].map(withVectorForm);
