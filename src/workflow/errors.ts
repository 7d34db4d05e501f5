/** Base of what the workflow throws; `_tag` tells the classes apart. */
export abstract class WorkflowError extends Error {
  abstract readonly _tag: string;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A day that is not one of the calendar. Give days as YYYY-MM-DD. */
export class InvalidDateError extends WorkflowError {
  readonly _tag = 'InvalidDate';

  constructor(readonly value: string) {
    super(`"${value}" is not a day: expected YYYY-MM-DD, such as 2024-08-09.`);
  }
}

/** A coherence graph without a pair. Choose dates that are the temporal baseline apart. */
export class NoPairsError extends WorkflowError {
  readonly _tag = 'NoPairs';

  constructor() {
    super('A coherence graph needs at least one pair of dates and one polarization.');
  }
}

/** A value that has no Python literal: a function, a symbol, undefined, or an object with a class. */
export class NoPythonLiteralError extends WorkflowError {
  readonly _tag = 'NoPythonLiteral';

  constructor(readonly type: string) {
    super(`A value of type ${type} cannot be written in Python: expected a JSON value.`);
  }
}
