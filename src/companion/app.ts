import { join } from 'node:path';
import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { RemoteError, Remotes } from '../remote';
import { onlyWith, type OwnLogin } from './authorization';
import { remoteRoutes } from './remote-routes';

/** Where the companion lies on the server. */
const COMPANION_ROOT = '/companion';

const STATUS_OF: Readonly<Record<string, ContentfulStatusCode>> = {
  UnknownRemoteError: 404,
  AssetNotFoundError: 404,
  RemoteSettingsError: 400,
  LoginNotPossibleError: 400,
  RemoteAddressError: 403,
  RemoteUnreachableError: 502,
  RemoteAnswerError: 502,
  TokenStoreError: 500
};

export interface CompanionOptions extends OwnLogin {
  readonly remotes: Remotes;
  /** Told of errors that are this program's own fault. */
  readonly report?: (problem: string) => void;
}

/**
 * What the panel asks beyond openEO, below `/companion`: for the Jupyter server alone, which passes on
 * what the browser asks. Errors are `{code, message}`, as openEO's are.
 */
export function createCompanion(options: CompanionOptions): Hono {
  const app = new Hono().basePath(COMPANION_ROOT);
  app.use(onlyWith(options));
  remoteRoutes(app, options.remotes);

  app.notFound(c => {
    const message = `There is nothing at ${c.req.path} for ${c.req.method}.`;
    return c.json({ code: 'NotFound', message }, 404);
  });

  app.onError((error, c) => {
    if (error instanceof RemoteError) {
      const code = error._tag.replace(/Error$/, '');
      return c.json({ code, message: error.message }, STATUS_OF[error._tag] ?? 500);
    }
    // The stack alone: what an error carries along may hold a token.
    options.report?.(error.stack ?? error.message);
    return c.json({ code: 'Internal', message: `Server error: ${error.message}` }, 500);
  });
  return app;
}

/** What the companion of a back-end process is made from. */
export interface ServeOptions extends Omit<CompanionOptions, 'remotes'> {
  /** Where the list of other back-ends is kept. */
  readonly dataFolder: string;
  /** That list as JSON where the administrator has set it. */
  readonly fixedRemotes?: string;
}

/** Answers what is for the companion, and hands all else to another app. */
export function besideCompanion(
  app: { fetch(request: Request): Response | Promise<Response> },
  { dataFolder, fixedRemotes, ...options }: ServeOptions
): (request: Request) => Response | Promise<Response> {
  const remotes = new Remotes({
    file: join(dataFolder, 'remotes.json'),
    fixed: fixedRemotes || undefined
  });
  const companion = createCompanion({ ...options, remotes });
  return request => {
    const isForCompanion = new URL(request.url).pathname.startsWith(`${COMPANION_ROOT}/`);
    return (isForCompanion ? companion : app).fetch(request);
  };
}
