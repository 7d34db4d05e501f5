import type { Context, Hono } from 'hono';
import type { Job, ResultLinks } from '../../jobs';
import { itemEntries, resultCollection, resultItem } from '../../jobs';
import { type Addresses, API_ROOT } from '../addresses';
import { ApiError } from '../api-error';
import type { Authentication } from '../authentication';
import { fileAnswer } from '../file-answer';
import type { AppOptions } from '../options';
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
    return {
      self: authentication.linkIsValid(c) ? signed('') : addresses.of(c, path),
      canonical: signed(''),
      item: id => signed(`/items/${encodeURIComponent(id)}`),
      asset: fileName => signed(`/assets/${encodeURIComponent(fileName)}`),
      expires: signatures.linkExpiry().toISOString()
    };
  };

  app.post(results, required, c => {
    queue.start(c.req.param('id'));
    return c.body(null, 202);
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
    return c.json(resultCollection(job, finishedAssets(job), linksOf(c, job)), 200, {
      'OpenEO-Costs': '0'
    });
  });

  app.get(`${results}/items/:item`, requiredOrSigned, c => {
    const job = store.get(c.req.param('id'));
    const name = c.req.param('item');
    const entry = itemEntries(finishedAssets(job)).find(({ id }) => id === name);
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
    const asset = finishedAssets(job).find(({ fileName }) => fileName === name);
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
    if (job.status === 'finished') {
      return store.results(job.id);
    }
    if (job.status === 'created' || job.status === 'canceled') {
      throw new ApiError('JobNotStarted', `Batch job '${job.id}' must be started first.`);
    }
    throw new ApiError(
      'JobNotFinished',
      job.status === 'error'
        ? `Batch job '${job.id}' has failed and has no results; its log says why.`
        : `Batch job '${job.id}' is ${job.status}; its results are not there yet.`
    );
  }
}
