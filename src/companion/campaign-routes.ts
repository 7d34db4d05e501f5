import type { Context, Hono } from 'hono';
import type { Campaigns } from '../campaigns';

/** Campaigns: their list, how far each is, and what can be done with one. */
export function campaignRoutes(app: Hono, campaigns: Campaigns): void {
  const id = (c: Context) => c.req.param('id') ?? '';

  app.get('/campaigns', c => c.json({ campaigns: campaigns.list() }));
  app.post('/campaigns', async c => {
    const request: unknown = await c.req.json().catch(() => null);
    return c.json(campaigns.start(request), 201);
  });
  app.get('/campaigns/:id', c => c.json(campaigns.get(id(c))));
  app.post('/campaigns/:id/pause', c => c.json(campaigns.pause(id(c))));
  app.post('/campaigns/:id/resume', c => c.json(campaigns.resume(id(c))));
  app.post('/campaigns/:id/retry', async c => c.json(await campaigns.retry(id(c))));
  app.post('/campaigns/:id/cancel', async c => c.json(await campaigns.cancel(id(c))));
  app.delete('/campaigns/:id', async c => {
    await campaigns.remove(id(c));
    return c.body(null, 204);
  });
}
