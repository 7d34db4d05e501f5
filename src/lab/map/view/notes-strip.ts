import type { TranslationBundle } from '@jupyterlab/translation';

import type { IMessage } from '../messages';
import type { IRaster } from '../raster';
import { element } from './dom';
import { problemNote } from './message-box';
import { notesOf, overviewsNote } from './notes';
import type { ShownLayer } from './shown-layer';

export interface INotesStripOptions {
  readonly trans: TranslationBundle;
  /** What is wrong with a layer; null: nothing. */
  readonly messageOf: (layer: ShownLayer) => IMessage | null;
  readonly onAction: (id: string, does: NonNullable<IMessage['action']>['does']) => void;
}

/** Above the map: what a reader must know, what is being made, and what is wrong. */
export class NotesStrip {
  readonly node = element('div', 'jp-InsarMap-notes');

  constructor(private readonly _options: INotesStripOptions) {}

  /**
   * @param further sentences that no single layer tells
   * @param hasProblems whether to tell what is wrong with layers, which their list else does
   */
  update(layers: readonly ShownLayer[], further: readonly string[], hasProblems: boolean): void {
    const { trans, messageOf, onAction } = this._options;
    this._watch(layers);
    const notes = new Set([...layers.flatMap(layer => notesOf(layer, trans)), ...further]);
    const problems = layers.flatMap(layer => {
      const message = hasProblems ? messageOf(layer) : null;
      return message ? [problemNote(message, does => onAction(layer.spec.id, does))] : [];
    });
    this.node.replaceChildren(
      ...[...notes].map(note => element('div', 'jp-InsarMap-note', { role: 'note' }, note)),
      this._making,
      ...problems
    );
  }

  dispose(): void {
    this._watch([]);
  }

  /** Follows the overviews that are made for these layers. */
  private _watch(layers: readonly ShownLayer[]): void {
    this._rasters.forEach(raster => raster.whenTold.delete(this._tell));
    this._rasters = new Set(layers.flatMap(layer => layer.drawn?.raster ?? []));
    this._rasters.forEach(raster => raster.whenTold.add(this._tell));
    this._tell();
  }

  private readonly _tell = (): void => {
    const { trans } = this._options;
    this._making.replaceChildren(
      ...[...this._rasters].flatMap(raster => {
        const text = overviewsNote(raster, trans);
        if (text === null) {
          return [];
        }
        const note = element('div', 'jp-InsarMap-note', { role: 'note' }, text);
        const { state, progress } = raster.overviews ?? { state: 'failed', progress: 0 };
        if (state !== 'failed') {
          const bar = element('progress', 'jp-InsarMap-progress', {
            max: '1',
            'aria-label': trans.__('Overviews of %1', raster.file)
          });
          bar.value = progress;
          note.append(bar);
        }
        return [note];
      })
    );
  };

  private readonly _making = element('div', '');
  private _rasters = new Set<IRaster>();
}
