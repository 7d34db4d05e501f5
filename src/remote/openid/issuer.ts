import * as openid from 'openid-client';
import { isLoopback, secureUrl, withoutQuery } from '../addresses';
import { RemoteAnswerError, RemoteError } from '../errors';
import { type Fetch, guardedFetch } from '../guarded-fetch';
import type { OpenidClient } from './provider';

const WRONG_ISSUER = 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED';
const ENDPOINTS = [
  'token_endpoint',
  'device_authorization_endpoint',
  'revocation_endpoint'
] as const;

/**
 * Reads what an issuer offers. Only its own origin is asked, and those of the endpoints that it names.
 * A slash too many or too few at the end of the issuer's address is forgiven, as the openEO Python
 * client forgives it.
 *
 * @throws RemoteError
 */
export async function openIssuer(
  issuer: string,
  client: OpenidClient,
  fetch?: Fetch
): Promise<openid.Configuration> {
  const url = secureUrl(issuer);
  const origins = new Set([url.origin]);
  const guarded: openid.CustomFetch = (address, init) =>
    guardedFetch(address, init as RequestInit, { origins, fetch });
  const discover = (address: URL) =>
    openid.discovery(address, client.id, client.secret, undefined, {
      [openid.customFetch]: guarded,
      execute: isLoopback(url) ? [openid.allowInsecureRequests] : []
    });
  let configuration: openid.Configuration;
  try {
    configuration = await discover(url).catch(error => {
      if (codeOf(error) !== WRONG_ISSUER) {
        throw error;
      }
      const { href } = url;
      return discover(new URL(href.endsWith('/') ? href.slice(0, -1) : `${href}/`));
    });
  } catch (cause) {
    throw remoteErrorOf(cause, issuer);
  }
  const metadata = configuration.serverMetadata();
  for (const name of ENDPOINTS) {
    const endpoint = metadata[name];
    if (endpoint !== undefined) {
      origins.add(secureUrl(endpoint).origin);
    }
  }
  return configuration;
}

/** The OAuth 2.0 code of an error answer, `access_denied` for instance; undefined for others. */
export function codeOf(error: unknown): string | undefined {
  if (error instanceof openid.ResponseBodyError) {
    return error.error;
  }
  return error instanceof openid.ClientError ? error.code : undefined;
}

/** An error of the OpenID library in this room's words; no answer's text is kept, only its code. */
export function remoteErrorOf(error: unknown, issuer: string): RemoteError {
  for (let inner = error, depth = 0; depth < 5 && inner instanceof Error; depth++) {
    if (inner instanceof RemoteError) {
      return inner;
    }
    inner = inner.cause;
  }
  const name = withoutQuery(issuer);
  if (error instanceof openid.ResponseBodyError) {
    const told = error.error_description ? ` (${error.error_description})` : '';
    return new RemoteAnswerError(name, `it answered ${error.error}${told}`, error.status);
  }
  const message = error instanceof Error ? error.message : 'unknown trouble';
  return new RemoteAnswerError(name, `its answer cannot be used: ${message}`);
}
