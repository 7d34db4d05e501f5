import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv, { type ErrorObject } from 'ajv/dist/2020';
import { describe, expect, it } from 'vitest';
import { BEARER, fakeBackend, graphOf, PASSWORD, ROOT, USER } from './fake-backend';

const { load } = createRequire(import.meta.url)('js-yaml') as { load(text: string): unknown };

/** The description of the openEO API 1.2.0, which comes with the conformance tests. */
const DESCRIPTION = join(
  __dirname,
  '../../../../shared/conformance/suite/assets/openeo-api/openapi.yaml'
);

const there = existsSync(DESCRIPTION);
const reason = there ? '' : ' (skipped: the description of the API is not on this machine)';

type Schema = Record<string, unknown>;
interface Description {
  paths: Record<string, Record<string, { responses: Record<string, Schema> }>>;
  components: { responses: Record<string, Schema> };
}

function schemas() {
  // Without `nullable`, which JSON Schema does not know: no answer may hold a null where a type is named.
  const description = JSON.parse(
    JSON.stringify(load(readFileSync(DESCRIPTION, 'utf8')))
      .replaceAll('"nullable":true,', '')
      .replaceAll(',"nullable":true', '')
  ) as Description;
  const ajv = new Ajv({ strict: false, validateFormats: false, discriminator: false });
  ajv.addSchema(description, 'openeo');
  /** What speaks against a document as the answer of an endpoint. */
  return (path: string, method: string, status: string, document: unknown): string[] => {
    const escape = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');
    const response = description.paths[path][method].responses[status];
    const reference = response.$ref as string | undefined;
    const place = reference
      ? reference.slice(2)
      : `paths/${escape(path)}/${method}/responses/${status}`;
    const schema = `openeo#/${place}/content/${escape('application/json')}/schema`;
    const validate = ajv.compile({ $ref: schema.replace(/[{}]/g, encodeURIComponent) });
    validate(document);
    // The description wants a schema of a parameter to fit one of two alternatives, but plain ones
    // such as {"type": "number"} fit both: openEO's own definitions fail there as well.
    return (validate.errors ?? [])
      .map((error: ErrorObject) => `${error.instancePath} ${error.message}`)
      .filter(error => !/\/parameters\/\d+\/schema must /.test(error));
  };
}

describe.skipIf(!there)(`answers match the description of the openEO API${reason}`, () => {
  const login = { Authorization: `Basic ${btoa(`${USER}:${PASSWORD}`)}` };

  it('where they are made of nothing but the back-end', async () => {
    const { app } = fakeBackend();
    const check = schemas();
    const paths = [
      '/',
      '/.well-known/openeo',
      '/conformance',
      '/file_formats',
      '/udf_runtimes',
      '/service_types',
      '/processes',
      '/collections',
      '/me',
      '/credentials/basic',
      '/credentials/oidc',
      '/jobs',
      '/process_graphs'
    ];
    for (const path of paths) {
      const headers = path === '/credentials/basic' ? login : BEARER;
      const answer = await app.request(`${ROOT}${path}`, { headers });
      expect([path, answer.status]).toEqual([path, 200]);
      expect([path, check(path, 'get', '200', await answer.json())]).toEqual([path, []]);
    }
    const one = await (await app.request(`${ROOT}/collections/stack-1`)).json();
    expect(check('/collections/{collection_id}', 'get', '200', one)).toEqual([]);
  });

  it('where they tell of jobs and processes of the user', async () => {
    const { send, create, runJob } = fakeBackend();
    const check = schemas();
    await send('PUT', '/process_graphs/mine', { ...graphOf('add'), parameters: [] });
    const finished = await runJob('save');
    const failed = await runJob('fail');
    await create('add', { title: 'A job', description: 'To test.', budget: 5, plan: 'free' });
    const get = async (path: string) => (await send('GET', path)).json();
    expect(check('/jobs', 'get', '200', await get('/jobs'))).toEqual([]);
    expect(check('/process_graphs', 'get', '200', await get('/process_graphs'))).toEqual([]);
    const udp = '/process_graphs/{process_graph_id}';
    expect(check(udp, 'get', '200', await get('/process_graphs/mine'))).toEqual([]);
    for (const id of [finished, failed]) {
      expect(check('/jobs/{job_id}', 'get', '200', await get(`/jobs/${id}`))).toEqual([]);
      const logs = await get(`/jobs/${id}/logs`);
      expect(check('/jobs/{job_id}/logs', 'get', '200', logs)).toEqual([]);
      const estimate = await get(`/jobs/${id}/estimate`);
      expect(check('/jobs/{job_id}/estimate', 'get', '200', estimate)).toEqual([]);
    }
    const results = '/jobs/{job_id}/results';
    expect(check(results, 'get', '200', await get(`/jobs/${finished}/results`))).toEqual([]);
    const running = await create('save-wait');
    await send('POST', `/jobs/${running}/results`);
    const partial = await get(`/jobs/${running}/results?partial=true`);
    expect(check(results, 'get', '200', partial)).toEqual([]);
    expect(check(results, 'get', '424', await get(`/jobs/${failed}/results`))).toEqual([]);
    const issues = await (await send('POST', '/validation', graphOf('nothing'))).json();
    expect(check('/validation', 'post', '200', issues)).toEqual([]);
  });

  it('where they are errors', async () => {
    const { app, send } = fakeBackend();
    const check = schemas();
    const refused = [
      await app.request(`${ROOT}/me`),
      await send('GET', '/jobs/none'),
      await send('POST', '/jobs', {}),
      await send('DELETE', '/processes'),
      await send('GET', '/nowhere')
    ];
    for (const answer of refused) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(check('/jobs', 'get', '4XX', await answer.json())).toEqual([]);
    }
  });

  it('and not just any document', () => {
    expect(schemas()('/jobs', 'get', '200', { jobs: [{ id: 1 }] })).not.toEqual([]);
  });
});
