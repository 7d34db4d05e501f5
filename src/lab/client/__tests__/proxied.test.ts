import { describe, expect, it } from 'vitest';

import { proxied } from '../proxied';

const BASE = 'http://127.0.0.1:8888/user/joe/';
const BACKEND = `${BASE}jupyterlab-insar/backend`;
const through = (href: string): string => proxied(href, BACKEND, BASE);

describe('proxied', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]'])('leads %s through the Jupyter server', host => {
    expect(through(`http://${host}:40123/openeo/1.2/jobs/a/results/assets/x.tif?sig=1&e=2`)).toBe(
      `${BACKEND}/openeo/1.2/jobs/a/results/assets/x.tif?sig=1&e=2`
    );
  });

  it('leads the well-known document through as well', () => {
    expect(through('http://127.0.0.1:1/.well-known/openeo')).toBe(`${BACKEND}/.well-known/openeo`);
  });

  it.each([
    'https://openeo.dataspace.copernicus.eu/openeo/1.2/jobs',
    'http://10.0.0.1:40123/openeo/1.2/jobs',
    'http://127.0.0.1:9000/elsewhere/x.tif',
    's3://bucket/openeo/x.tif',
    '/jobs/a',
    ''
  ])('leaves %j alone', href => {
    expect(through(href)).toBe(href);
  });

  it('leaves an address below the Jupyter server alone, which may be on the same host', () => {
    expect(through(through('http://127.0.0.1:40123/openeo/1.2/jobs'))).toBe(
      `${BACKEND}/openeo/1.2/jobs`
    );
  });
});
