import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Ready } from '../running-backend';
import { CLIENT_ID } from './openid-provider';

export const PROVIDER_ID = 'campus';
const API = '/openeo/1.2';

/**
 * Stands before a back-end of ours and lets in whoever an OpenID Connect provider knows, as large
 * back-ends do: it lists that provider, and asks its user info endpoint about each token.
 */
export class Gate {
  /** Paths that were asked with a valid token. */
  readonly entered: string[] = [];
  /** Paths that were asked with a token that is not, or no longer, good. */
  readonly refused: string[] = [];
  /** Headers of all requests. */
  readonly headers: IncomingMessage['headers'][] = [];
  private readonly server: Server = createServer((request, response) => {
    this.answer(request, response).catch(error => response.destroy(error));
  });

  constructor(
    private readonly backend: Ready,
    private readonly issuer: string
  ) {}

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.headers.push(request.headers);
    const { pathname } = new URL(request.url ?? '/', this.url);
    if (pathname === `${API}/credentials/oidc`) {
      send(response, 200, { providers: [this.provider()] });
    } else if (pathname === `${API}/echo`) {
      // What a careless server would do: the whole request, in body and headers.
      response.setHeader('Link', `<https://x.example/?${request.headers.authorization}>; rel=a`);
      send(response, 200, { headers: request.headers });
    } else if (pathname === `${API}/elsewhere`) {
      response.writeHead(302, { location: 'https://elsewhere.example/?a=b' }).end();
    } else {
      await this.pass(request, response, pathname);
    }
  }

  private provider() {
    return {
      id: PROVIDER_ID,
      issuer: `${this.issuer}/`,
      title: 'Campus login',
      scopes: ['openid'],
      default_clients: [
        {
          id: CLIENT_ID,
          grant_types: ['urn:ietf:params:oauth:grant-type:device_code+pkce', 'refresh_token']
        }
      ]
    };
  }

  /** Hands a request on to the back-end, as its user if the token is good. */
  private async pass(
    request: IncomingMessage,
    response: ServerResponse,
    pathname: string
  ): Promise<void> {
    const headers = new Headers({ host: request.headers.host ?? '' });
    for (const name of ['accept', 'content-type', 'range']) {
      const value = request.headers[name];
      if (typeof value === 'string') {
        headers.set(name, value);
      }
    }
    const bearer = request.headers.authorization;
    if (bearer !== undefined) {
      if (!(await this.isKnown(bearer))) {
        this.refused.push(pathname);
        send(response, 403, { code: 'TokenInvalid', message: 'The token is not valid.' });
        return;
      }
      this.entered.push(pathname);
      const { user, password } = this.backend;
      headers.set('authorization', `Basic ${btoa(`${user}:${password}`)}`);
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const { origin } = new URL(this.backend.url);
    const answer = await fetch(origin + (request.url ?? ''), {
      method: request.method,
      headers,
      body: chunks.length > 0 ? Buffer.concat(chunks) : undefined
    });
    const body = Buffer.from(await answer.arrayBuffer());
    const kept = [...answer.headers].filter(
      ([name]) => !/^(transfer|content)-(enc|len)/.test(name)
    );
    // The back-end names itself by the address that it listens on.
    const text = /json/.test(answer.headers.get('content-type') ?? '')
      ? Buffer.from(body.toString().replaceAll(origin, this.url))
      : body;
    const isHead = request.method === 'HEAD';
    const length = isHead ? answer.headers.get('content-length') : String(text.length);
    response.writeHead(answer.status, {
      ...Object.fromEntries(kept),
      ...(length !== null && { 'content-length': length })
    });
    response.end(isHead ? undefined : text);
  }

  private async isKnown(bearer: string): Promise<boolean> {
    const token = new RegExp(`^Bearer oidc/${PROVIDER_ID}/(.+)$`).exec(bearer)?.[1];
    const authorization = `Bearer ${token}`;
    return (await fetch(`${this.issuer}/me`, { headers: { authorization } })).ok;
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text)
  });
  response.end(text);
}
