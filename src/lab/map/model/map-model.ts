import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import { dateText } from './frames';
import type { IFrame, ILayerSpec, IMapSpec } from './spec';
import { EMPTY_MAP, layerOf } from './spec';

/** What a map shows; every change makes a new record and is told by `changed`. */
export class MapModel {
  constructor(spec: IMapSpec = EMPTY_MAP) {
    this._spec = spec;
  }

  get spec(): IMapSpec {
    return this._spec;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The layer that the controls act on: the chosen one, or else the uppermost. */
  get active(): ILayerSpec | null {
    const { layers } = this._spec;
    return layers.find(layer => layer.id === this._activeId) ?? layers[layers.length - 1] ?? null;
  }

  layer(id: string): ILayerSpec | null {
    return this._spec.layers.find(layer => layer.id === id) ?? null;
  }

  replace(spec: IMapSpec): void {
    this._spec = spec;
    this._changed.emit();
  }

  activate(id: string): void {
    if (this._activeId !== id) {
      this._activeId = id;
      this._changed.emit();
    }
  }

  /** Adds one layer of these rasters, which are in the order of time, on top. */
  add(name: string, frames: readonly IFrame[]): ILayerSpec {
    const ids = new Set(this._spec.layers.map(layer => layer.id));
    let number = ids.size + 1;
    while (ids.has(`layer-${number}`)) {
      number++;
    }
    const layer = layerOf(`layer-${number}`, name, frames);
    this._activeId = layer.id;
    this.replace({ ...this._spec, layers: [...this._spec.layers, layer] });
    return layer;
  }

  update(id: string, change: Partial<ILayerSpec>): void {
    const known = this.layer(id);
    const isSame = Object.entries(change).every(
      ([name, value]) => known?.[name as keyof ILayerSpec] === value
    );
    if (known && !isSame) {
      this.replace({
        ...this._spec,
        layers: this._spec.layers.map(layer => (layer.id === id ? { ...layer, ...change } : layer))
      });
    }
  }

  /** Takes a layer away; masks that used it go with it. */
  remove(id: string): void {
    this.replace({
      ...this._spec,
      layers: this._spec.layers
        .filter(layer => layer.id !== id)
        .map(layer => (layer.mask?.layer === id ? { ...layer, mask: null } : layer))
    });
  }

  /** Moves a layer by so many places upwards (or downwards, where negative). */
  move(id: string, places: number): void {
    const layers = [...this._spec.layers];
    const from = layers.findIndex(layer => layer.id === id);
    const to = Math.min(layers.length - 1, Math.max(0, from + places));
    if (from >= 0 && from !== to) {
      layers.splice(to, 0, ...layers.splice(from, 1));
      this.replace({ ...this._spec, layers });
    }
  }

  /** Where the map looks and what it is asked now; does not count as a change of what is shown. */
  remember(part: Partial<Omit<IMapSpec, 'layers'>>): void {
    this._spec = { ...this._spec, ...part };
    this._remembered.emit();
  }

  /** The view was moved, or something else is asked. */
  get remembered(): ISignal<this, void> {
    return this._remembered;
  }

  private _spec: IMapSpec;
  private _activeId: string | null = null;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _remembered = new Signal<this, void>(this);
}

/** A frame in words: its pair, its date, or its file. */
export function frameText(frame: IFrame): string {
  return frame.firstDate === null ? frame.file : dateText(frame);
}
