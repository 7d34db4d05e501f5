/** Base of what the archive raises; `_tag` tells the kinds apart without `instanceof`. */
export abstract class ArchiveError extends Error {
  abstract readonly _tag: string;
}

/** A folder under `stacks/` that cannot be read as a stack. */
export class InvalidStackError extends ArchiveError {
  readonly _tag = 'InvalidStackError';
  constructor(
    readonly stackId: string,
    readonly reason: string,
    options?: ErrorOptions
  ) {
    super(`Stack "${stackId}": ${reason}`, options);
    this.name = 'InvalidStackError';
  }
}

/** Which part of a request no stack can answer. */
export type MissingPart =
  'burst' | 'sub-swath' | 'polarization' | 'primary date' | 'dates' | 'collection';

/** No stack answers the request; the message says what is there instead. */
export class StackNotFoundError extends ArchiveError {
  readonly _tag = 'StackNotFoundError';
  constructor(
    readonly missing: MissingPart,
    message: string
  ) {
    super(message);
    this.name = 'StackNotFoundError';
  }
}
