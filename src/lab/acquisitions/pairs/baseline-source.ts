import type { ServerConnection } from '@jupyterlab/services';

import type { BaselineAnswer, BaselineRequest } from '../../../workflow';
import { askCompanion } from '../../client';

/**
 * Asks for the baselines of dates. Rejects with an error whose message says what went wrong and
 * what to do; with an `AbortError` once `signal` gives it up.
 */
export type AskBaselines = (
  request: BaselineRequest,
  signal: AbortSignal
) => Promise<BaselineAnswer>;

/** The baselines that the back-end of the extension works out from orbits. */
export function companionBaselines(
  settings: ServerConnection.ISettings
): (request: BaselineRequest, signal?: AbortSignal) => Promise<BaselineAnswer> {
  return (request, signal) => askCompanion(settings, 'baselines', request, signal);
}
