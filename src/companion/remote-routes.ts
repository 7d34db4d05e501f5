import type { Context, Hono } from 'hono';
import {
  type ForwardRequest,
  type LoginRequest,
  type LoginStatus,
  type RemoteBackend,
  RemoteError,
  type Remotes,
  RemoteSettingsError
} from '../remote';
import { methods } from './needs';
import { bodyOf } from './request-body';

interface FailedStatus {
  readonly state: 'failed';
  readonly message: string;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Other back-ends: their list, what each is and offers, logins, requests with that login, and result
 * files by range. No answer holds a token.
 */
export function remoteRoutes(app: Hono, remotes: Remotes): void {
  const list = () => {
    const { isFixed, problem } = remotes;
    return { remotes: remotes.list(), isFixed, ...(problem && { problem }) };
  };
  const remote = (c: Context) => remotes.get(c.req.param('id') ?? '');

  app.get('/remotes', c => c.json(list()));

  app.put('/remotes', async c => {
    remotes.replace((await bodyOf(c)).remotes);
    return c.json(list());
  });

  app.get('/remotes/:id', async c => c.json(await summaryOf(remote(c))));

  app.get('/remotes/:id/login', async c => c.json(await remote(c).loginStatus()));

  app.post('/remotes/:id/login', async c => {
    const backend = remote(c);
    return c.json(await backend.logIn(loginRequestOf(await bodyOf(c))));
  });

  app.delete('/remotes/:id/login', async c => c.json(await remote(c).logOut()));

  app.on(METHODS, '/remotes/:id/openeo/*', async c =>
    remote(c).forward(await forwardRequestOf(c, 4))
  );

  app.on(['GET', 'HEAD'], '/remotes/:id/jobs/:job/assets/:name{.+}', async c => {
    const { job, name } = c.req.param();
    return remote(c).readAsset(job, name, await forwardRequestOf(c, 6));
  });
}

/** What the panel shows of a back-end. */
async function summaryOf(backend: RemoteBackend) {
  const { apiUrl, apiVersion, title, isProduction, processIds } = await backend.describe();
  const offered = new Set(processIds);
  return {
    ...backend.remote,
    backendTitle: title,
    apiUrl,
    apiVersion,
    isProduction,
    processes: processIds.length,
    methods: methods().map(({ id, needs }) => {
      const missing = needs.filter(process => !offered.has(process));
      return { id, isOffered: missing.length === 0, missing };
    }),
    logins: await backend.loginMethods(),
    login: await loginOf(backend)
  };
}

/** The state of the login; where it cannot be asked, the rest of the summary is still of use. */
async function loginOf(backend: RemoteBackend): Promise<LoginStatus | FailedStatus> {
  try {
    return await backend.loginStatus();
  } catch (error) {
    if (error instanceof RemoteError) {
      return { state: 'failed', message: error.message };
    }
    throw error;
  }
}

/** @param skipped - Number of parts of the path before what is asked of the back-end. */
async function forwardRequestOf(c: Context, skipped: number): Promise<ForwardRequest> {
  const { pathname, search } = new URL(c.req.url);
  const hasBody = !['GET', 'HEAD'].includes(c.req.method);
  return {
    method: c.req.method,
    path: pathname
      .split('/')
      .slice(skipped + 1)
      .join('/'),
    query: search,
    headers: c.req.raw.headers,
    body: hasBody ? await c.req.arrayBuffer() : undefined,
    signal: c.req.raw.signal
  };
}

/** @throws RemoteSettingsError */
function loginRequestOf(body: Record<string, unknown>): LoginRequest {
  const { method, provider, user, password } = body;
  if (method === 'oidc') {
    return { method, provider: typeof provider === 'string' ? provider : undefined };
  }
  if (method === 'basic' && typeof user === 'string' && typeof password === 'string') {
    return { method, user, password };
  }
  throw new RemoteSettingsError(
    'body',
    'expected {"method": "oidc", "provider"} or {"method": "basic", "user", "password"}'
  );
}
