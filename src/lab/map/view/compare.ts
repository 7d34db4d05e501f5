import type { EventsKey } from 'ol/events';
import { unByKey } from 'ol/Observable';
import OlMap from 'ol/Map';
import type RenderEvent from 'ol/render/Event';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { CompareMode } from './controls';
import { element } from './dom';
import type { IPlane } from './plane';
import { RasterLayer } from './raster-layer';

const BLINK_MS = 800;

/** The chosen layer against what lies below it: by a divider, beside it, or by turns. */
export class Compare {
  /** Divider of the swipe. */
  readonly divider: HTMLElement;
  /** Second map of side by side: the chosen layer alone. */
  readonly beside: HTMLElement;

  constructor(
    private readonly _map: () => OlMap,
    private readonly _plane: IPlane,
    trans: TranslationBundle,
    private readonly _onPoint: (place: readonly [number, number]) => void
  ) {
    this.divider = element('input', 'jp-InsarMap-swipe', {
      type: 'range',
      min: '0',
      max: '1000',
      value: '500',
      'aria-label': trans.__('Divider: the chosen layer is on its left')
    });
    this.divider.addEventListener('input', () => this._map().render());
    this.divider.hidden = true;
    this.beside = element('div', 'jp-InsarMap-beside');
    this.beside.hidden = true;
    this._mark = element('div', 'jp-InsarMap-cross jp-mod-shown', { 'aria-hidden': 'true' });
    this.beside.append(this._mark);
  }

  get mode(): CompareMode {
    return this._mode;
  }

  /** Compares this layer with those below it. */
  set(mode: CompareMode, layer: RasterLayer | null): void {
    if (mode === this._mode && layer === this._layer) {
      this._twin?.repaint(layer!.painting);
      return;
    }
    this._end();
    this._mode = mode;
    this._layer = layer;
    this.divider.hidden = mode !== 'swipe' || !layer;
    this.beside.hidden = mode !== 'beside' || !layer;
    if (!layer) {
      return;
    }
    if (mode === 'swipe') {
      this._keys = [
        layer.on('prerender', event => this._clip(event)),
        layer.on('postrender', event => (event.context as CanvasRenderingContext2D).restore())
      ];
    } else if (mode === 'blink') {
      this._timer = window.setInterval(() => {
        layer.setVisible(!layer.getVisible());
      }, BLINK_MS);
    } else if (mode === 'beside') {
      this._twin = new RasterLayer(this._plane, layer.painting, () => undefined);
      this._second = new OlMap({
        target: this.beside,
        controls: [],
        layers: [this._twin],
        view: this._map().getView()
      });
      this._second.on('pointermove', ({ coordinate: [x, y] }) => this._onPoint([x, y]));
      layer.setVisible(false);
    }
    this._map().render();
  }

  /** Whether the comparison itself decides if the chosen layer is drawn. */
  get hidesLayer(): boolean {
    return this._layer !== null && (this._mode === 'blink' || this._mode === 'beside');
  }

  /** The place of the pointer of the other map. */
  point(place: readonly [number, number] | null): void {
    const pixel = place && this._second?.getPixelFromCoordinate([...place]);
    this._mark.hidden = !pixel;
    if (pixel) {
      this._mark.style.left = `${pixel[0] - 10}px`;
      this._mark.style.top = `${pixel[1] - 10}px`;
    }
  }

  resize(): void {
    this._second?.updateSize();
  }

  dispose(): void {
    this._end();
  }

  private _clip(event: RenderEvent): void {
    const context = event.context as CanvasRenderingContext2D;
    const share = Number((this.divider as HTMLInputElement).value) / 1000;
    context.save();
    context.beginPath();
    context.rect(0, 0, context.canvas.width * share, context.canvas.height);
    context.clip();
  }

  private _end(): void {
    unByKey(this._keys);
    this._keys = [];
    if (this._timer !== null) {
      window.clearInterval(this._timer);
      this._timer = null;
    }
    this._second?.setTarget(undefined);
    this._second?.dispose();
    this._second = null;
    this._twin?.dispose();
    this._twin = null;
    if (this.hidesLayer) {
      this._layer!.setVisible(true);
    }
    this._layer = null;
    this._mode = 'none';
  }

  private _mode: CompareMode = 'none';
  private _layer: RasterLayer | null = null;
  private _keys: EventsKey[] = [];
  private _timer: number | null = null;
  private _second: OlMap | null = null;
  private _twin: RasterLayer | null = null;
  private readonly _mark: HTMLElement;
}
