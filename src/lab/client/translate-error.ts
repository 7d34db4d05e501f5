import { reasonText } from '../reason-text';
import {
  BackendMissing,
  BackendNotRunning,
  BackendRefused,
  BackendUnreachable,
  ClientError,
  OpeneoError,
  UnexpectedAnswer
} from './errors';

/** A member of a JSON object that is a non-empty string, or null. */
function text(body: unknown, name: string): string | null {
  const value = (body as Record<string, unknown> | null | undefined)?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/**
 * The error that an unsuccessful answer stands for: openEO's own where the body has a `code`,
 * otherwise what the Jupyter server between says by its status.
 */
export function errorOfAnswer(status: number, body: string, url: string): ClientError {
  const json = parsed(body);
  const message = text(json, 'message');
  const code = text(json, 'code');
  if (code !== null) {
    return new OpeneoError(code, message ?? code, status);
  }
  if (status === 401 || status === 403) {
    return new BackendRefused(status);
  }
  if (status === 404) {
    return new BackendMissing(url);
  }
  if (status >= 502 && status <= 504) {
    return new BackendNotRunning(message ?? 'The back-end does not run.');
  }
  return new UnexpectedAnswer(
    `The back-end answered HTTP ${status}${message ? `: ${message}` : '.'}`
  );
}

/** The error of a request that got no answer. */
export function errorOfFailure(reason: unknown): ClientError {
  return reason instanceof ClientError ? reason : new BackendUnreachable({ cause: reason });
}

/** Makes a tagged error of whatever the openEO client was rejected with. */
export function taggedError(reason: unknown): ClientError {
  if (reason instanceof ClientError) {
    return reason;
  }
  const message = reasonText(reason);
  return new UnexpectedAnswer(`The back-end's answer cannot be used: ${message}`, {
    cause: reason
  });
}
