import type { Context, Hono } from 'hono';
import { fileAnswer } from '../../server';
import { OverviewsRequestError, UnknownOverviewsError } from '../errors';
import type { KeptOverviews } from './kept';
import type { OverviewsWorks } from './works';

/**
 * Names the file to make overviews of: its absolute path, percent-encoded. A header, because the
 * Jupyter server passes on none of that name: it sets it itself, for a path that its user may read.
 */
const FILE_HEADER = 'Insar-File';

const ID = '/overviews/:id{[0-9a-f]{64}}';

/**
 * Overviews of GeoTIFFs of the Jupyter server, made when a map asks for them. `watcher` in the query
 * is a name that each map chooses for itself: what no map watches any more is stopped.
 */
export function overviewRoutes(app: Hono, works: OverviewsWorks, kept: KeptOverviews): void {
  const watcherOf = (c: Context) => (c.req.query('watcher') ?? '').slice(0, 64);
  const idOf = (c: Context) => c.req.param('id') ?? '';

  app.post('/overviews', async c => {
    const resampling = c.req.query('resampling') === 'nearest' ? 'nearest' : 'average';
    return c.json(await works.want(fileOf(c), resampling, watcherOf(c)));
  });

  app.get(ID, async c => c.json(await works.status(idOf(c), watcherOf(c))));

  app.delete(ID, c => {
    works.leave(idOf(c), watcherOf(c));
    return c.body(null, 204);
  });

  app.on(['GET', 'HEAD'], `${ID}/file`, async c => {
    const path = await kept.find(idOf(c));
    if (path === null) {
      throw new UnknownOverviewsError(idOf(c));
    }
    return fileAnswer(c, path, { 'Content-Type': 'image/tiff' });
  });
}

/** @throws OverviewsRequestError */
function fileOf(c: Context): string {
  const given = c.req.header(FILE_HEADER);
  if (!given) {
    throw new OverviewsRequestError('the Jupyter server has to name the file');
  }
  try {
    return decodeURIComponent(given);
  } catch {
    throw new OverviewsRequestError('the path of the file is not percent-encoded');
  }
}
