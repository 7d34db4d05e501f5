import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import { messageOf } from './messages';
import type { IRaster, RangeFetch } from './raster';
import { FileEmpty } from './raster/errors';
import type { MapView } from './view';

export interface IMapWidgetOptions {
  /** Name of the file, as the user knows it. */
  readonly file: string;
  /** Where the file is, below the Jupyter server's base URL. */
  readonly url: () => Promise<string>;
  /** Size of the file in bytes where it is known; an empty file is not asked for. */
  readonly sizeB?: () => Promise<number | null>;
  readonly fetch: RangeFetch;
  readonly trans: TranslationBundle;
}

/** One GeoTIFF on a map, or a message that says why not. Loads when it is first shown. */
export class MapWidget extends Widget {
  constructor(private readonly _options: IMapWidgetOptions) {
    super();
    this.addClass('jp-InsarMap');
    this._file = _options.file;
    this._url = _options.url;
    this.title.label = _options.file;
    // The document around the map passes its focus on to the map itself.
    this.node.tabIndex = -1;
  }

  /** Name of the file, as messages say it. */
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
    super.dispose();
  }

  /** The same file has another address; one that could not be read is read again. */
  relocate(url: string): void {
    this._url = async () => url;
    if (this._raster === null) {
      this.reload();
    }
  }

  /** Opens the file again: it changed, moved, or could not be read. */
  reload(): void {
    this._raster = null;
    if (this._isStarted) {
      void this._load();
    }
  }

  /**
   * The value at a place, as hovering shows it: of the band that is shown, or of `band` (its label
   * or its number from 1). Null: no-data, or outside.
   *
   * @throws MapError when the file cannot be read
   */
  async valueAt(lonDeg: number, latDeg: number, band?: string): Promise<number | null> {
    const engine = await import('./engine');
    const raster = await this._open();
    const pixel = await engine.pixelAt(raster, lonDeg, latDeg);
    const named = raster.views.find(view => view.id === band || view.label === band);
    if (band !== undefined && !named) {
      const known = raster.views.map(view => view.label).join(', ');
      throw new Error(`${this._file}: no band ${band}; it has ${known}`);
    }
    const id = named?.id ?? this._view?.viewId ?? raster.views[0].id;
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

  private _open(): Promise<IRaster> {
    const { _options: options } = this;
    this._raster ??= (async () => {
      if ((await options.sizeB?.()) === 0) {
        throw new FileEmpty(this._file);
      }
      const { openRaster } = await import('./engine');
      return openRaster({
        url: await this._url(),
        file: this._file,
        fetch: options.fetch,
        lines: this._lines,
        anyway: this._anyway
      });
    })();
    return this._raster;
  }

  /** Never rejects: what goes wrong is shown. */
  private async _load(): Promise<void> {
    const asked = ++this._loading;
    const { trans } = this._options;
    this._view?.dispose();
    this._view = null;
    this.node.removeAttribute('data-insar-ready');
    this._say('jp-InsarMap-loading', trans.__('Reading %1…', this._file));
    const isStale = (): boolean => asked !== this._loading || this.isDisposed;
    try {
      const raster = await this._open();
      const { MapView: View } = await import('./engine');
      const host = document.createElement('div');
      host.className = 'jp-InsarMap-host';
      const options = {
        host,
        raster,
        trans,
        onError: (error: unknown) => this._warn(host, error)
      };
      const prepared = await View.prepare(options);
      if (isStale()) {
        return;
      }
      this.node.replaceChildren(host);
      this._view = prepared();
      if (this.node.contains(document.activeElement) || document.activeElement === this.node) {
        this.activate();
      }
    } catch (error) {
      if (!isStale()) {
        this._raster = null;
        this._fail(error);
      }
    }
  }

  private _say(className: string, text: string): void {
    const line = document.createElement('div');
    line.className = className;
    line.setAttribute('role', 'status');
    line.textContent = text;
    this.node.replaceChildren(line);
  }

  private _fail(error: unknown): void {
    const message = messageOf(error, this._file, this._options.trans);
    const box = document.createElement('div');
    box.className = 'jp-InsarMap-message';
    box.setAttribute('role', 'alert');
    const title = document.createElement('h2');
    title.textContent = message.title;
    const text = document.createElement('p');
    text.textContent = message.text;
    box.append(title, text);
    const { action } = message;
    if (action) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'jp-Button jp-mod-styled jp-mod-accept';
      button.textContent = action.label;
      button.addEventListener('click', () => {
        this._lines ||= action.does === 'lines';
        this._anyway ||= action.does === 'anyway';
        this.reload();
      });
      box.append(button);
    }
    this.node.replaceChildren(box);
    this.node.setAttribute('data-insar-ready', 'message');
  }

  /** Says once, above the map, that a part of the file could not be read. */
  private _warn(host: HTMLElement, error: unknown): void {
    const notes = host.querySelector('.jp-InsarMap-notes');
    if (!notes || notes.querySelector('.jp-mod-error')) {
      return;
    }
    const { title, text } = messageOf(error, this._file, this._options.trans);
    const note = document.createElement('div');
    note.className = 'jp-InsarMap-note jp-mod-error';
    note.setAttribute('role', 'alert');
    note.textContent = this._options.trans.__('A part is missing. %1: %2', title, text);
    notes.append(note);
  }

  private _file: string;
  private _url: () => Promise<string>;
  private _isStarted = false;
  private _loading = 0;
  private _lines = false;
  private _anyway = false;
  private _raster: Promise<IRaster> | null = null;
  private _view: MapView | null = null;
}
