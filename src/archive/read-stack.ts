import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidStackError } from './errors';
import type { Acquisition, Stack } from './stack';

export const STACK_FILE = 'stack.json';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const ACQUISITION = /^openEO_(\d{4}-\d{2}-\d{2})Z\.tiff?$/;

/**
 * Reads the description of the stack in `folder`: `stack.json` and the names of its files.
 *
 * @throws InvalidStackError naming the field or file that is wrong.
 */
export async function readStack(folder: string, id: string): Promise<Stack> {
  const fields = await readDescription(join(folder, STACK_FILE), id);
  const acquisitions = await listAcquisitions(folder, id);
  const primaryDate = text(fields, 'master_date', id);
  if (!DATE.test(primaryDate)) {
    throw new InvalidStackError(id, `"master_date" must be YYYY-MM-DD, not "${primaryDate}"`);
  }
  if (!acquisitions.some(acquisition => acquisition.date === primaryDate)) {
    throw new InvalidStackError(
      id,
      `"master_date" is ${primaryDate}, but there is no openEO_${primaryDate}Z.tif`
    );
  }
  const title = fields.title;
  return {
    id,
    title: typeof title === 'string' && title !== '' ? title : null,
    burstId: wholeNumber(fields, 'burst_id', id),
    subSwath: text(fields, 'sub_swath', id).toUpperCase(),
    relativeOrbit: wholeNumber(fields, 'relative_orbit', id),
    polarizations: polarizationsOf(fields, id),
    primaryDate,
    simulated: fields.simulated === true,
    acquisitions
  };
}

async function readDescription(path: string, id: string): Promise<Record<string, unknown>> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (cause) {
    throw new InvalidStackError(id, `${STACK_FILE} cannot be read`, { cause });
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch (cause) {
    throw new InvalidStackError(id, `${STACK_FILE} is not JSON`, { cause });
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new InvalidStackError(id, `${STACK_FILE} must hold a JSON object`);
  }
  return parsed as Record<string, unknown>;
}

async function listAcquisitions(folder: string, id: string): Promise<Acquisition[]> {
  const byDate = new Map<string, Acquisition>();
  for (const name of (await readdir(folder)).sort()) {
    const date = ACQUISITION.exec(name)?.[1];
    if (date !== undefined) {
      byDate.set(date, { date, path: join(folder, name) });
    }
  }
  if (byDate.size === 0) {
    throw new InvalidStackError(id, 'there is no openEO_<YYYY-MM-DD>Z.tif beside stack.json');
  }
  return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function text(fields: Record<string, unknown>, name: string, id: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '') {
    throw new InvalidStackError(id, `"${name}" in ${STACK_FILE} must be a text`);
  }
  return value;
}

function wholeNumber(fields: Record<string, unknown>, name: string, id: string): number {
  const value = fields[name];
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw new InvalidStackError(id, `"${name}" in ${STACK_FILE} must be a whole number`);
  }
  return value;
}

function polarizationsOf(fields: Record<string, unknown>, id: string): string[] {
  const value = fields.polarizations;
  if (!Array.isArray(value) || value.length === 0 || value.some(pol => typeof pol !== 'string')) {
    throw new InvalidStackError(
      id,
      `"polarizations" in ${STACK_FILE} must be an array such as ["VV"]`
    );
  }
  return value.map(pol => String(pol).toUpperCase());
}
