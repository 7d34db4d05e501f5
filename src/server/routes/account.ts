import type { Hono } from 'hono';
import { API_ROOT } from '../addresses';
import type { Authentication } from '../authentication';

/** Logging in, and who is logged in. */
export function accountRoutes(app: Hono, authentication: Authentication): void {
  app.get(`${API_ROOT}/credentials/basic`, c =>
    c.json({ access_token: authentication.login(c.req.header('Authorization')) })
  );

  app.get(`${API_ROOT}/me`, authentication.required, c =>
    c.json({ user_id: authentication.user, name: authentication.user, links: [] })
  );
}
