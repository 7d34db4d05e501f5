import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';

import type { IMessage } from '../messages';
import type { MapModel } from '../model/map-model';
import { Ask } from '../ask/ask';
import type { CellWriter } from '../ask/cell-parts';
import type { AskBaselines } from '../ask/points-answer';
import { Compare } from './compare';
import type { CompareMode } from './controls';
import { Controls } from './controls';
import { element } from './dom';
import { LayerStack } from './layer-stack';
import { LayersPanel } from './layers-panel';
import { rememberView, restoreView } from './kept-view';
import { Legend } from './legend';
import { MapFrame } from './map-frame';
import { NotesStrip } from './notes-strip';
import type { IPlane, ISeat } from './plane';
import type { RasterStore } from './raster-store';
import { rampColours } from './ramps';
import { Readout } from './readout';
import { isRelative, References } from './references';
import { SeenRange } from './seen-range';
import type { ShownLayer } from './shown-layer';
import { TimeBar } from './time-bar';
import { legendTitle } from './words';

/** What the map asks of the application around it. */
export interface IMapServices {
  readonly trans: TranslationBundle;
  /** Puts an error into words. */
  readonly messageOf: (error: unknown, file: string) => IMessage;
  readonly onAdd: () => void;
  readonly onSave: () => void;
  readonly onGoTo: () => void;
  readonly onImage: () => void;
  /** Puts cells into the notebook. */
  readonly onCells: (write: readonly CellWriter[]) => void;
  readonly baselines: AskBaselines;
}

export interface IMapViewOptions {
  readonly host: HTMLElement;
  readonly model: MapModel;
  readonly store: RasterStore;
  readonly services: IMapServices;
  /** Width and height of the space that the map will have, in pixels. */
  readonly sizePx: readonly [number, number];
}

/** A map: its layers, controls, legend and readout. */
export class MapView implements IDisposable {
  /**
   * Opens the layers. The answer makes the map; its host must be in the document by then, so that
   * sizes and theme colours are known. Rejects with the first error when no layer can be shown.
   */
  static async prepare(options: IMapViewOptions): Promise<() => MapView> {
    const stack = await LayerStack.open(options.model, options.store, options.sizePx);
    return () => new MapView(options, stack);
  }

  private constructor(
    private readonly _options: IMapViewOptions,
    private readonly _stack: LayerStack
  ) {
    const { host, model, services } = _options;
    const { trans } = services;
    const { plane, seat } = _stack;
    this._controls = new Controls({
      trans,
      onPanel: isShown => this._showPanel(isShown),
      onView: band => this._change({ band, stretch: null, ramp: null }),
      onRamp: ramp => this._change({ ramp }),
      onOpacity: opacity => this._change({ opacity }),
      onCompare: mode => this._setCompare(mode),
      onGraticule: isShown => this._frame.showGraticule(isShown),
      onGoTo: services.onGoTo,
      onAsk: () => this._ask.show(this._ask.node.hidden),
      onImage: services.onImage,
      onSave: services.onSave,
      onFit: () => this.fit()
    });
    this._legend = new Legend({
      trans,
      onStretch: stretch => this._change({ stretch }),
      onReset: () => this._change({ stretch: null, ramp: null })
    });
    this._range = new SeenRange({
      model,
      trans,
      layer: () => this.active,
      frame: () => this._frame
    });
    this._panel = new LayersPanel({
      model,
      trans,
      messageOf: id => this._messageOf(this._stack.get(id)),
      onAction: (id, does) => this._mend(id, does),
      onAdd: services.onAdd,
      onFitLayer: id => this._fitTo(this._stack.get(id)?.drawn?.seat),
      onStretchView: () => void this._range.take(),
      onPickReference: () => this._references.pick(),
      isRelative: id => isRelative(this._stack.get(id)?.drawn?.view.kind),
      range: this._range.node
    });
    this._time = new TimeBar({
      trans,
      onFrame: frame => this._change({ frame }),
      isDrawn: () => host.hasAttribute('data-insar-ready')
    });
    this._readout = new Readout(trans);
    this._frame = new MapFrame({
      host,
      plane,
      extent: seat.extent,
      pixel: seat.pixel,
      label: trans.__(
        'Map of %1. Arrow keys pan, plus and minus zoom, 0 shows the whole raster; the value at the cross is below. Page keys step through dates, space plays them.',
        model.active?.name ?? ''
      ),
      trans,
      onPoint: place => this._pointAt(place),
      onClick: (place, isAdding) => this._clicked(place, isAdding),
      onFit: () => this.fit(),
      onMoved: () => {
        rememberView(model, this._frame, plane);
        this._range.update();
      },
      onKey: event => this._onKey(event)
    });
    this._compare = new Compare(
      () => this._frame.map,
      plane,
      trans,
      place => this._pointAt(place)
    );
    this._notes = new NotesStrip({
      trans,
      messageOf: layer => this._messageOf(layer),
      onAction: (id, does) => this._mend(id, does)
    });
    const maps = element('div', 'jp-InsarMap-maps', {}, this._frame.node, this._compare.beside);
    this._frame.node.append(this._compare.divider);
    host.append(
      this._controls.node,
      this._notes.node,
      element('div', 'jp-InsarMap-middle', {}, this._panel.node, maps),
      element('div', 'jp-InsarMap-foot', {}, this._time.node, this._legend.node, this._readout.node)
    );
    this._frame.attach();
    this._references = new References({
      model,
      trans,
      plane,
      frame: this._frame,
      layers: () => _stack.layers,
      onNotes: () => this._showNotes()
    });
    this._ask = new Ask({
      model,
      store: _options.store,
      plane,
      map: this._frame.map,
      trans,
      layer: () => this.active,
      onResize: () => this.resize(),
      onCells: services.onCells,
      baselines: services.baselines
    });
    host.insertBefore(this._ask.node, host.lastChild);
    this.resize();
    _stack.show(
      layer => this._frame.addRaster(layer),
      () => this._update()
    );
    model.changed.connect(this._onModel, this);
    if (model.spec.layers.length > 1) {
      this._showPanel(true);
    }
    restoreView(model, this._frame, plane);
    this._update();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  get plane(): IPlane {
    return this._stack.plane;
  }

  get frame(): MapFrame {
    return this._frame;
  }

  /** The layer that the controls act on, as it is drawn. */
  get active(): ShownLayer | null {
    const active = this._options.model.active;
    return active && this._stack.get(active.id);
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._options.model.changed.disconnect(this._onModel, this);
    this._time.stop();
    this._ask.dispose();
    this._compare.dispose();
    this._notes.dispose();
    this._range.dispose();
    this._stack.dispose();
    this._frame.dispose();
    this._options.host.replaceChildren();
  }

  /** Shows the whole of the chosen layer. */
  fit(): void {
    this._fitTo(this.active?.drawn?.seat ?? this._stack.seat);
  }

  /** Shows a place given by longitude and latitude in degrees; false: it has no place here. */
  goTo(lonDeg: number, latDeg: number): boolean {
    const place = this.plane.ground?.fromLonLat(lonDeg, latDeg);
    if (!place) {
      return false;
    }
    this._frame.show(place);
    this._frame.node.classList.add('jp-mod-keyboard');
    this._pointAt(place);
    return true;
  }

  resize(): void {
    this._frame.resize();
    this._compare.resize();
  }

  /** Legend of every layer that is seen, the uppermost first: for images. */
  legends() {
    const { trans } = this._options.services;
    return this._stack.layers
      .filter(layer => layer.spec.isVisible && layer.drawn)
      .reverse()
      .map(layer => ({
        title: legendTitle(layer, trans),
        stretch: layer.stretch,
        colours: rampColours(layer.ramp)
      }));
  }

  private _change(change: Parameters<MapModel['update']>[1]): void {
    const { model } = this._options;
    if (model.active) {
      model.update(model.active.id, change);
    }
  }

  private _onModel(): void {
    this._stack.sync();
    this._update();
  }

  /** Shows what the layers are by now in everything around the map. */
  private _update(): void {
    if (this._isDisposed) {
      return;
    }
    const { trans } = this._options.services;
    const active = this.active;
    this._panel.update();
    this._time.show(active?.spec ?? null);
    this._ask.update();
    this._setCompare(this._compare.mode);
    this._stack.place(layer => this._compare.hidesLayer && layer === active);
    this._legend.node.hidden = !active?.drawn;
    if (active?.drawn) {
      const { raster, view } = active.drawn;
      this._controls.show(raster.views, view.id, active.ramp, active.spec.opacity);
      const colours = rampColours(active.ramp);
      const isRelief = active.ramp === 'relief';
      this._legend.show(legendTitle(active, trans), active.stretch, colours, isRelief);
    }
    this._references.update();
    this._range.update();
    this._showNotes();
    if (this._place) {
      this._pointAt(this._place);
    }
  }

  private _showNotes(): void {
    const { notes } = this._references;
    this._notes.update(this._stack.layers, notes, this._panel.node.hidden);
  }

  private _messageOf(layer: ShownLayer | null): IMessage | null {
    return layer?.error
      ? this._options.services.messageOf(layer.error, layer.spec.frames[layer.spec.frame].file)
      : null;
  }

  private _mend(id: string, does: 'retry' | 'lines' | 'anyway'): void {
    if (does === 'lines') {
      this._options.model.update(id, { lines: true });
    } else {
      this._stack.get(id)?.reload(does === 'anyway');
    }
  }

  private _fitTo(seat: ISeat | undefined): void {
    if (seat) {
      this._frame.fit(seat.extent);
    }
  }

  private _showPanel(isShown: boolean): void {
    this._panel.node.hidden = !isShown;
    this._controls.showPanel(isShown);
    this.resize();
    this._update();
  }

  private _setCompare(mode: CompareMode): void {
    this._compare.set(mode, this.active?.drawing ?? null);
    this._controls.showCompare(this._compare.mode);
    if (this._frame.node.classList.contains('jp-mod-beside') !== (mode === 'beside')) {
      this._frame.node.classList.toggle('jp-mod-beside', mode === 'beside');
      this.resize();
    }
  }

  private _pointAt(place: readonly [number, number] | null): void {
    this._place = place;
    this._compare.point(place);
    if (!place) {
      this._readout.clear();
      return;
    }
    const layer = this.active;
    const pixel = layer?.pixelAt(place[0], place[1]);
    if (layer && pixel) {
      void this._readout.show(layer, pixel);
    } else {
      this._readout.showOutside(this.plane.ground?.toLonLat(place[0], place[1]) ?? null);
    }
  }

  private _clicked(place: readonly [number, number], isAdding: boolean): void {
    if (!this._references.take(place)) {
      this._ask.clicked(place, isAdding, this._frame.isKeyboard);
    }
  }

  private _onKey(event: KeyboardEvent): boolean {
    if (event.key === 'Escape') {
      const wasPicking = this._references.isPicking;
      this._references.stop();
      return this._ask.stop() || wasPicking;
    }
    return this._time.takesKey(event.key);
  }

  private _place: readonly [number, number] | null = null;
  private _isDisposed = false;
  private readonly _controls: Controls;
  private readonly _legend: Legend;
  private readonly _panel: LayersPanel;
  private readonly _range: SeenRange;
  private readonly _references: References;
  private readonly _time: TimeBar;
  private readonly _readout: Readout;
  private readonly _notes: NotesStrip;
  private readonly _frame: MapFrame;
  private readonly _ask: Ask;
  private readonly _compare: Compare;
}
