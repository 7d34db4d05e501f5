import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export const CLIENT_ID = 'jupyter-public';
const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';

/** Lives of what the provider gives, in seconds. */
export interface Lives {
  readonly accessTokenS?: number;
  readonly deviceCodeS?: number;
}

/** A real OpenID Connect provider on this machine, with one public client for device codes. */
export class OpenidProvider {
  /** Every token and device code that it has given. */
  readonly tokens = new Set<string>();
  /** Requests for tokens, by grant type. */
  readonly grants: string[] = [];
  /** While it is true, connections for tokens break off. */
  isAway = false;
  /** How often one has. */
  breaks = 0;

  private constructor(
    readonly issuer: string,
    readonly provider: Provider,
    private readonly server: Server
  ) {}

  static async start(lives: Lives = {}): Promise<OpenidProvider> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: CLIENT_ID,
          token_endpoint_auth_method: 'none',
          grant_types: [DEVICE_CODE, 'refresh_token'],
          response_types: [],
          redirect_uris: []
        }
      ],
      scopes: ['openid', 'offline_access'],
      features: {
        deviceFlow: { enabled: true },
        devInteractions: { enabled: true },
        revocation: { enabled: true },
        userinfo: { enabled: true }
      },
      ttl: {
        AccessToken: lives.accessTokenS ?? 600,
        DeviceCode: lives.deviceCodeS ?? 600,
        RefreshToken: 3600,
        Grant: 3600,
        Interaction: 600,
        Session: 3600,
        IdToken: 600
      },
      rotateRefreshToken: true
    });
    const known = new OpenidProvider(issuer, provider, server);
    provider.use(async (ctx, next) => {
      await next();
      const body = ctx.body as Record<string, unknown> | undefined;
      if (ctx.path === '/device/auth' && ctx.status === 200 && body) {
        // Without it clients ask every five seconds.
        body.interval = 1;
        known.tokens.add(String(body.device_code));
      }
      if (ctx.path === '/token') {
        known.grants.push(String(ctx.oidc?.params?.grant_type));
        for (const name of ['access_token', 'refresh_token', 'id_token']) {
          if (typeof body?.[name] === 'string') {
            known.tokens.add(body[name]);
          }
        }
      }
    });
    const answer = provider.callback();
    server.on('request', (request, response) => {
      if (known.isAway && request.url === '/token') {
        known.breaks++;
        request.socket.destroy();
      } else {
        answer(request, response);
      }
    });
    return known;
  }

  /** Makes every access token so far invalid at once. */
  async forgetAccessTokens(): Promise<void> {
    for (const token of this.tokens) {
      await (await this.provider.AccessToken.find(token))?.destroy();
    }
  }

  /** Ends a login, as an administrator of the provider would. */
  async revoke(refreshToken: string): Promise<void> {
    await (await this.provider.RefreshToken.find(refreshToken))?.destroy();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
  }
}
