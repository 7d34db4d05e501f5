import type { ServerConnection } from '@jupyterlab/services';

import type { BurstSearchAnswer, BurstSearchRequest } from '../../workflow';
import { askCompanion } from '../client';

/**
 * Asks one source for bursts. Rejects with an error whose message says what went wrong and what to
 * do; with an `AbortError` once `signal` gives it up.
 */
export type SearchBursts = (
  request: BurstSearchRequest,
  signal: AbortSignal
) => Promise<BurstSearchAnswer>;

/** The search of the back-end that comes with the extension. */
export function companionSearch(settings: ServerConnection.ISettings): SearchBursts {
  return (request, signal) => askCompanion(settings, 'bursts/search', request, signal);
}
