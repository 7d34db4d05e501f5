import type { IJobRequest, ILogEntry, IResultFile, LogLevel } from './source';

const LEVELS: readonly string[] = ['error', 'warning', 'info', 'debug'] satisfies LogLevel[];

/** A log entry as openEO sends it, as far as it is shown. */
export interface ILogAnswer {
  readonly id: string;
  readonly level?: string;
  readonly message?: string;
  readonly time?: string;
}

/** An asset of a STAC Item or Collection, as far as it is shown. */
export interface IAssetAnswer {
  readonly href: string;
  readonly type?: string;
  readonly roles?: readonly string[];
  readonly 'file:size'?: number;
}

/** A log entry to show; an unknown level counts as `info`. */
export function logEntryOf(answer: ILogAnswer): ILogEntry {
  const timeMs = answer.time ? Date.parse(answer.time) : NaN;
  return {
    id: answer.id,
    level: (LEVELS.includes(answer.level ?? '') ? answer.level : 'info') as LogLevel,
    message: answer.message ?? '',
    timeMs: Number.isNaN(timeMs) ? null : timeMs
  };
}

/** The first line of the last error of a log, or null. */
export function failureOf(entries: readonly ILogEntry[]): string | null {
  const last = entries.filter(entry => entry.level === 'error').at(-1);
  return last?.message.trim().split('\n', 1)[0] || null;
}

function isGeoTiff(asset: IAssetAnswer): boolean {
  return (
    /^image\/(tiff|vnd\.stac\.geotiff)\b/.test(asset.type ?? '') ||
    /\.tiff?$/i.test(asset.href.split(/[?#]/, 1)[0])
  );
}

/**
 * The data files among the assets of a job's results, in the order of their names.
 *
 * @param assets - Assets by name.
 * @param urlOf - Where the browser finds the file of a name, which the back-end has at an address.
 */
export function resultFilesOf(
  assets: { readonly [name: string]: IAssetAnswer },
  urlOf: (name: string, href: string) => string
): IResultFile[] {
  return Object.entries(assets)
    .filter(([, asset]) => !asset.roles?.includes('metadata'))
    .map(([name, asset]) => ({
      name,
      url: urlOf(name, asset.href),
      isGeoTiff: isGeoTiff(asset),
      sizeBytes: asset['file:size'] ?? null
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface INode {
  readonly process_id?: string;
  readonly arguments?: { readonly options?: { readonly filename_prefix?: unknown } };
}

/** What a process asks for, read from its process graph. */
export function requestOf(
  process: { readonly process_graph?: { readonly [id: string]: unknown } } | null | undefined
): IJobRequest {
  const nodes = Object.values(process?.process_graph ?? {}) as INode[];
  const saves = nodes.filter(node => node.process_id === 'save_result');
  return {
    nodeCount: nodes.length,
    resultCount: saves.length,
    prefixes: saves
      .map(node => node.arguments?.options?.filename_prefix)
      .filter(prefix => typeof prefix === 'string')
  };
}
