import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import { loadEngine } from './load-engine';
import { MapModel } from './model/map-model';
import type { IFrame } from './model/spec';
import type { IMapServices, MapView, RasterStore } from './view';
import type { OpenSource } from './view/raster-store';

export interface IMapWidgetOptions {
  /** Name of the file or document, as the user knows it. */
  readonly file: string;
  readonly open: OpenSource;
  /** Reads what the map shows; rejects when it cannot. */
  readonly load: (model: MapModel) => Promise<void>;
  readonly trans: TranslationBundle;
  readonly onAdd: (map: MapWidget) => void;
  readonly onSave: (map: MapWidget) => void;
  readonly onGoTo: (map: MapWidget) => void;
  readonly onCells: IMapServices['onCells'];
  readonly baselines: IMapServices['baselines'];
}

/** What is loaded with the first map. */
type Engine = typeof import('./engine');

/** A map of GeoTIFFs, or a message that says why not. Loads when it is first shown. */
export class MapWidget extends Widget {
  constructor(private readonly _options: IMapWidgetOptions) {
    super();
    this.addClass('jp-InsarMap');
    this._file = _options.file;
    this.title.label = _options.file;
    // The document around the map passes its focus on to the map itself.
    this.node.tabIndex = -1;
    this.model.changed.connect(this._onModel, this);
  }

  /** What is shown. */
  readonly model = new MapModel();

  /** Name of the file or document, as messages say it. */
  get file(): string {
    return this._file;
  }

  set file(file: string) {
    this._file = file;
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._loading++;
    this._view?.dispose();
    this._view = null;
    this._forgetRasters();
    super.dispose();
  }

  /** Whether nothing can be shown, and a message says why. */
  get hasFailed(): boolean {
    return this.node.getAttribute('data-insar-ready') === 'message';
  }

  /** Opens everything again: a file changed, moved, or could not be read. */
  reload(): void {
    this._forgetRasters();
    this._loaded = null;
    if (this._isStarted) {
      void this._load();
    }
  }

  /** Adds one layer of these rasters on top. */
  async add(name: string, frames: readonly IFrame[]): Promise<void> {
    await this._read();
    this.model.add(name, frames);
  }

  /** The map as it is shown; null: nothing is, yet or any more. */
  get view(): MapView | null {
    return this._view;
  }

  /** Shows a place; false: the map has no such place, or shows nothing yet. */
  goTo(lonDeg: number, latDeg: number): boolean {
    return this._view?.goTo(lonDeg, latDeg) ?? false;
  }

  /**
   * The value at a place, as hovering shows it: of the chosen layer and the band that is shown, or
   * of `band` (its label or its number from 1). Null: no-data, or outside.
   *
   * @throws MapError when the file cannot be read
   */
  async valueAt(lonDeg: number, latDeg: number, band?: string): Promise<number | null> {
    const engine = await loadEngine();
    await this._read();
    const layer = this.model.active;
    if (!layer) {
      return null;
    }
    const raster = await this._rasters(engine).get(layer.frames[layer.frame], layer.lines);
    const pixel = await engine.pixelAt(raster, lonDeg, latDeg);
    const named = raster.views.find(view => view.id === band || view.label === band);
    if (band !== undefined && !named) {
      const known = raster.views.map(view => view.label).join(', ');
      throw new Error(`${raster.file}: no band ${band}; it has ${known}`);
    }
    const id = named?.id ?? layer.band ?? raster.views[0].id;
    return pixel ? engine.valueAtPixel(raster, id, pixel) : null;
  }

  protected override onAfterShow(): void {
    this._start();
  }

  protected override onAfterAttach(): void {
    if (this.isVisible) {
      this._start();
    }
  }

  protected override onResize(): void {
    this._view?.resize();
  }

  protected override onActivateRequest(): void {
    const { node } = this;
    const target =
      node.querySelector<HTMLElement>('.jp-InsarMap-frame') ?? node.querySelector('button');
    (target ?? node).focus({ preventScroll: true });
  }

  private _start(): void {
    if (!this._isStarted) {
      this._isStarted = true;
      void this._load();
    }
  }

  private _read(): Promise<void> {
    if (!this._loaded) {
      const loaded = this._options.load(this.model);
      this._loaded = loaded;
      loaded.catch(() => {
        this._loaded = null;
      });
    }
    return this._loaded;
  }

  private _rasters(engine: Engine): RasterStore {
    this._store ??= new engine.RasterStore(this._options.open);
    return this._store;
  }

  private _forgetRasters(): void {
    this._store?.dispose();
    this._store = null;
  }

  /** Never rejects: what goes wrong is shown. */
  private async _load(): Promise<void> {
    const asked = ++this._loading;
    const { trans } = this._options;
    this._isSettled = false;
    this._view?.dispose();
    this._view = null;
    this.node.removeAttribute('data-insar-ready');
    this._say('jp-InsarMap-loading', trans.__('Reading %1…', this._file));
    const isStale = (): boolean => asked !== this._loading || this.isDisposed;
    try {
      const [engine] = await Promise.all([loadEngine(), this._read()]);
      if (isStale()) {
        return;
      }
      if (this.model.spec.layers.length === 0) {
        this._showEmpty(engine);
        return;
      }
      const host = document.createElement('div');
      host.className = 'jp-InsarMap-host';
      const prepared = await engine.MapView.prepare({
        host,
        model: this.model,
        store: this._rasters(engine),
        sizePx: [this.node.clientWidth, this.node.clientHeight],
        services: {
          trans,
          messageOf: (error, file) => engine.messageOf(error, file, trans),
          onAdd: () => this._options.onAdd(this),
          onSave: () => this._options.onSave(this),
          onGoTo: () => this._options.onGoTo(this),
          onCells: write => this._options.onCells(write),
          baselines: this._options.baselines,
          onImage: () => void engine.saveImage(this._view!, this.title.label)
        }
      });
      if (isStale()) {
        return;
      }
      this.node.replaceChildren(host);
      this._view = prepared();
      if (this.node.contains(document.activeElement) || document.activeElement === this.node) {
        this.activate();
      }
    } catch (error) {
      const engine = await loadEngine();
      if (!isStale()) {
        this._fail(error, engine);
      }
    }
    this._isSettled ||= asked === this._loading;
  }

  /** The first layer of an empty map, or the last one of a map that goes, changes the whole. */
  private _onModel(): void {
    const isEmpty = this.model.spec.layers.length === 0;
    if (this._isSettled && isEmpty === (this._view !== null)) {
      void this._load();
    }
  }

  private _say(className: string, text: string): void {
    const line = document.createElement('div');
    line.className = className;
    line.setAttribute('role', 'status');
    line.textContent = text;
    this.node.replaceChildren(line);
  }

  private _showEmpty({ messageBox }: Engine): void {
    const { trans } = this._options;
    const action = { label: trans.__('Add layer…'), act: () => this._options.onAdd(this) };
    const title = trans.__('This map has no layers');
    this._put(messageBox(title, trans.__('Add GeoTIFF files to it.'), action));
  }

  private _fail(error: unknown, { messageBox, messageOf }: Engine): void {
    const { title, text, action } = messageOf(error, this._file, this._options.trans);
    const way = action && { label: action.label, act: () => void this._mend(action.does) };
    this._put(messageBox(title, text, way));
  }

  private _put(message: HTMLElement): void {
    this.node.replaceChildren(message);
    this.node.setAttribute('data-insar-ready', 'message');
  }

  private async _mend(does: 'retry' | 'lines' | 'anyway'): Promise<void> {
    const engine = await loadEngine();
    const layer = this.model.spec.layers[0];
    this._forgetRasters();
    if (layer && does === 'lines') {
      // The change itself loads the map again.
      this.model.update(layer.id, { lines: true });
      return;
    }
    if (layer && does === 'anyway') {
      this._rasters(engine).allow(layer.frames[layer.frame].source);
    }
    void this._load();
  }

  private _file: string;
  private _isStarted = false;
  private _isSettled = false;
  private _loading = 0;
  private _loaded: Promise<void> | null = null;
  private _store: RasterStore | null = null;
  private _view: MapView | null = null;
}
