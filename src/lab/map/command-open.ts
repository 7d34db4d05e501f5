import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { Widget } from '@lumino/widgets';

import { idOf } from './command-actions';
import { chooseFrames } from './command-dialogs';
import type { ICommandContext } from './commands';
import { CommandIDs } from './commands';
import { layersOf } from './model/frames';
import type { IFrame } from './model/spec';
import { ResultMap } from './result-map';
import type { MapWidget } from './widget';

/** A map of its own beside the notebook. */
export interface IShownMap {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  /** Arguments of `insar:open-on-map` that open it again. */
  readonly args: ReadonlyPartialJSONObject;
  readonly make: () => MapWidget;
}

/** Shows a map that is no document; the open one of that id, where there is one. */
export function showMap(context: ICommandContext, map: IShownMap): Widget {
  const { app, arrangement, results } = context;
  const open = results.find(widget => widget.id === map.id);
  if (open) {
    if (open.content.hasFailed) {
      open.content.reload();
    }
    app.shell.activateById(open.id);
    return open;
  }
  const widget = new ResultMap(map.make(), map.args);
  widget.id = map.id;
  widget.title.label = map.title;
  widget.title.caption = map.caption;
  void results.add(widget);
  app.shell.add(widget, 'main', arrangement.next());
  app.shell.activateById(widget.id);
  return widget;
}

/** One map of several rasters, or of a result. */
export function openFrames(context: ICommandContext, frames: readonly IFrame[]): Widget {
  return showMap(context, {
    id: idOf(frames),
    title: frames.length > 1 ? layersOf(frames)[0].name : frames[0].file,
    caption: frames.map(({ file }) => file).join(', '),
    args: { files: frames.map(fileOf) },
    make: () => context.maps.ofFrames(frames)
  });
}

/** A raster as the arguments of the commands name it. */
function fileOf({ source, file }: IFrame): ReadonlyPartialJSONObject {
  return 'path' in source ? { path: source.path } : { url: source.result, name: file };
}

/** Asks for files, as from the command palette. */
export async function choose(context: ICommandContext): Promise<Widget | null> {
  const frames = await chooseFrames(context);
  const [first] = frames;
  return first
    ? context.app.commands.execute(
        CommandIDs.openOnMap,
        frames.length === 1 && 'path' in first.source
          ? { path: first.source.path }
          : { files: frames.map(({ source }) => ({ ...source })) }
      )
    : null;
}
