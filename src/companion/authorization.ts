import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

/** The login that the Jupyter server sends with each request. */
export interface OwnLogin {
  readonly user: string;
  readonly password: string;
}

/** Lets in whoever sends the back-end's own user name and password, which is the Jupyter server. */
export function onlyWith({ user, password }: OwnLogin): MiddlewareHandler {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`);
  return async (c, next) => {
    if (!timingSafeEqual(digest(c.req.header('Authorization') ?? ''), expected)) {
      const message = 'This address serves the Jupyter server only.';
      return c.json({ code: 'AuthenticationRequired', message }, 401);
    }
    await next();
  };
}
