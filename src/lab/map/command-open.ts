import { MainAreaWidget } from '@jupyterlab/apputils';
import type { Widget } from '@lumino/widgets';

import { mapIcon } from '../icons';
import { idOf, resultOf } from './command-actions';
import { chooseFrames } from './command-dialogs';
import type { ICommandContext } from './commands';
import { CommandIDs } from './commands';
import { layersOf } from './model/frames';
import type { IFrame } from './model/spec';

/** One map of several rasters, or of a result. */
export function openFrames(context: ICommandContext, frames: readonly IFrame[]): Widget {
  const { app, arrangement, results } = context;
  const open = resultOf(context, frames);
  if (open) {
    if (open.content.hasFailed) {
      open.content.reload();
    }
    app.shell.activateById(open.id);
    return open;
  }
  const name = frames.length > 1 ? layersOf(frames)[0].name : frames[0].file;
  const widget = new MainAreaWidget({ content: context.maps.ofFrames(frames) });
  widget.id = idOf(frames);
  widget.toolbar.hide();
  widget.title.label = name;
  widget.title.caption = frames.map(({ file }) => file).join(', ');
  widget.title.icon = mapIcon;
  widget.title.closable = true;
  void results.add(widget);
  app.shell.add(widget, 'main', arrangement.next());
  app.shell.activateById(widget.id);
  return widget;
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
