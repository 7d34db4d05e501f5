/** An endpoint as `GET /` lists it: a path below the API root, and its methods. */
export interface Endpoint {
  readonly path: string;
  readonly methods: readonly string[];
}

/** What this back-end answers. Capabilities are made of it, and so is the answer 405. */
export const ENDPOINTS: readonly Endpoint[] = [
  { path: '/', methods: ['GET'] },
  { path: '/conformance', methods: ['GET'] },
  { path: '/file_formats', methods: ['GET'] },
  { path: '/udf_runtimes', methods: ['GET'] },
  { path: '/service_types', methods: ['GET'] },
  { path: '/collections', methods: ['GET'] },
  { path: '/collections/{collection_id}', methods: ['GET'] },
  { path: '/collections/{collection_id}/queryables', methods: ['GET'] },
  { path: '/processes', methods: ['GET'] },
  { path: '/credentials/basic', methods: ['GET'] },
  { path: '/credentials/oidc', methods: ['GET'] },
  { path: '/me', methods: ['GET'] },
  { path: '/validation', methods: ['POST'] },
  { path: '/result', methods: ['POST'] },
  { path: '/process_graphs', methods: ['GET'] },
  { path: '/process_graphs/{process_graph_id}', methods: ['GET', 'PUT', 'DELETE'] },
  { path: '/jobs', methods: ['GET', 'POST'] },
  { path: '/jobs/{job_id}', methods: ['GET', 'PATCH', 'DELETE'] },
  { path: '/jobs/{job_id}/estimate', methods: ['GET'] },
  { path: '/jobs/{job_id}/logs', methods: ['GET'] },
  { path: '/jobs/{job_id}/results', methods: ['GET', 'POST', 'DELETE'] }
];

/** Endpoints of the openEO API that this back-end leaves out; they are answered with 501. */
const LEFT_OUT = [
  '/services',
  '/services/{service_id}',
  '/services/{service_id}/logs',
  '/files',
  '/files/{path}'
];

/** Methods of the endpoint that a path below the API root belongs to; null when there is none. */
export function methodsAt(path: string): readonly string[] | null {
  return ENDPOINTS.find(endpoint => matches(endpoint.path, path))?.methods ?? null;
}

export function isLeftOut(path: string): boolean {
  return LEFT_OUT.some(pattern => matches(pattern, path));
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const parts = path.split('/');
  return (
    wanted.length === parts.length &&
    wanted.every((part, i) => part.startsWith('{') || part === parts[i])
  );
}
