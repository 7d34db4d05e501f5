import type { Context, Hono } from 'hono';
import type { Job, LogEntry } from '../../jobs';
import { LOG_LEVELS } from '../../jobs';
import type { LogLevel } from '../../engine';
import { type Addresses, API_ROOT } from '../addresses';
import { ApiError } from '../api-error';
import type { Authentication } from '../authentication';
import { jobChangesOf, jobRequestOf, readObject } from '../bodies';
import type { AppOptions } from '../options';
import { nextLink, wholeNumber } from '../pages';

/** Batch jobs but for their results: create, list, change, remove, estimate, log. */
export function jobRoutes(
  app: Hono,
  { store, queue }: AppOptions,
  authentication: Authentication,
  addresses: Addresses
): void {
  const all = `${API_ROOT}/jobs`;
  const one = `${all}/:id`;
  app.use(all, authentication.required);
  app.use(one, authentication.required);

  app.get(all, c => {
    const limit = wholeNumber(c, 'limit', 1);
    const { entries, next } = store.list(limit, wholeNumber(c, 'before', 1));
    const nextPage = addresses.of(c, `/jobs?limit=${limit}&before=${next}`);
    return c.json({
      jobs: entries.map(summaryOf),
      links: next === undefined ? [] : [nextLink(nextPage)]
    });
  });

  app.post(all, async c => {
    const job = store.create(jobRequestOf(await readObject(c)));
    return c.body(null, 201, {
      Location: addresses.of(c, `/jobs/${job.id}`),
      'OpenEO-Identifier': job.id
    });
  });

  app.get(one, c => {
    const job = store.get(c.req.param('id'));
    const linkTo = (rel: string, below: string) => ({
      rel,
      href: addresses.of(c, `/jobs/${job.id}/${below}`),
      type: 'application/json'
    });
    const links = [linkTo('monitor', 'logs')];
    if (job.status === 'finished') {
      links.push(linkTo('result', 'results'));
    }
    return c.json({ ...job.additional, ...summaryOf(job), process: job.process, links });
  });

  app.patch(one, async c => {
    store.get(c.req.param('id'));
    queue.change(c.req.param('id'), jobChangesOf(await readObject(c)));
    return c.body(null, 204);
  });

  app.delete(one, async c => {
    await queue.remove(c.req.param('id'));
    return c.body(null, 204);
  });

  app.get(`${one}/estimate`, authentication.required, c => {
    store.get(c.req.param('id'));
    return c.json({ costs: 0 });
  });

  app.get(`${one}/logs`, authentication.required, c => {
    const { id, logLevel } = store.get(c.req.param('id'));
    const level = levelOf(c);
    const limit = wholeNumber(c, 'limit', 1);
    const { entries, next } = store.logs(id, { after: c.req.query('offset'), level, limit });
    const lowest = LOG_LEVELS.indexOf(level) > LOG_LEVELS.indexOf(logLevel) ? level : logLevel;
    const nextPage = addresses.of(
      c,
      `/jobs/${id}/logs?limit=${limit}&offset=${next}&level=${level}`
    );
    return c.json({
      level: lowest,
      logs: entries.map(logDocument),
      links: next === undefined ? [] : [nextLink(nextPage)]
    });
  });
}

/** What lists show of a job; members that are not known are left out. */
function summaryOf(job: Job) {
  const { id, title, description, status, progress, created, updated, plan, budget, usage } = job;
  const { queued, started } = job;
  return {
    id,
    title,
    description,
    status,
    progress,
    created,
    updated,
    queued,
    started,
    plan,
    budget,
    log_level: job.logLevel,
    ...(status === 'finished' ? { costs: 0 } : {}),
    ...(usage
      ? {
          usage: {
            duration: metric(usage.durationS, 'seconds'),
            cpu: metric(usage.cpuS, 'cpu-seconds'),
            peak_memory: metric(usage.peakMemoryBytes, 'bytes')
          }
        }
      : {})
  };
}

function metric(value: number | undefined, unit: string) {
  return value === undefined ? undefined : { value: Math.round(value * 1000) / 1000, unit };
}

/** A log entry as openEO shows it. */
export function logDocument({ id, time, level, message, code, nodeId }: LogEntry) {
  return { id, level, message, time, code, path: nodeId ? nodePath(nodeId) : undefined };
}

/** A node, followed by those whose callback it is in. */
export function nodePath(nodeId: string): { node_id: string }[] {
  return nodeId
    .split('.')
    .reverse()
    .map(node => ({ node_id: node }));
}

function levelOf(c: Context): LogLevel {
  const level = c.req.query('level') || 'debug';
  if (!LOG_LEVELS.includes(level as LogLevel)) {
    throw new ApiError(
      'RequestInvalid',
      `The query parameter 'level' must be one of ${LOG_LEVELS.join(', ')}, not '${level}'.`
    );
  }
  return level as LogLevel;
}
