import type { Hono } from 'hono';
import { Addresses, API_ROOT, API_VERSION } from '../addresses';
import { ApiError } from '../api-error';
import { ENDPOINTS } from '../endpoints';
import type { AppOptions } from '../options';
import { pageOf } from '../pages';

/** Release of openEO's processes that the definitions follow (API 1.3 lists it). */
const PROCESSES_VERSION = '2.0.0-rc.2';

const QUERYABLES = 'http://www.opengis.net/def/rel/ogc/1.0/queryables';

const CONFORMANCE = [
  'https://api.openeo.org/1.2.0',
  'https://api.openeo.org/1.3.0/authentication/jwt',
  'https://api.stacspec.org/v1.0.0/core',
  'https://api.stacspec.org/v1.0.0/collections'
];

/** What anyone may know of the back-end: capabilities, formats, processes, collections. */
export function discoveryRoutes(app: Hono, options: AppOptions, addresses: Addresses): void {
  for (const path of ['/.well-known/openeo', `${API_ROOT}/.well-known/openeo`]) {
    app.get(path, c =>
      c.json({
        versions: [{ url: addresses.root(c), api_version: API_VERSION, production: false }]
      })
    );
  }

  app.get(API_ROOT, c =>
    c.json({
      type: 'Catalog',
      id: 'jupyterlab-insar',
      title: 'InSAR coherence back-end',
      description:
        'openEO back-end of jupyterlab-insar: interferometric coherence from coregistered Sentinel-1 bursts.',
      api_version: API_VERSION,
      backend_version: options.backendVersion,
      stac_version: '1.1.0',
      production: false,
      conformsTo: CONFORMANCE,
      endpoints: ENDPOINTS,
      links: [
        link(addresses.root(c), 'self', 'This document'),
        link(addresses.root(c), 'root', 'This document'),
        link(addresses.of(c, '/.well-known/openeo'), 'version-history', 'Versions of the API'),
        link(addresses.of(c, '/conformance'), 'conformance', 'Conformance classes'),
        link(addresses.of(c, '/collections'), 'data', 'Collections')
      ]
    })
  );

  app.get(`${API_ROOT}/conformance`, c => c.json({ conformsTo: CONFORMANCE }));
  app.get(`${API_ROOT}/file_formats`, c => c.json(options.fileFormats as object));
  app.get(`${API_ROOT}/udf_runtimes`, c => c.json({}));
  app.get(`${API_ROOT}/service_types`, c => c.json({}));

  app.get(`${API_ROOT}/processes`, c => {
    const { entries, links } = pageOf(c, options.processes, addresses.of(c, '/processes'));
    return c.json({ version: PROCESSES_VERSION, processes: entries, links });
  });

  app.get(`${API_ROOT}/collections`, async c => {
    const list = await options.collections.list();
    const { entries, links } = pageOf(c, list, addresses.of(c, '/collections'));
    return c.json({
      collections: entries.map(entry => withLinks(entry, addresses.root(c))),
      links
    });
  });

  app.get(`${API_ROOT}/collections/:id`, async c => {
    const id = c.req.param('id');
    const collection = await options.collections.get(id);
    if (!collection) {
      throw new ApiError('CollectionNotFound', `Collection '${id}' does not exist.`);
    }
    return c.json(withLinks(collection, addresses.root(c)));
  });

  app.get(`${API_ROOT}/collections/:id/queryables`, async c => {
    const id = c.req.param('id');
    const properties = await options.collections.queryables(id);
    if (!properties) {
      throw new ApiError('CollectionNotFound', `Collection '${id}' does not exist.`);
    }
    const document = {
      $schema: 'https://json-schema.org/draft/2019-09/schema',
      $id: addresses.of(c, `/collections/${encodeURIComponent(id)}/queryables`),
      title: `Conditions on the metadata of ${id}`,
      type: 'object',
      properties,
      additionalProperties: false
    };
    return c.json(document, 200, { 'Content-Type': 'application/schema+json' });
  });
}

/** The collection with the links that only the server can know. */
function withLinks(
  collection: { id: string; links?: unknown },
  root: string
): { [member: string]: unknown } {
  const own = Array.isArray(collection.links) ? (collection.links as { rel: string }[]) : [];
  const address = `${root}/collections/${encodeURIComponent(collection.id)}`;
  const added = [
    link(address, 'self', collection.id),
    {
      ...link(`${address}/queryables`, QUERYABLES, 'Conditions on its metadata'),
      type: 'application/schema+json'
    },
    link(root, 'root', 'Back-end'),
    link(root, 'parent', 'Back-end')
  ];
  const kept = own.filter(({ rel }) => !added.some(other => other.rel === rel));
  return { ...collection, links: [...added, ...kept] };
}

function link(href: string, rel: string, title: string) {
  return { href, rel, type: 'application/json', title };
}
