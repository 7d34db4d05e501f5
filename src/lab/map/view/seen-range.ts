import type { TranslationBundle } from '@jupyterlab/translation';
import { Debouncer } from '@lumino/polling';

import type { MapModel } from '../model/map-model';
import type { MapFrame } from './map-frame';
import { seenValues } from './paint-seen';
import { rampColours } from './ramps';
import { RangeEditor } from './range-editor';
import type { ShownLayer } from './shown-layer';
import type { IStretch } from './stretch';
import { percentileStretch } from './stretch';

/** The histogram follows the map after this time. */
const FOLLOW_MS = 300;

export interface ISeenRangeOptions {
  readonly model: MapModel;
  readonly trans: TranslationBundle;
  readonly layer: () => ShownLayer | null;
  readonly frame: () => MapFrame;
}

/** The range of the chosen layer against what is seen of it: its histogram, and its percentiles. */
export class SeenRange {
  readonly node: HTMLElement;

  constructor(private readonly _options: ISeenRangeOptions) {
    this._editor = new RangeEditor(_options.trans, stretch => this._set(stretch));
    this.node = this._editor.node;
  }

  /** The map shows something else, or from elsewhere; reads only while the panel is open. */
  update(): void {
    if (this.node.parentElement?.hidden === false) {
      // Asked for anew before it is due, it is put off.
      void this._later.invoke().catch(() => undefined);
    }
  }

  /** From the 2nd to the 98th percentile of what is seen. */
  async take(): Promise<void> {
    const values = await this._values();
    const stretch = values && percentileStretch(values);
    if (stretch) {
      this._set(stretch);
    }
  }

  dispose(): void {
    this._later.dispose();
    this._editor.dispose();
  }

  private _set(stretch: IStretch): void {
    const { model } = this._options;
    if (model.active) {
      model.update(model.active.id, { stretch });
    }
  }

  private async _show(): Promise<void> {
    const layer = this._options.layer();
    const values = layer?.ramp === 'relief' ? null : await this._values().catch(() => null);
    if (this._later.isDisposed || layer !== this._options.layer()) {
      return;
    }
    const view = layer?.drawn?.view;
    this._editor.show(
      layer && view && values
        ? {
            values,
            stretch: layer.stretch,
            colours: rampColours(layer.ramp),
            axis:
              view.unit && !view.label.includes(`(${view.unit})`)
                ? `${view.label} (${view.unit})`
                : view.label
          }
        : null
    );
  }

  private async _values(): Promise<Float64Array | null> {
    const layer = this._options.layer();
    if (!layer?.drawn) {
      return null;
    }
    const { map } = this._options.frame();
    const values = await seenValues(layer.drawn, map.getView().calculateExtent(map.getSize()));
    return values.map(value => value - layer.zero);
  }

  private readonly _editor: RangeEditor;
  private readonly _later = new Debouncer(() => this._show(), FOLLOW_MS);
}
