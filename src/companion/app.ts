import { join } from 'node:path';
import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { CampaignError, Campaigns } from '../campaigns';
import { RemoteError, Remotes } from '../remote';
import { ApiError, statusOf } from '../server';
import { onlyWith, type OwnLogin } from './authorization';
import { ownCampaignBackend, remoteCampaignBackend } from './campaign-backends';
import { baselineRoutes } from './baselines/baseline-routes';
import type { BaselineArchives } from './baselines/baselines';
import { type BurstOptions, burstRoutes, catalogueAddress } from './bursts/burst-routes';
import { campaignRoutes } from './campaign-routes';
import { CompanionError } from './errors';
import { KeptOverviews } from './overviews/kept';
import { overviewRoutes } from './overviews/routes';
import type { RunOverviews } from './overviews/thread';
import { OverviewsWorks } from './overviews/works';
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
  TokenStoreError: 500,
  CampaignNotFoundError: 404,
  CampaignRequestError: 400,
  BackendNotReadyError: 502,
  BackendRefusalError: 502,
  UnknownOverviewsError: 404,
  OverviewsRequestError: 400,
  InvalidRequestError: 400,
  BurstCatalogueUnavailableError: 502
};

/** What kept overviews may take of the disk unless it is said otherwise: about ten large files. */
const OVERVIEWS_BYTES = 5e9;

export interface CompanionOptions extends OwnLogin {
  readonly remotes: Remotes;
  readonly campaigns: Campaigns;
  readonly bursts: BurstOptions & BaselineArchives;
  readonly overviews: {
    /** Where they are kept. */
    readonly folder: string;
    readonly run: RunOverviews;
    /** Most bytes that they take together. */
    readonly mostBytes?: number;
  };
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
  campaignRoutes(app, options.campaigns);
  burstRoutes(app, options.bursts);
  baselineRoutes(app, options.bursts);
  const { folder, run, mostBytes = OVERVIEWS_BYTES } = options.overviews;
  const kept = new KeptOverviews(folder, mostBytes);
  overviewRoutes(app, new OverviewsWorks(kept, run), kept);

  app.notFound(c => {
    const message = `There is nothing at ${c.req.path} for ${c.req.method}.`;
    return c.json({ code: 'NotFound', message }, 404);
  });

  app.onError((error, c) => {
    if (error instanceof ApiError) {
      const { code, message, headers } = error;
      return c.json({ code, message }, statusOf(code) as ContentfulStatusCode, headers);
    }
    if (
      error instanceof RemoteError ||
      error instanceof CampaignError ||
      error instanceof CompanionError
    ) {
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
export interface OpenOptions extends Omit<CompanionOptions, 'remotes' | 'campaigns' | 'overviews'> {
  /** Where the list of other back-ends, the campaigns and overviews are kept. */
  readonly dataFolder: string;
  readonly runOverviews: RunOverviews;
  /** That list as JSON where the administrator has set it. */
  readonly fixedRemotes?: string;
}

/** The companion of a back-end process. */
export interface Companion {
  /** Answers what is for the companion, and hands all else to another app. */
  beside(app: Fetches): Fetches['fetch'];
  /** Goes on with the campaigns, now that the openEO API of this process can be asked. */
  start(apiRoot: string): void;
  /**
   * An access token for the burst service; null without a login there.
   *
   * @param refused - A token that the service has refused: a new one is asked for.
   * @throws RemoteError
   */
  burstToken(refused?: string): Promise<string | null>;
  /** Settles when it asks nothing any more. Call it before jobs are ended. */
  close(): Promise<void>;
}

interface Fetches {
  fetch(request: Request): Response | Promise<Response>;
}

/** Opens what the companion keeps in a data folder. */
export function openCompanion({
  dataFolder,
  fixedRemotes,
  runOverviews,
  ...options
}: OpenOptions): Companion {
  let apiRoot = '';
  const remotes = new Remotes({
    file: join(dataFolder, 'remotes.json'),
    fixed: fixedRemotes || undefined
  });
  const own = ownCampaignBackend(() => apiRoot, options);
  const campaigns = new Campaigns({
    file: join(dataFolder, 'campaigns.sqlite'),
    backendOf: id => (id === '' ? own : remoteCampaignBackend(remotes.get(id))),
    report: problem =>
      options.report?.(
        problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)
      )
  });
  const overviews = { folder: join(dataFolder, 'overviews'), run: runOverviews };
  const companion = createCompanion({ ...options, remotes, campaigns, overviews });
  return {
    beside: app => request => {
      const isForCompanion = new URL(request.url).pathname.startsWith(`${COMPANION_ROOT}/`);
      return (isForCompanion ? companion : app).fetch(request);
    },
    start: url => {
      apiRoot = url;
      campaigns.open();
    },
    burstToken: async refused =>
      remotes.accessTokenFor(catalogueAddress(options.bursts.catalogueUrl), refused),
    close: () => campaigns.close()
  };
}
