import type { Process, VectorForm } from '../../engine';
import { ARITHMETIC_FORMS } from './arithmetic';
import { DECISION_FORMS } from './decisions';
import { STATISTIC_FORMS } from './statistics';

/** The vector form of each process that has one, by its id. */
export const VECTOR_FORMS: Readonly<Record<string, VectorForm>> = {
  ...ARITHMETIC_FORMS,
  ...DECISION_FORMS,
  ...STATISTIC_FORMS
};

/** The process with its vector form, where there is one. */
export function withVectorForm<Services>(process: Process<Services>): Process<Services> {
  const { id } = process.definition;
  return Object.hasOwn(VECTOR_FORMS, id) ? { ...process, vector: VECTOR_FORMS[id] } : process;
}
