/** What an area may be refused for. */
export type AreaReason =
  'unreadable' | 'not-one-polygon' | 'empty' | 'outside' | 'crossing' | 'too-many-points';

/** An area that was typed, pasted or drawn cannot be searched; the message says what is expected. */
export class AreaError extends Error {
  readonly _tag = 'AreaError';

  constructor(
    readonly reason: AreaReason,
    message: string,
    options?: ErrorOptions
  ) {
    super(message, options);
    this.name = 'AreaError';
  }
}
