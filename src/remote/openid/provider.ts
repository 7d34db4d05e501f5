/** A client that a back-end lists for whoever has none of their own. */
export interface DefaultClient {
  readonly id: string;
  readonly grantTypes: readonly string[];
}

/** An OpenID Connect provider as `/credentials/oidc` of an openEO back-end lists it. */
export interface OpenidProvider {
  readonly id: string;
  /** As the back-end writes it: it is the key of the token store, trailing slash aside. */
  readonly issuer: string;
  readonly title: string;
  readonly scopes: readonly string[];
  readonly defaultClients: readonly DefaultClient[];
  /** Sent with the request for a device code. */
  readonly authorizationParameters: Readonly<Record<string, string>>;
}

/** Whom a login is for at a provider. */
export interface OpenidClient {
  readonly id: string;
  readonly secret?: string;
  /** Whether the device code is bound to this process by RFC 7636. */
  readonly usesPkce: boolean;
}

const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';
const DEVICE_CODE_PKCE = `${DEVICE_CODE}+pkce`;

/**
 * The client of a provider, by the rules of the openEO Python client, so that both find each other's
 * logins: the one of its configuration file, else the first default client that may refresh and use a
 * device code. Null when there is none.
 */
export function chooseClient(
  provider: OpenidProvider,
  configured: { readonly id: string; readonly secret?: string } | null
): OpenidClient | null {
  const { defaultClients } = provider;
  const id =
    configured?.id ??
    defaultClients.find(
      ({ grantTypes }) =>
        grantTypes.includes('refresh_token') &&
        (grantTypes.includes(DEVICE_CODE) || grantTypes.includes(DEVICE_CODE_PKCE))
    )?.id;
  if (id === undefined) {
    return null;
  }
  const secret = configured?.secret;
  const listsPkce = defaultClients.some(
    client => client.id === id && client.grantTypes.includes(DEVICE_CODE_PKCE)
  );
  return { id, secret, usesPkce: secret === undefined && listsPkce };
}

/**
 * The provider that the openEO Python client takes when none is named: by OPENEO_AUTH_PROVIDER_ID,
 * else the one that its configuration file knows, else the first.
 */
export function preferredProvider(
  providers: readonly OpenidProvider[],
  configuredIds: readonly string[],
  fromEnvironment: string | undefined
): OpenidProvider | null {
  const named = providers.find(({ id }) => id === fromEnvironment);
  const configured = providers.filter(({ id }) => configuredIds.includes(id));
  return named ?? (configured.length === 1 ? configured[0] : (providers[0] ?? null));
}

/** The scopes of a login that is to be refreshed, in the order of the alphabet. */
export function scopesOf(provider: OpenidProvider): string {
  return [...new Set(['openid', 'offline_access', ...provider.scopes])].sort().join(' ');
}
