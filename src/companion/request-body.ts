import type { Context } from 'hono';
import { InvalidRequestError } from './errors';

/** The members of a request's body. @throws InvalidRequestError when it is no JSON object. */
export async function bodyOf(c: Context): Promise<Record<string, unknown>> {
  const text = await c.req.text();
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Its message would quote the text, which may hold a password.
  }
  throw new InvalidRequestError('body', 'expected a JSON object');
}

/** A day, YYYY-MM-DD. @throws InvalidRequestError */
export function dayField(value: unknown, field: string): string {
  const isDay =
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value;
  if (!isDay) {
    throw new InvalidRequestError(field, `expected a day such as 2024-08-09, not ${show(value)}`);
  }
  return value;
}

/** A whole number from 1 on. @throws InvalidRequestError */
export function idField(value: unknown, field: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    throw new InvalidRequestError(field, `expected a whole number from 1, not ${show(value)}`);
  }
  return value;
}

/** One of several words. @throws InvalidRequestError */
export function wordField<T extends string>(value: unknown, field: string, words: readonly T[]): T {
  if (!words.includes(value as T)) {
    throw new InvalidRequestError(field, `expected ${words.join(', ')}, not ${show(value)}`);
  }
  return value as T;
}

/** A ring of longitudes and latitudes in degrees. @throws InvalidRequestError */
export function ringField(value: unknown, field: string): [number, number][] {
  if (!Array.isArray(value) || value.length < 4) {
    throw new InvalidRequestError(field, 'expected a closed ring of at least 4 points');
  }
  const ring = value.map((point: unknown, i) => {
    const [lon, lat] = Array.isArray(point) ? (point as unknown[]) : [];
    const isPlace =
      typeof lon === 'number' &&
      typeof lat === 'number' &&
      Math.abs(lon) <= 360 &&
      Math.abs(lat) <= 90;
    if (!isPlace) {
      const reason = `expected [longitude, latitude] in degrees, not ${show(point)}`;
      throw new InvalidRequestError(`${field}[${i}]`, reason);
    }
    return [lon, lat] as [number, number];
  });
  const [first, last] = [ring[0], ring[ring.length - 1]];
  if (first[0] !== last[0] || first[1] !== last[1]) {
    throw new InvalidRequestError(field, 'its last point must be the first one again');
  }
  return ring;
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);
}
