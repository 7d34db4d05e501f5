import type { Process } from '../../engine';
import { textBegins } from './text-begins';
import { textConcat } from './text-concat';
import { textContains } from './text-contains';
import { textEnds } from './text-ends';
import { textFind } from './text-find';

export const textProcesses: readonly Process[] = [
  textBegins,
  textConcat,
  textContains,
  textEnds,
  textFind
];
