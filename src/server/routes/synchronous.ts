import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Hono } from 'hono';
import { API_ROOT } from '../addresses';
import { ApiError, atNode } from '../api-error';
import type { Authentication } from '../authentication';
import { jobRequestOf, readObject } from '../bodies';
import { fileAnswer } from '../file-answer';
import type { AppOptions } from '../options';
import { tar } from '../tar';

/** `POST /result`: the answer is the one result file, a tar of several, or the value as JSON. */
export function synchronousRoutes(
  app: Hono,
  { synchronousRuns, userProcesses, validate }: AppOptions,
  authentication: Authentication
): void {
  app.post(`${API_ROOT}/result`, authentication.required, async c => {
    const { process } = jobRequestOf(await readObject(c));
    const [issue] = await validate(process, userProcesses.list());
    if (issue) {
      throw new ApiError(issue.code, atNode(issue.message, issue.nodeId));
    }
    const result = await synchronousRuns.run(process, c.req.raw.signal);
    const headers = { 'OpenEO-Costs': '0', 'OpenEO-Identifier': result.id };
    const remove = () => void result.remove();
    const { assets, value, folder } = result;
    if (assets.length === 1) {
      const [{ fileName, mediaType }] = assets;
      const type = { 'Content-Type': mediaType };
      return fileAnswer(c, join(folder, fileName), { ...headers, ...type }, remove);
    }
    if (assets.length > 1) {
      const entries = assets.map(({ fileName: name }) => ({ name, path: join(folder, name) }));
      const stream = Readable.from(tar(entries), { objectMode: false });
      stream.once('close', remove);
      return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
        headers: { ...headers, 'Content-Type': 'application/x-tar' }
      });
    }
    remove();
    if (value === undefined) {
      throw new ApiError(
        'ProcessGraphInvalid',
        'The result of the process graph is a data cube that was not saved; end the graph with save_result.'
      );
    }
    return c.body(JSON.stringify(value), 200, { ...headers, 'Content-Type': 'application/json' });
  });
}
