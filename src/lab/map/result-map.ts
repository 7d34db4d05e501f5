import { MainAreaWidget } from '@jupyterlab/apputils';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import { mapIcon } from '../icons';
import type { MapWidget } from './widget';

/** A map of results, of several files or of a link, which is no document. */
export class ResultMap extends MainAreaWidget<MapWidget> {
  /** @param args of the command that opens it again with the layout */
  constructor(
    content: MapWidget,
    readonly args: ReadonlyPartialJSONObject
  ) {
    super({ content });
    this.toolbar.hide();
    this.title.icon = mapIcon;
    this.title.closable = true;
  }
}
