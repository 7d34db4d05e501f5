import { PathExt } from '@jupyterlab/coreutils';
import type { DocumentRegistry } from '@jupyterlab/docregistry';

import type { MapModel } from './model/map-model';
import { relativeTo, resolvedFrom } from './model/place';
import { readMap } from './model/read-map';
import { writeMap } from './model/spec';
import type { MapWidget } from './widget';

/** Documents that already take over what their map becomes. */
const connected = new WeakSet<DocumentRegistry.Context>();

/**
 * Reads a saved map, and keeps its document in step from then on: what is changed makes it unsaved.
 *
 * @throws DocumentWrong
 */
export async function writeToDocument(
  map: MapWidget,
  model: MapModel,
  context: DocumentRegistry.Context
): Promise<void> {
  const folder = (): string => PathExt.dirname(context.path);
  const text = (): string => context.model.toString();
  const file = PathExt.basename(context.localPath);
  const spec = resolvedFrom(folder(), readMap(text(), file));
  model.replace(spec);
  if (connected.has(context)) {
    return;
  }
  connected.add(context);
  let last = model.spec;
  const write = (): void => {
    const now = writeMap(relativeTo(folder(), model.spec));
    if (model.spec !== last && !map.isDisposed && now !== text()) {
      context.model.fromString(now);
    }
    last = model.spec;
  };
  model.changed.connect(write);
  // The view belongs to what is saved, but moving it alone does not make a document unsaved.
  context.saveState.connect((_, state) => {
    if (state === 'started') {
      write();
    }
  });
  context.fileChanged.connect(() => {
    if (text() !== writeMap(relativeTo(folder(), model.spec))) {
      last = model.spec;
      map.reload();
    }
  });
}
