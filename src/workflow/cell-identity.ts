import { isRecord } from './json-value';
import { parametersFromJson, parametersToJson } from './parameters-json';
import type { InsarParameters, JsonValue } from './parameters';

/** Key of a notebook cell's metadata under which its identity is kept. */
export const CELL_METADATA_KEY = 'insar';

/** Version of what is kept there; raised when a member changes its meaning. */
export const CELL_METADATA_VERSION = 1;

/** Steps of the workflow in the order of their cells; every set has one cell a step. */
export const CELL_STEPS = [
  'title',
  'parameters',
  'connect',
  'preprocessing',
  'pairs',
  'coherence',
  'results'
] as const;
export type CellStep = (typeof CELL_STEPS)[number];

/** A cell as the workflow writes it. Lines of `source` end in `\n`; the last one has no end. */
export interface GeneratedCell {
  readonly step: CellStep;
  readonly cellType: 'code' | 'markdown';
  readonly source: string;
}

/** What a notebook cell says of itself under {@link CELL_METADATA_KEY}. Plain JSON. */
export interface CellMetadata {
  readonly version: number;
  /** Names the set that the cell belongs to; the same for all cells of a set. */
  readonly id: string;
  readonly step: CellStep;
  /** The parameters that the set was written with, as `parametersToJson` gives them. */
  readonly parameters: { readonly [key: string]: JsonValue };
  /** {@link hashSource} of the source as it was written; another one now means an edit by hand. */
  readonly hash: string;
}

/** The metadata of a cell that is about to be written. */
export function cellMetadata(
  id: string,
  cell: GeneratedCell,
  parameters: InsarParameters
): CellMetadata {
  return {
    version: CELL_METADATA_VERSION,
    id,
    step: cell.step,
    parameters: parametersToJson(parameters),
    hash: hashSource(cell.source)
  };
}

/**
 * Reads the identity of a notebook cell.
 *
 * @param metadata - The whole metadata object of the cell.
 * @returns null when the cell is not one of ours or what it says cannot be used.
 */
export function readCellMetadata(metadata: unknown): CellMetadata | null {
  const own = isRecord(metadata) ? metadata[CELL_METADATA_KEY] : null;
  if (!isRecord(own)) {
    return null;
  }
  const { version, id, step, hash, parameters } = own;
  if (typeof id !== 'string' || id === '' || typeof hash !== 'string') {
    return null;
  }
  const known = CELL_STEPS.find(name => name === step);
  if (!known || typeof version !== 'number') {
    return null;
  }
  return {
    version,
    id,
    step: known,
    parameters: parametersToJson(parametersFromJson(parameters).parameters),
    hash
  };
}

/** Whether the source of a cell is another one than was written. */
export function isEdited(metadata: CellMetadata, source: string): boolean {
  return hashSource(source) !== metadata.hash;
}

/**
 * A fingerprint of a cell's source, 16 hexadecimal digits, stable over runs and machines. It tells
 * edits apart and is no protection against intent: two FNV-1a sums of 32 bits over UTF-16 code
 * units, from different offsets. Line ends and blank lines at the end do not count, since notebook
 * tools change them on their own.
 */
export function hashSource(source: string): string {
  const text = source.replace(/\r\n?/g, '\n').replace(/\s+$/, '');
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + i), 0x01000193);
  }
  return hex(high) + hex(low);
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
