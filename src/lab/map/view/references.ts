import type { TranslationBundle } from '@jupyterlab/translation';
import Overlay from 'ol/Overlay';

import type { MapModel } from '../model/map-model';
import { COHERENT, coherentPlace, valueAt } from './coherent-ground';
import { element, numberText } from './dom';
import type { MapFrame } from './map-frame';
import type { IPlane } from './plane';
import type { BandKind } from '../raster';
import type { ShownLayer } from './shown-layer';

/** Whether values of a kind mean something only against those of another place. */
export function isRelative(kind: BandKind | undefined): boolean {
  return kind === 'unwrapped' || kind === 'displacement';
}

export interface IReferencesOptions {
  readonly model: MapModel;
  readonly trans: TranslationBundle;
  readonly plane: IPlane;
  readonly frame: MapFrame;
  readonly layers: () => readonly ShownLayer[];
  /** Other notes are due. */
  readonly onNotes: () => void;
}

/** The places whose values count as zero: found by themselves, picked, shown, and doubted. */
export class References {
  constructor(private readonly _options: IReferencesOptions) {
    this._marker = new Overlay({
      element: element('div', 'jp-InsarMap-reference', { role: 'img' }, '★'),
      positioning: 'center-center',
      stopEvent: false
    });
    _options.frame.map.addOverlay(this._marker);
  }

  /** What a reader must know about the references. */
  get notes(): readonly string[] {
    return [...this._doubts.values()].flatMap(({ note }) => note ?? []);
  }

  get isPicking(): boolean {
    return this._isPicking;
  }

  /** The next click on the map sets the reference of the chosen layer. */
  pick(): void {
    this._isPicking = true;
    this._options.frame.node.classList.add('jp-mod-picking');
    this._options.frame.node.focus({ preventScroll: true });
  }

  stop(): void {
    this._isPicking = false;
    this._options.frame.node.classList.remove('jp-mod-picking');
  }

  /** Takes a click for the reference; false: none was to be picked. */
  take(place: readonly [number, number]): boolean {
    const { model, plane } = this._options;
    const picked = plane.ground?.toLonLat(place[0], place[1]);
    if (!this._isPicking || !picked || !model.active) {
      return false;
    }
    this.stop();
    model.update(model.active.id, { reference: picked, isUnreferenced: false });
    return true;
  }

  /** Follows what the layers are by now. */
  update(): void {
    const { model, trans, plane, layers } = this._options;
    const all = layers();
    const coherence = all.find(layer => layer.drawn?.view.kind === 'coherence') ?? null;
    for (const layer of all) {
      if (coherence && layer !== coherence) {
        void this._setFirst(layer, coherence);
      }
      void this._doubt(layer, coherence);
    }
    for (const id of [...this._doubts.keys()]) {
      if (!all.some(layer => layer.spec.id === id)) {
        this._doubts.delete(id);
      }
    }
    const { active } = model;
    const place = active?.reference && plane.ground?.fromLonLat(...active.reference);
    this._marker.setPosition(place ?? undefined);
    const label = trans.__('Reference of %1: its value here counts as zero', active?.name ?? '');
    this._marker.getElement()!.title = label;
    this._marker.getElement()!.setAttribute('aria-label', label);
  }

  /** Values that mean something only against another place get one, on coherent ground. */
  private async _setFirst(layer: ShownLayer, coherence: ShownLayer): Promise<void> {
    const { model } = this._options;
    const { spec, drawn } = layer;
    if (
      !isRelative(drawn?.view.kind) ||
      spec.reference ||
      spec.isUnreferenced ||
      this._tried.has(spec.id)
    ) {
      return;
    }
    this._tried.add(spec.id);
    const place = await coherentPlace(coherence.drawn!, drawn!).catch(() => null);
    const now = model.layer(spec.id);
    if (place && now && !now.reference && !now.isUnreferenced) {
      model.update(spec.id, { reference: place });
    }
  }

  /** Looks whether the ground at the reference is coherent. */
  private async _doubt(layer: ShownLayer, coherence: ShownLayer | null): Promise<void> {
    const { id, name, reference } = layer.spec;
    const band = coherence?.drawn;
    const key = JSON.stringify([name, reference, coherence?.spec.name, band?.frame.source]);
    if (this._doubts.get(id)?.key === key) {
      return;
    }
    const hadNote = this._doubts.get(id)?.note ?? null;
    this._doubts.set(id, { key, note: null });
    let note: string | null = null;
    if (reference && band && layer !== coherence) {
      const value = await valueAt(band, reference).catch(() => null);
      note = this._noteOf(name, coherence.spec.name, value);
    }
    if (this._doubts.get(id)?.key === key) {
      this._doubts.set(id, { key, note });
      if (note !== hadNote) {
        this._options.onNotes();
      }
    }
  }

  private _noteOf(name: string, coherence: string, value: number | null): string | null {
    const { trans } = this._options;
    if (value === null) {
      return trans.__(
        'The reference of %1 lies where %2 has no data. Set it on coherent ground.',
        name,
        coherence
      );
    }
    return value >= COHERENT
      ? null
      : trans.__(
          'The reference of %1 is not on coherent ground: %2 is %3 there, below %4. Set it where coherence is high.',
          name,
          coherence,
          numberText(value, 2),
          String(COHERENT)
        );
  }

  private _isPicking = false;
  private readonly _tried = new Set<string>();
  private readonly _doubts = new Map<
    string,
    { readonly key: string; readonly note: string | null }
  >();
  private readonly _marker: Overlay;
}
