/** Where an error arose, as far as the one who throws it knows. */
export interface ErrorDetails {
  readonly nodeId?: string;
  readonly processId?: string;
  readonly parameter?: string;
  readonly cause?: unknown;
}

/**
 * Whatever keeps a process graph from running. `code` is one of openEO's own: of the API
 * (`ProcessParameterInvalid`) or of a process definition (`DimensionNotAvailable`).
 */
export class EngineError extends Error {
  readonly _tag: string = 'EngineError';
  /** The node that failed; filled in by the evaluator when the thrower does not know it. */
  nodeId: string | null;
  processId: string | null;
  readonly parameter: string | null;

  constructor(
    readonly code: string,
    message: string,
    details: ErrorDetails = {}
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = code;
    this.nodeId = details.nodeId ?? null;
    this.processId = details.processId ?? null;
    this.parameter = details.parameter ?? null;
  }
}

/** An exception that the definition of a process lists, such as `LabelNotAvailable`. */
export class ProcessError extends EngineError {
  override readonly _tag = 'ProcessError';
}

/** An argument that a process cannot take: wrong type, out of range, missing or unknown. */
export class ArgumentError extends EngineError {
  override readonly _tag = 'ArgumentError';

  /** @param reason - What was found and what was expected, as the end of a sentence. */
  static invalid(processId: string, parameter: string, reason: string): ArgumentError {
    return new ArgumentError(
      'ProcessParameterInvalid',
      `The value passed for parameter '${parameter}' in process '${processId}' is invalid: ${reason}`,
      { processId, parameter }
    );
  }

  static required(processId: string, parameter: string): ArgumentError {
    return new ArgumentError(
      'ProcessParameterRequired',
      `Process '${processId}' parameter '${parameter}' is required.`,
      { processId, parameter }
    );
  }

  static unsupported(processId: string, parameter: string): ArgumentError {
    return new ArgumentError(
      'ProcessParameterUnsupported',
      `Process '${processId}' does not support parameter '${parameter}'.`,
      { processId, parameter }
    );
  }
}

/** A callback that makes more of some cells than of others: that depends on the cells alone. */
export class VaryingLengthError extends ArgumentError {
  constructor(processId: string, parameter: string, expected: number, got: number) {
    const { code, message } = ArgumentError.invalid(
      processId,
      parameter,
      `it returns ${got} elements for some pixels and ${expected} for others; ` +
        'all pixels need the same number.'
    );
    super(code, message, { processId, parameter });
  }
}

/** A process graph that has no meaning: no result, a cycle, a reference into nowhere. */
export class GraphError extends EngineError {
  override readonly _tag = 'GraphError';
}

/** The run was cancelled while it was at work. */
export class CancelledError extends EngineError {
  override readonly _tag = 'CancelledError';

  constructor(message = 'The run was cancelled.', details: ErrorDetails = {}) {
    super('Cancelled', message, details);
  }
}

/** Narrows to an error of the engine, optionally of one openEO code. */
export function isEngineError(error: unknown, code?: string): error is EngineError {
  return error instanceof EngineError && (code === undefined || error.code === code);
}

/** Gives an error its place in the graph; anything that is not ours becomes `Internal`. */
export function atNode(error: unknown, nodeId: string, processId: string): EngineError {
  if (error instanceof EngineError) {
    error.nodeId ??= nodeId;
    error.processId ??= processId;
    return error;
  }
  const message = error instanceof Error ? error.message : String(error);
  return new EngineError('Internal', message, { nodeId, processId, cause: error });
}
