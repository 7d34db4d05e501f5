import type { Hono } from 'hono';
import { type Addresses, API_ROOT } from '../addresses';
import { ApiError, atNode } from '../api-error';
import type { Authentication } from '../authentication';
import { isObject, processOf, readObject } from '../bodies';
import type { AppOptions } from '../options';
import { pageOf } from '../pages';
import { nodePath } from './jobs';
import type { JobProcess } from '../../jobs';

/** User-defined processes, and the validation of any process. */
export function userProcessRoutes(
  app: Hono,
  { userProcesses, processes, validate }: AppOptions,
  authentication: Authentication,
  addresses: Addresses
): void {
  const one = `${API_ROOT}/process_graphs/:id`;

  app.get(`${API_ROOT}/process_graphs`, authentication.required, c => {
    const list = userProcesses.list().map(({ process_graph: _, ...metadata }) => metadata);
    const { entries, links } = pageOf(c, list, addresses.of(c, '/process_graphs'));
    return c.json({ processes: entries, links });
  });

  app.get(one, authentication.required, c => c.json(userProcesses.get(c.req.param('id'))));

  app.put(one, authentication.required, async c => {
    const id = c.req.param('id');
    if (!/^[\w-]+$/.test(id)) {
      throw new ApiError(
        'ProcessInvalid',
        `'${id}' cannot be the id of a process: use letters, digits, underscores and hyphens.`
      );
    }
    if (processes.some(process => process.id === id)) {
      throw new ApiError(
        'PredefinedProcessExists',
        `A predefined process '${id}' exists; choose another id.`
      );
    }
    userProcesses.put({ ...processOf(await readObject(c)), id });
    return c.body(null, 200);
  });

  app.delete(one, authentication.required, c => {
    userProcesses.remove(c.req.param('id'));
    return c.body(null, 204);
  });

  app.post(`${API_ROOT}/validation`, async c => {
    const body = await readObject(c);
    if (!isObject(body.process_graph) || Object.keys(body.process_graph).length === 0) {
      const message = 'Invalid process specified. It does not contain a process graph.';
      return c.json({ errors: [{ code: 'ProcessGraphMissing', message }] });
    }
    const isUser = authentication.isAuthenticated(c.req.header('Authorization'));
    const issues = await validate(body as JobProcess, isUser ? userProcesses.list() : []);
    return c.json({
      errors: issues.map(({ code, message, nodeId }) => ({
        code,
        message: atNode(message, nodeId),
        ...(nodeId ? { path: nodePath(nodeId) } : {})
      }))
    });
  });
}
