import { PathExt } from '@jupyterlab/coreutils';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import type { ICommandContext } from './commands';
import { frameOf, layersOf } from './model/frames';
import type { IFrame } from './model/spec';
import { sourceKey } from './model/spec';
import type { MapDocument } from './documents';
import type { MapWidget } from './widget';

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value ? value : null;
}

/** The map that is in front, or the one that was last used. */
export function currentMap(context: ICommandContext): MapWidget | null {
  const { app, documents, savedMaps, results } = context;
  const all = [documents, savedMaps, results] as const;
  const shown = app.shell.currentWidget;
  for (const tracker of all) {
    const found = tracker.find(widget => widget === shown);
    if (found) {
      return found.content;
    }
  }
  const visible = all.flatMap(tracker =>
    [tracker.currentWidget].filter(widget => widget?.isVisible)
  );
  return visible[0]?.content ?? null;
}

/** The rasters that the arguments of a command name. */
export function framesOf(
  { app, maps }: ICommandContext,
  args: ReadonlyPartialJSONObject
): IFrame[] {
  const { contents } = app.serviceManager;
  const files = Array.isArray(args.files) ? args.files : [args];
  return files.flatMap((file): IFrame[] => {
    const { path, url, name } = (file ?? {}) as ReadonlyPartialJSONObject;
    const given = textOf(path);
    if (given) {
      return [frameOf({ path: given }, PathExt.basename(contents.localPath(given)))];
    }
    const address = textOf(url);
    if (!address) {
      return [];
    }
    const last = new URL(address, window.location.href).pathname.split('/').pop() ?? '';
    const known = textOf(name) ?? decodeURIComponent(last);
    return [frameOf(maps.resultOf(address, known), known)];
  });
}

/** Adds rasters as layers: see `layersOf`. */
export async function addLayers(map: MapWidget, frames: readonly IFrame[]): Promise<void> {
  for (const layer of layersOf(frames)) {
    await map.add(layer.name, layer.frames);
  }
}

/** The open map of a file. */
export function documentOf(
  { app, documents }: ICommandContext,
  path: string
): MapDocument | undefined {
  const { contents } = app.serviceManager;
  const local = (name: string): string => contents.localPath(name).replace(/^\/+/, '');
  return documents.find(document => local(document.context.path) === local(path));
}

/** The open map of results. */
export function resultOf({ results }: ICommandContext, frames: readonly IFrame[]) {
  return results.find(widget => widget.id === idOf(frames));
}

/** Id of the map of these rasters. */
export function idOf(frames: readonly IFrame[]): string {
  return `insar-map-${frames.map(frame => sourceKey(frame.source)).join('|')}`;
}
