import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { bodyOf } from '../request-body';
import { baselineRequest } from './baseline-request';
import { type BaselineArchives, Baselines } from './baselines';

const MOST_BODY_BYTES = 2 ** 20;

/** `POST /baselines`: those of a burst's days against one of them. */
export function baselineRoutes(app: Hono, archives: BaselineArchives): void {
  const baselines = new Baselines(archives);

  app.post('/baselines', bodyLimit({ maxSize: MOST_BODY_BYTES }), async c => {
    const request = baselineRequest(await bodyOf(c));
    return c.json(await baselines.of(request, c.req.raw.signal));
  });
}
