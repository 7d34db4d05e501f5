import type { Context } from 'hono';

/** Where the API lies on this server. */
export const API_ROOT = '/openeo/1.2';
export const API_VERSION = '1.2.0';

/** A path with single slashes and none at its end: clients join addresses in many ways. */
export function tidyPath(path: string): string {
  const single = path.replace(/\/{2,}/g, '/');
  return single.length > 1 ? single.replace(/\/$/, '') : single;
}

/** The part of a path that is below the API root; the path itself when it is not. */
export function pathBelowRoot(path: string): string {
  const tidy = tidyPath(path);
  return tidy.startsWith(`${API_ROOT}/`) ? tidy.slice(API_ROOT.length) : tidy;
}

/** Absolute addresses as clients reach them. */
export class Addresses {
  private readonly publicUrl?: string;

  /** @param publicUrl - The API root, or the server that it is on; from each request when absent. */
  constructor(publicUrl?: string) {
    const url = publicUrl?.replace(/\/+$/, '');
    this.publicUrl = url && (url.endsWith(API_ROOT) ? url : `${url}${API_ROOT}`);
  }

  root(c: Context): string {
    return this.publicUrl ?? `${new URL(c.req.url).origin}${API_ROOT}`;
  }

  /** @param path - Below the API root, with a leading slash. */
  of(c: Context, path: string): string {
    return `${this.root(c)}${path}`;
  }
}
