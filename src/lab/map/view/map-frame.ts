import 'ol/ol.css';

import type { TranslationBundle } from '@jupyterlab/translation';
import ScaleLine from 'ol/control/ScaleLine';
import Zoom from 'ol/control/Zoom';
import { defaults as usualInteractions } from 'ol/interaction/defaults';
import KeyboardPan from 'ol/interaction/KeyboardPan';
import KeyboardZoom from 'ol/interaction/KeyboardZoom';
import OlMap from 'ol/Map';
import View from 'ol/View';

import { BaseLayers } from '../../base-map';
import { element } from './dom';
import type { IPlane } from './plane';
import { NorthMark } from './north-mark';
import type { RasterLayer } from './raster-layer';

type Extent = readonly [number, number, number, number];

export interface IMapFrameOptions {
  /** Gets `data-insar-ready` while all that is asked for is drawn. */
  readonly host: HTMLElement;
  readonly plane: IPlane;
  /** Of the raster that the map is opened for, and the size of its pixels in the plane. */
  readonly extent: Extent;
  readonly pixel: number;
  readonly label: string;
  readonly trans: TranslationBundle;
  /** The place below the pointer, or below the cross while keys move the map; null: none. */
  readonly onPoint: (place: readonly [number, number] | null) => void;
  readonly onClick: (place: readonly [number, number], isAdding: boolean) => void;
  readonly onFit: () => void;
  /** The user moved the map. */
  readonly onMoved: () => void;
  /** A key that the frame itself does not use; true: it was taken. */
  readonly onKey: (event: KeyboardEvent) => boolean;
}

/** How much of the frame stays free around a fitted raster, in pixels. */
const MARGIN_PX = 24;

/** The OpenLayers map with its outlines, graticule, keys and pointer. */
export class MapFrame {
  readonly node: HTMLElement;
  /** Made by `attach`, when the node has its size and theme. */
  map!: OlMap;

  constructor(private readonly _options: IMapFrameOptions) {
    this.node = element('div', 'jp-InsarMap-frame', {
      tabindex: '0',
      role: 'application',
      'aria-label': _options.label
    });
    this.node.append(element('div', 'jp-InsarMap-cross', { 'aria-hidden': 'true' }));
  }

  /** Makes the map; the node is in the document by now. */
  attach(): void {
    const { plane, extent, pixel, trans } = this._options;
    const side = Math.max(extent[2] - extent[0], extent[3] - extent[1]);
    this._base = new BaseLayers(plane, this.node);
    this.map = new OlMap({
      target: this.node,
      keyboardEventTarget: this.node,
      // Keys move at once: a second one during a glide would be lost, and Enter take a place between.
      interactions: usualInteractions({ keyboard: false }).extend([
        new KeyboardPan({ duration: 0 }),
        new KeyboardZoom({ duration: 0 })
      ]),
      controls: [
        new Zoom({ zoomInTipLabel: trans.__('Zoom in'), zoomOutTipLabel: trans.__('Zoom out') }),
        ...(plane.ground ? [new ScaleLine({ minWidth: 60 })] : [])
      ],
      layers: plane.ground ? [this._base.outlines, this._base.graticule] : [],
      view: new View({
        projection: plane.projection,
        center: [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2],
        resolution: side / 500,
        minResolution: pixel / 64,
        maxResolution: plane.ground ? Math.max(side / 40, 4000) : side / 40,
        multiWorld: true,
        constrainOnlyCenter: true,
        enableRotation: false
      })
    });
    const north = new NorthMark(plane, angle =>
      trans.__('North is %1 from the top of the map, clockwise', angle)
    );
    this.node.append(north.node);
    const turn = (): void => north.update(this.center);
    this.map.on('moveend', turn);
    this.fit(extent);
    turn();
    this._listen();
    if (plane.ground) {
      void this._base.load();
    }
  }

  dispose(): void {
    this._themes.disconnect();
    this.map.setTarget(undefined);
    this.map.dispose();
  }

  addRaster(layer: RasterLayer): void {
    this.map.addLayer(layer);
  }

  /** Shows a box of the plane. */
  fit(extent: Extent): void {
    this.map.getView().fit([...extent], {
      padding: [MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX],
      size: this.map.getSize()
    });
    this._fitted = extent;
    this._isMoved = false;
  }

  /** Shows a place in the middle. */
  show(center: readonly [number, number], resolution?: number): void {
    this.map.getView().setCenter([...center]);
    if (resolution !== undefined) {
      this.map.getView().setResolution(resolution);
    }
    this._isMoved = true;
  }

  /** The frame has another size; until the user moved the map, what was fitted stays fitted. */
  resize(): void {
    this.map.updateSize();
    if (!this._isMoved && this._fitted) {
      this.fit(this._fitted);
    }
  }

  /** Hides or shows the graticule. */
  showGraticule(isShown: boolean): void {
    this._hasGraticule = isShown;
    this._base.graticule.setVisible(isShown);
  }

  private _listen(): void {
    const { map } = this;
    const { host, onPoint, onClick, onFit, onMoved, onKey } = this._options;
    map.on('loadstart', () => host.removeAttribute('data-insar-ready'));
    map.on('rendercomplete', () => host.setAttribute('data-insar-ready', 'true'));
    map.on('pointermove', event => {
      this.node.classList.remove('jp-mod-keyboard');
      onPoint(placeOf(event.coordinate));
    });
    map.on('click', event => {
      onClick(placeOf(event.coordinate), (event.originalEvent as MouseEvent).shiftKey);
    });
    map.on('moveend', () => {
      if (this.isKeyboard) {
        onPoint(this.center);
      }
      onMoved();
    });
    const moved = (): void => {
      this._isMoved = true;
    };
    this.node.addEventListener('wheel', moved, { passive: true });
    this.node.addEventListener('pointerdown', moved);
    this.node.addEventListener('pointerleave', () => onPoint(null));
    this.node.addEventListener('keydown', event => {
      if (event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (event.key === '0') {
        onFit();
      } else if (event.key === 'Enter' && this.isKeyboard) {
        onClick(this.center, event.shiftKey);
      } else if (/^(Arrow|[+\-=])/.test(event.key)) {
        moved();
        this.node.classList.add('jp-mod-keyboard');
        onPoint(this.center);
        return;
      } else if (!onKey(event)) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    });
    this._themes.observe(document.body, {
      attributes: true,
      attributeFilter: ['data-jp-theme-name', 'data-jp-theme-light']
    });
  }

  /** The middle of the frame in the plane. */
  get center(): [number, number] {
    return placeOf(this.map.getView().getCenter()!);
  }

  /** `[minX, minY, maxX, maxY]` of what is seen, in the plane. */
  get extent(): readonly number[] {
    return this.map.getView().calculateExtent(this.map.getSize());
  }

  /** Whether the cross, which keys move, stands for the pointer. */
  get isKeyboard(): boolean {
    return this.node.classList.contains('jp-mod-keyboard');
  }

  private _onTheme(): void {
    if (!this._options.plane.ground) {
      return;
    }
    this.map.removeLayer(this._base.graticule);
    this._base.restyle();
    this._base.graticule.setVisible(this._hasGraticule);
    this.map.addLayer(this._base.graticule);
  }

  private _base!: BaseLayers;
  private _fitted: Extent | null = null;
  private _isMoved = false;
  private _hasGraticule = true;
  private readonly _themes = new MutationObserver(() => this._onTheme());
}

function placeOf(coordinate: readonly number[]): [number, number] {
  return [coordinate[0], coordinate[1]];
}
