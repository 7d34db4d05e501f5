import type { TranslationBundle } from '@jupyterlab/translation';

import type { MapModel } from '../model/map-model';
import type { ILayerSpec } from '../model/spec';
import type { IMessage } from '../messages';
import { button, element, labelled, select, wrapped } from './dom';

export interface ILayersPanelOptions {
  readonly model: MapModel;
  readonly trans: TranslationBundle;
  /** What is wrong with a layer; null: nothing. */
  readonly messageOf: (id: string) => IMessage | null;
  readonly onAction: (id: string, does: 'retry' | 'lines' | 'anyway') => void;
  readonly onAdd: () => void;
  readonly onFitLayer: (id: string) => void;
  /** The user wants the range of what is seen, or picks a reference on the map. */
  readonly onStretchView: () => void;
  readonly onPickReference: () => void;
  /** Whether the values of a layer mean something only against those of another place. */
  readonly isRelative: (id: string) => boolean;
  /** The histogram of the chosen layer, below its style. */
  readonly range: HTMLElement;
}

/** The list of layers, the uppermost first, and the style of the chosen one. */
export class LayersPanel {
  readonly node: HTMLElement;

  constructor(private readonly _options: ILayersPanelOptions) {
    const { trans } = _options;
    this._list = element('ul', 'jp-InsarMap-layers', { 'aria-label': trans.__('Layers') });
    this._style = element('div', 'jp-InsarMap-style', {
      role: 'group',
      'aria-label': trans.__('Style of the chosen layer')
    });
    this.node = element(
      'div',
      'jp-InsarMap-panel',
      {},
      this._list,
      button(trans.__('Add layer…'), trans.__('Add GeoTIFF files to this map'), _options.onAdd),
      this._style,
      _options.range
    );
    this.node.hidden = true;
  }

  update(): void {
    const { model } = this._options;
    if (this.node.contains(document.activeElement) && this._isTyping()) {
      return;
    }
    const focus = (document.activeElement as HTMLElement | null)?.dataset.insarKey;
    const layers = [...model.spec.layers].reverse();
    this._list.replaceChildren(...layers.map(layer => this._row(layer)));
    this._style.replaceChildren(...(model.active ? this._styleOf(model.active) : []));
    if (focus) {
      this.node.querySelector<HTMLElement>(`[data-insar-key="${focus}"]`)?.focus();
    }
  }

  private _isTyping(): boolean {
    return (
      document.activeElement instanceof HTMLInputElement && document.activeElement.type === 'text'
    );
  }

  private _row(layer: ILayerSpec): HTMLElement {
    const { model, trans, onFitLayer } = this._options;
    const eye = element('input', '', {
      type: 'checkbox',
      'aria-label': trans.__('Show %1', layer.name),
      'data-insar-key': `eye-${layer.id}`
    });
    eye.checked = layer.isVisible;
    eye.addEventListener('change', () => model.update(layer.id, { isVisible: eye.checked }));
    const isActive = model.active?.id === layer.id;
    const name = element(
      'button',
      'jp-InsarMap-layerName',
      {
        type: 'button',
        'aria-pressed': String(isActive),
        title: trans.__('%1: choose it; press F2 or double-click to rename it', layer.name),
        'data-insar-key': `name-${layer.id}`
      },
      layer.name
    );
    name.addEventListener('click', () => model.activate(layer.id));
    name.addEventListener('dblclick', () => this._rename(layer, name));
    name.addEventListener('keydown', event => {
      if (event.key === 'F2') {
        event.preventDefault();
        this._rename(layer, name);
      } else if (event.key === 'Delete') {
        model.remove(layer.id);
      }
    });
    const small = (text: string, tip: string, key: string, act: () => void): HTMLButtonElement => {
      const made = button(text, tip, act);
      made.classList.add('jp-mod-minimal');
      made.setAttribute('aria-label', tip);
      made.dataset.insarKey = `${key}-${layer.id}`;
      return made;
    };
    const row = element(
      'li',
      'jp-InsarMap-layer',
      {},
      element(
        'div',
        'jp-InsarMap-layerRow',
        {},
        eye,
        name,
        small('▲', trans.__('Move %1 up', layer.name), 'up', () => model.move(layer.id, 1)),
        small('▼', trans.__('Move %1 down', layer.name), 'down', () => model.move(layer.id, -1)),
        small('⤢', trans.__('Show the whole of %1', layer.name), 'fit', () => onFitLayer(layer.id)),
        small('✕', trans.__('Remove %1', layer.name), 'remove', () => model.remove(layer.id))
      )
    );
    row.classList.toggle('jp-mod-active', isActive);
    const message = this._options.messageOf(layer.id);
    if (message) {
      row.append(this._problem(layer.id, message));
    }
    return row;
  }

  private _problem(id: string, { title, text, action }: IMessage): HTMLElement {
    const box = element('div', 'jp-InsarMap-layerProblem', { role: 'alert' }, `${title}. ${text} `);
    if (action) {
      box.append(button(action.label, action.label, () => this._options.onAction(id, action.does)));
    }
    return box;
  }

  private _rename(layer: ILayerSpec, name: HTMLElement): void {
    const { model, trans } = this._options;
    const input = element('input', 'jp-mod-styled jp-InsarMap-rename', {
      type: 'text',
      'aria-label': trans.__('Name of the layer')
    });
    input.value = layer.name;
    let isDone = false;
    const finish = (isTaken: boolean): void => {
      if (isDone) {
        return;
      }
      isDone = true;
      const typed = input.value.trim();
      input.replaceWith(name);
      if (isTaken && typed) {
        model.update(layer.id, { name: typed });
      }
      this.update();
    };
    input.addEventListener('keydown', event => {
      event.stopPropagation();
      if (event.key === 'Enter' || event.key === 'Escape') {
        finish(event.key === 'Enter');
      }
    });
    input.addEventListener('blur', () => finish(true));
    name.replaceWith(input);
    input.focus();
    input.select();
  }

  /** Range, mask and reference of a layer. */
  private _styleOf(layer: ILayerSpec): HTMLElement[] {
    const { model, trans, onStretchView, onPickReference } = this._options;
    const masks: [string, string][] = [
      ['', trans.__('nothing')],
      ...model.spec.layers.map((other): [string, string] => [other.id, other.name])
    ];
    const bound = element('input', 'jp-mod-styled jp-InsarMap-end', {
      type: 'text',
      inputmode: 'decimal',
      'aria-label': trans.__('Hide where it is below'),
      'data-insar-key': 'mask-bound'
    });
    bound.value = String(layer.mask?.atLeast ?? 0.35);
    bound.disabled = layer.mask === null;
    const masking = select(trans.__('Hide by'), masks, id =>
      model.update(layer.id, {
        mask: id ? { layer: id, atLeast: Number(bound.value) || 0.35 } : null
      })
    );
    masking.value = layer.mask?.layer ?? '';
    masking.dataset.insarKey = 'mask';
    bound.addEventListener('change', () => {
      const atLeast = Number(bound.value.replace(',', '.'));
      const isUsable = bound.value.trim() !== '' && Number.isFinite(atLeast);
      bound.setAttribute('aria-invalid', String(!isUsable));
      if (layer.mask && isUsable) {
        model.update(layer.id, { mask: { ...layer.mask, atLeast } });
      }
    });
    const pick = button(
      layer.reference ? trans.__('Move reference…') : trans.__('Set reference…'),
      trans.__('Click the place on the map whose value counts as zero'),
      onPickReference
    );
    const clear = button(
      trans.__('Clear reference'),
      trans.__('Show the values as they are stored'),
      () => model.update(layer.id, { reference: null, isUnreferenced: true })
    );
    pick.hidden = !layer.reference && !this._options.isRelative(layer.id);
    clear.hidden = !layer.reference;
    return [
      element('h3', '', {}, layer.name),
      element(
        'div',
        'jp-InsarMap-styleRow',
        {},
        button(
          trans.__('Range of the view'),
          trans.__('From the 2nd to the 98th percentile of what is seen'),
          onStretchView
        ),
        pick,
        clear
      ),
      element(
        'div',
        'jp-InsarMap-styleRow',
        {},
        labelled(trans.__('Hide where'), wrapped(masking)),
        labelled(trans.__('is below'), bound)
      )
    ];
  }

  private readonly _list: HTMLElement;
  private readonly _style: HTMLElement;
}
