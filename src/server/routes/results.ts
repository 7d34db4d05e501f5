import type { Context, Hono } from 'hono';
import type { Job, ResultLinks } from '../../jobs';
import { isActive, itemEntries, resultCollection, resultItem } from '../../jobs';
import { type Addresses, API_ROOT } from '../addresses';
import { ApiError } from '../api-error';
import type { Authentication } from '../authentication';
import { fileAnswer } from '../file-answer';
import type { AppOptions } from '../options';
import { flag } from '../pages';
import type { Signatures } from '../signatures';
import { logDocument } from './jobs';

/** Starting and stopping jobs, and their results: STAC documents and files. */
export function resultRoutes(
  app: Hono,
  options: AppOptions,
  authentication: Authentication,
  signatures: Signatures,
  addresses: Addresses
): void {
  const { store, queue, folders } = options;
  const results = `${API_ROOT}/jobs/:id/results`;
  const { required, requiredOrSigned } = authentication;

  const linksOf = (c: Context, job: Job): ResultLinks => {
    const path = `/jobs/${job.id}/results`;
    const signed = (below: string) => addresses.of(c, signatures.signedPath(path + below));
    // The signature is on the path alone, so that a link may say `partial` as the request did.
    const partial = isPartial(c);
    const canonical = signed('') + (partial ? '&partial=true' : '');
    const plain = addresses.of(c, path) + (partial ? '?partial=true' : '');
    return {
      self: authentication.linkIsValid(c) ? canonical : plain,
      canonical,
      item: id => signed(`/items/${encodeURIComponent(id)}`),
      asset: fileName => signed(`/assets/${encodeURIComponent(fileName)}`),
      expires: signatures.linkExpiry().toISOString()
    };
  };

  app.post(results, required, c => {
    const id = c.req.param('id');
    queue.start(id);
    return c.body(null, 202, { Link: `<${addresses.of(c, `/jobs/${id}/logs`)}>; rel="monitor"` });
  });

  app.delete(results, required, async c => {
    await queue.cancel(c.req.param('id'));
    return c.body(null, 204);
  });

  app.get(results, requiredOrSigned, c => {
    const job = store.get(c.req.param('id'));
    if (job.status === 'error') {
      const error = store.logs(job.id, { level: 'error' }).entries.at(-1);
      const document = error
        ? logDocument(error)
        : { id: '0', level: 'error', message: 'The job failed.', code: 'Internal' };
      return c.json(document, 424);
    }
    const assets = isPartial(c) ? wholeAssets(job) : finishedAssets(job);
    return c.json(resultCollection(job, assets, linksOf(c, job)), 200, {
      'OpenEO-Costs': '0'
    });
  });

  app.get(`${results}/items/:item`, requiredOrSigned, c => {
    const job = store.get(c.req.param('id'));
    const name = c.req.param('item');
    const entry = itemEntries(wholeAssets(job)).find(({ id }) => id === name);
    if (!entry) {
      throw new ApiError('NotFound', `Job '${job.id}' has no result item '${name}'.`);
    }
    return c.json(resultItem(job, entry, linksOf(c, job)), 200, {
      'Content-Type': 'application/geo+json'
    });
  });

  app.get(`${results}/assets/:file`, requiredOrSigned, c => {
    const job = store.get(c.req.param('id'));
    const name = c.req.param('file');
    const asset = wholeAssets(job).find(({ fileName }) => fileName === name);
    const path = asset && folders.resultFile(job.id, name);
    if (!asset || !path) {
      throw new ApiError('FileNotFound', `Job '${job.id}' has no result file '${name}'.`);
    }
    return fileAnswer(c, path, {
      'Content-Type': asset.mediaType,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`
    });
  });

  /** @throws ApiError unless the job has finished. */
  function finishedAssets(job: Job) {
    if (job.status !== 'finished') {
      throw new ApiError('JobNotFinished', whyNotFinished(job));
    }
    return store.results(job.id);
  }

  /** The files that are whole, also of a job that is under way or was cancelled. @throws ApiError */
  function wholeAssets(job: Job) {
    const mayBePartial = isActive(job.status) || job.status === 'canceled';
    return mayBePartial ? store.results(job.id) : finishedAssets(job);
  }
}

function isPartial(c: Context): boolean {
  return flag(c, 'partial');
}

function whyNotFinished({ id, status }: Job): string {
  switch (status) {
    case 'created':
      return `Batch job '${id}' must be started first.`;
    case 'canceled':
      return `Batch job '${id}' was cancelled; start it again, or list with ?partial=true what it had finished.`;
    case 'error':
      return `Batch job '${id}' has failed and has no results; its log says why.`;
    default:
      return `Batch job '${id}' is ${status}; with ?partial=true the results that are there are listed.`;
  }
}
