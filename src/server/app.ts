import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Addresses, pathBelowRoot, API_ROOT, tidyPath } from './addresses';
import { ApiError, apiErrorOf } from './api-error';
import { Authentication } from './authentication';
import { isLeftOut, methodsAt } from './endpoints';
import { isListed, statusOf } from './error-codes';
import type { AppOptions } from './options';
import { accountRoutes } from './routes/account';
import { discoveryRoutes } from './routes/discovery';
import { jobRoutes } from './routes/jobs';
import { openidRoutes } from './routes/openid';
import { resultRoutes } from './routes/results';
import { synchronousRoutes } from './routes/synchronous';
import { userProcessRoutes } from './routes/user-processes';
import { Signatures } from './signatures';

const ERROR_CODES = 'https://openeo.org/documentation/1.0/developers/api/errors.html';
const MOST_BODY_BYTES = 10 * 1024 * 1024;

/**
 * The openEO API 1.2.0 below `/openeo/1.2`. It opens no port:
 *
 * @example
 * const app = createApp(options);
 * const answer = await app.request('/openeo/1.2/processes');
 */
export function createApp(options: AppOptions): Hono {
  const signatures = new Signatures(options.secret, options.now ?? (() => new Date()));
  const authentication = new Authentication(signatures, options.user, options.password);
  const addresses = new Addresses(options.publicUrl);
  const app = new Hono({ getPath: request => tidyPath(new URL(request.url).pathname) });

  app.use(
    cors({
      origin: '*',
      allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      allowHeaders: ['Authorization', 'Content-Type', 'Range', 'If-None-Match', 'If-Range'],
      exposeHeaders: [
        'Location',
        'Link',
        'OpenEO-Identifier',
        'OpenEO-Costs',
        'Content-Range',
        'Accept-Ranges',
        'Content-Length',
        'ETag'
      ],
      maxAge: 3600
    })
  );
  app.use(
    bodyLimit({
      maxSize: MOST_BODY_BYTES,
      onError: () => {
        throw new ApiError(
          'RequestTooLarge',
          `The body of a request may have ${MOST_BODY_BYTES} bytes at most.`
        );
      }
    })
  );

  discoveryRoutes(app, options, addresses);
  accountRoutes(app, authentication);
  openidRoutes(app, authentication, addresses);
  userProcessRoutes(app, options, authentication, addresses);
  jobRoutes(app, options, authentication, addresses);
  resultRoutes(app, options, authentication, signatures, addresses);
  synchronousRoutes(app, options, authentication);

  app.notFound(c => {
    const { pathname } = new URL(c.req.url);
    const path = tidyPath(pathname) === API_ROOT ? '/' : pathBelowRoot(pathname);
    const methods = methodsAt(path);
    if (methods) {
      const message = `${c.req.method} is not possible here; use ${methods.join(', ')}.`;
      throw new ApiError('MethodNotAllowed', message, { Allow: methods.join(', ') });
    }
    if (isLeftOut(path)) {
      throw new ApiError('FeatureUnsupported', `This back-end does not offer ${path}.`);
    }
    throw new ApiError('NotFound', `There is nothing at ${pathname}.`);
  });

  app.onError((thrown, c) => {
    const { code, message, headers } = apiErrorOf(thrown);
    const id = randomUUID();
    if (code === 'Internal') {
      options.report?.(thrown, id);
    }
    const links = isListed(code) ? [{ rel: 'about', href: ERROR_CODES, type: 'text/html' }] : [];
    const error = { id, code, message, links };
    return c.json(error, statusOf(code) as ContentfulStatusCode, headers);
  });

  return app;
}
