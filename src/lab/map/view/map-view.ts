import 'ol/ol.css';

import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import ScaleLine from 'ol/control/ScaleLine';
import Zoom from 'ol/control/Zoom';
import OlMap from 'ol/Map';
import View from 'ol/View';

import type { IBandView, IPixel, IRaster } from '../raster';
import { apply, invert } from '../raster';
import { BaseLayers } from './base-layers';
import { Controls } from './controls';
import { element } from './dom';
import { Legend } from './legend';
import { notesOf } from './notes';
import { readView } from './paint';
import { planeOf, type IPlane } from './plane';
import { rampColours, type RampId } from './ramps';
import { RasterLayer } from './raster-layer';
import { Readout } from './readout';
import type { IStretch } from './stretch';
import { rampFor, stretchFor } from './stretch';

export interface IMapViewOptions {
  readonly host: HTMLElement;
  readonly raster: IRaster;
  readonly trans: TranslationBundle;
  /** A part of the file could not be read. */
  readonly onError: (error: unknown) => void;
}

/** How much of the frame stays free around a fitted raster, in pixels. */
const MARGIN_PX = 24;

/** The map of one raster, with its controls, legend and readout. */
export class MapView implements IDisposable {
  /**
   * Reads what the first look needs. The answer makes the map; its host must be in the document by
   * then, so that sizes and theme colours are known. Rejects when the values cannot be read.
   */
  static async prepare(options: IMapViewOptions): Promise<() => MapView> {
    const view = options.raster.views[0];
    const first = await firstLook(options.raster, view);
    return () => new MapView(options, view, first);
  }

  private constructor(
    private readonly _options: IMapViewOptions,
    view: IBandView,
    first: IFirstLook
  ) {
    const { host, raster, trans, onError } = _options;
    this._view = view;
    this._stretch = first.stretch;
    this._ramp = rampFor(view.kind);
    this._plane = planeOf(raster);
    this._controls = new Controls({
      views: raster.views,
      trans,
      onView: id => void this.setView(id),
      onRamp: ramp => {
        this._ramp = ramp;
        this._repaint();
      },
      onOpacity: opacity => this._layer.setOpacity(opacity),
      onFit: () => this.fit()
    });
    this._legend = new Legend({
      trans,
      onStretch: typed => {
        this._stretch = typed;
        this._repaint();
      },
      onReset: () => void this.setView(this._view.id)
    });
    this._readout = new Readout(raster, trans);
    this._frame = element('div', 'jp-InsarMap-frame', {
      tabindex: '0',
      role: 'application',
      'aria-label': trans.__(
        'Map of %1. Arrow keys pan, plus and minus zoom, 0 shows the whole raster; the value at the cross is below.',
        raster.file
      )
    });
    this._frame.append(element('div', 'jp-InsarMap-cross', { 'aria-hidden': 'true' }));
    const notes = element('div', 'jp-InsarMap-notes');
    notes.append(
      ...notesOf(raster, trans).map(note =>
        element('div', 'jp-InsarMap-note', { role: 'note' }, note)
      )
    );
    this._empty = element('div', 'jp-InsarMap-note', { role: 'status' });
    this._empty.hidden = !first.isEmpty;
    this._empty.textContent = trans.__('No pixel of this band holds data: all are marked no-data.');
    notes.append(this._empty);
    const foot = element('div', 'jp-InsarMap-foot', {}, this._legend.node, this._readout.node);
    host.append(this._controls.node, notes, this._frame, foot);

    this._layer = new RasterLayer(raster, this._plane, this._painting(), onError);
    this._base = new BaseLayers(this._plane, host);
    this._map = this._makeMap();
    this._show();
    this.fit();
    this._listen();
    if (this._plane.ground) {
      void this._base.load();
    }
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** What is shown, as `insar:value-at` asks for it. */
  get viewId(): string {
    return this._view.id;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._themes.disconnect();
    this._map.setTarget(undefined);
    this._map.dispose();
    this._options.host.replaceChildren();
  }

  /** Shows the whole raster. */
  fit(): void {
    this._map.getView().fit(this._plane.extent, {
      padding: [MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX],
      size: this._map.getSize()
    });
  }

  /** The frame has another size; until the user moved the map, the raster stays fitted. */
  resize(): void {
    this._map.updateSize();
    if (!this._isMoved) {
      this.fit();
    }
  }

  /** Shows another band with the stretch and colours that suit it. */
  async setView(id: string): Promise<void> {
    const { raster, onError } = this._options;
    const view = raster.views.find(each => each.id === id) ?? raster.views[0];
    const asked = ++this._asked;
    let first: IFirstLook;
    try {
      first = await firstLook(raster, view);
    } catch (error) {
      onError(error);
      return;
    }
    if (asked !== this._asked || this._isDisposed) {
      return;
    }
    this._view = view;
    this._stretch = first.stretch;
    this._empty.hidden = !first.isEmpty;
    this._ramp = rampFor(view.kind);
    this._repaint();
  }

  private _makeMap(): OlMap {
    const { _plane: plane } = this;
    const grid = this._layer.getSource()!.getTileGrid()!.getResolutions();
    const side = Math.max(plane.extent[2] - plane.extent[0], plane.extent[3] - plane.extent[1]);
    const controls = [
      new Zoom({
        zoomInTipLabel: this._options.trans.__('Zoom in'),
        zoomOutTipLabel: this._options.trans.__('Zoom out')
      }),
      ...(plane.ground ? [new ScaleLine({ minWidth: 60 })] : [])
    ];
    return new OlMap({
      target: this._frame,
      keyboardEventTarget: this._frame,
      controls,
      layers: plane.ground
        ? [this._layer, this._base.outlines, this._base.graticule]
        : [this._layer],
      view: new View({
        projection: plane.projection,
        center: [(plane.extent[0] + plane.extent[2]) / 2, (plane.extent[1] + plane.extent[3]) / 2],
        resolution: side / 500,
        minResolution: grid[grid.length - 1] / 64,
        maxResolution: side / 40,
        multiWorld: true,
        constrainOnlyCenter: true,
        enableRotation: false
      })
    });
  }

  private _listen(): void {
    const map = this._map;
    const host = this._options.host;
    map.on('loadstart', () => {
      host.removeAttribute('data-insar-ready');
    });
    map.on('rendercomplete', () => {
      host.setAttribute('data-insar-ready', 'true');
    });
    map.on('pointermove', event => {
      this._frame.classList.remove('jp-mod-keyboard');
      this._pointAt(event.coordinate);
    });
    map.on('moveend', () => {
      if (this._frame.classList.contains('jp-mod-keyboard')) {
        this._pointAt(map.getView().getCenter()!);
      }
    });
    const moved = (): void => {
      this._isMoved = true;
    };
    this._frame.addEventListener('wheel', moved, { passive: true });
    this._frame.addEventListener('pointerdown', moved);
    this._frame.addEventListener('pointerleave', () => this._readout.clear());
    this._frame.addEventListener('keydown', event => {
      if (event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (event.key === '0') {
        this.fit();
        event.preventDefault();
      } else if (!/^(Arrow|[+\-=])/.test(event.key)) {
        return;
      }
      moved();
      this._frame.classList.add('jp-mod-keyboard');
      this._pointAt(map.getView().getCenter()!);
    });
    this._themes.observe(document.body, {
      attributes: true,
      attributeFilter: ['data-jp-theme-name', 'data-jp-theme-light']
    });
  }

  private _pointAt(coordinate: number[]): void {
    const [x, y] = coordinate;
    const { raster } = this._options;
    const [column, row] = apply(this._toRaster, x, y).map(Math.floor);
    const isInside = column >= 0 && row >= 0 && column < raster.widthPx && row < raster.heightPx;
    if (isInside) {
      this._pointed = { column, row };
      void this._readout.show(this._view.id, this._pointed);
    } else {
      this._pointed = null;
      this._readout.showOutside(this._plane.ground?.toLonLat(x, y) ?? null);
    }
  }

  private _painting() {
    return { view: this._view, stretch: this._stretch, colours: rampColours(this._ramp) };
  }

  private _repaint(): void {
    this._layer.repaint(this._painting());
    this._show();
    if (this._pointed) {
      void this._readout.show(this._view.id, this._pointed);
    }
  }

  private _show(): void {
    this._controls.setView(this._view.id);
    this._controls.setRamp(this._ramp);
    this._legend.show(this._stretch, rampColours(this._ramp));
  }

  private _onTheme(): void {
    if (this._isDisposed || !this._plane.ground) {
      return;
    }
    this._map.removeLayer(this._base.graticule);
    this._base.restyle();
    this._map.addLayer(this._base.graticule);
  }

  private _view: IBandView;
  private _stretch: IStretch;
  private _ramp: RampId;
  private _pointed: IPixel | null = null;
  private _asked = 0;
  private _isMoved = false;
  private _isDisposed = false;
  private readonly _plane: IPlane;
  private readonly _controls: Controls;
  private readonly _legend: Legend;
  private readonly _readout: Readout;
  private readonly _frame: HTMLElement;
  private readonly _empty: HTMLElement;
  private readonly _layer: RasterLayer;
  private readonly _base: BaseLayers;
  private readonly _map: OlMap;
  private readonly _themes = new MutationObserver(() => this._onTheme());
  private get _toRaster() {
    return invert(this._plane.toPlane)!;
  }
}

/** What the coarsest level tells about a view. */
interface IFirstLook {
  readonly stretch: IStretch;
  /** Whether no value at all is finite. */
  readonly isEmpty: boolean;
}

async function firstLook(raster: IRaster, view: IBandView): Promise<IFirstLook> {
  const level = raster.levels.length - 1;
  const { widthPx, heightPx } = raster.levels[level];
  const all = { x0: 0, y0: 0, x1: widthPx, y1: heightPx };
  const values = await readView(raster, view, level, all);
  return { stretch: stretchFor(view.kind, values), isEmpty: !values.some(Number.isFinite) };
}
