import type { Context } from 'hono';
import { ApiError } from './api-error';

/** Whole number in the query; undefined when it is absent or empty. @throws ApiError */
export function wholeNumber(c: Context, name: string, least: number): number | undefined {
  const text = c.req.query(name);
  if (text === undefined || text === '') {
    return undefined;
  }
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) {
    throw new ApiError(
      'RequestInvalid',
      `The query parameter '${name}' must be a whole number of at least ${least}, not '${text}'.`
    );
  }
  return value;
}

/** Truth value in the query; its name alone means true. @throws ApiError */
export function flag(c: Context, name: string): boolean {
  const text = c.req.query(name);
  if (text === undefined || text === 'false') {
    return false;
  }
  if (text !== '' && text !== 'true') {
    throw new ApiError(
      'RequestInvalid',
      `The query parameter '${name}' must be true or false, not '${text}'.`
    );
  }
  return true;
}

/**
 * One page of a list that is at hand whole. Without `limit` in the query, all of it.
 *
 * @param address - Address of the list without a query.
 */
export function pageOf<T>(
  c: Context,
  list: readonly T[],
  address: string
): { entries: readonly T[]; links: PageLink[] } {
  const limit = wholeNumber(c, 'limit', 1);
  const start = wholeNumber(c, 'start', 0) ?? 0;
  const end = limit === undefined ? list.length : start + limit;
  return {
    entries: list.slice(start, end),
    links: end < list.length ? [nextLink(`${address}?limit=${limit}&start=${end}`)] : []
  };
}

/** A link to another page of a list. */
export interface PageLink {
  readonly rel: 'next';
  readonly href: string;
  readonly type: string;
}

export function nextLink(href: string): PageLink {
  return { rel: 'next', href, type: 'application/json' };
}
