import type { ParameterProblem } from '../../workflow';

/** Parameters that another extension gave to a command are refused; `problems` says why. */
export class InvalidParametersError extends Error {
  readonly _tag = 'InvalidParameters';

  constructor(readonly problems: readonly ParameterProblem[]) {
    super(`The parameters cannot be used. ${problems.map(problem => problem.message).join(' ')}`);
    this.name = 'InvalidParametersError';
  }
}
