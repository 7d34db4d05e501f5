import 'ol/ol.css';

import type { TranslationBundle } from '@jupyterlab/translation';
import type { Coordinate } from 'ol/coordinate';
import ScaleLine from 'ol/control/ScaleLine';
import Zoom from 'ol/control/Zoom';
import { boundingExtent, containsExtent, getArea } from 'ol/extent';
import type { Extent } from 'ol/extent';
import { defaults as usualInteractions } from 'ol/interaction/defaults';
import DragPan from 'ol/interaction/DragPan';
import Kinetic from 'ol/Kinetic';
import OlMap from 'ol/Map';
import { fromLonLat } from 'ol/proj';
import View from 'ol/View';

import type { LonLat } from '../../../workflow';
import { BaseLayers } from '../../base-map';
import type { AcquisitionsModel, AcquisitionsSnapshot } from '../model';
import { AreaDrawing } from './area-drawing';
import { FootprintLayers, ringInPlane } from './footprint-layers';
import { MAP_PLANE, MAP_PROJECTION } from './map-plane';

/** What a {@link FootprintMap} is made of. */
export interface IFootprintMapOptions {
  /** In the document, with a size and `tabindex`. */
  readonly node: HTMLElement;
  readonly model: AcquisitionsModel;
  readonly trans: TranslationBundle;
  /** An area was drawn; its ring in degrees, closed. */
  readonly onDrawn: (ring: LonLat[]) => void;
  /** Drawing has come to its end, or was given up. */
  readonly onDrawEnd: () => void;
  /** These series lie where the map was clicked. */
  readonly onPlace: (keys: readonly string[]) => void;
}

/** Where the map begins: Europe. */
const FIRST_CENTER_DEG = [12, 47];
const FIRST_RESOLUTION = 8000;

const MARGIN_PX = 30;

/** Footprints, search area and outlines on an OpenLayers map that follows the model. */
export class FootprintMap {
  constructor(private readonly _options: IFootprintMapOptions) {
    const { node, model, trans } = _options;
    this._base = new BaseLayers(MAP_PLANE, node);
    this._map = new OlMap({
      target: node,
      keyboardEventTarget: node,
      controls: [
        new Zoom({ zoomInTipLabel: trans.__('Zoom in'), zoomOutTipLabel: trans.__('Zoom out') }),
        new ScaleLine({ minWidth: 60 })
      ],
      // The wheel zooms a map that has the focus, and scrolls the column otherwise; dragging does not
      // wait for the focus.
      interactions: usualInteractions({ onFocusOnly: true, dragPan: false }).extend([
        new DragPan({ kinetic: new Kinetic(-0.005, 0.05, 100) })
      ]),
      layers: [this._base.outlines, this._base.graticule, ...this._footprints.layers],
      view: new View({
        projection: MAP_PROJECTION,
        center: fromLonLat(FIRST_CENTER_DEG),
        resolution: FIRST_RESOLUTION,
        minResolution: 5,
        maxResolution: 80_000,
        constrainOnlyCenter: true,
        enableRotation: false
      })
    });
    this.drawing = new AreaDrawing(this._map, _options.onDrawn, _options.onDrawEnd);
    this.drawing.restyle(node);
    void this._base.load();
    this._listen();
    model.changed.connect(this._onModel, this);
    model.pointed.connect(this._onPointed, this);
    this._onModel();
  }

  readonly drawing: AreaDrawing;

  dispose(): void {
    const { model } = this._options;
    model.changed.disconnect(this._onModel, this);
    model.pointed.disconnect(this._onPointed, this);
    this._themes.disconnect();
    this._sizes.disconnect();
    this._map.setTarget(undefined);
    this._map.dispose();
  }

  private _listen(): void {
    const { node, model } = this._options;
    const map = this._map;
    map.on('pointermove', ({ dragging, coordinate }) => {
      if (!dragging) {
        node.classList.remove('jp-mod-keyboard');
        model.point(
          this.drawing.isDrawing ? null : (this._footprints.keysAt(coordinate)[0] ?? null)
        );
      }
    });
    map.on('click', ({ coordinate }) => this._choose(coordinate));
    map.on('rendercomplete', () => node.setAttribute('data-insar-ready', 'true'));
    node.addEventListener('pointerleave', () => model.point(null));
    node.addEventListener('keydown', event => this._onKey(event));
    this._themes.observe(document.body, {
      attributes: true,
      attributeFilter: ['data-jp-theme-name', 'data-jp-theme-light']
    });
    this._sizes.observe(node);
  }

  private _choose(place: Coordinate): void {
    if (!this.drawing.isDrawing) {
      this._options.onPlace(this._footprints.keysAt(place));
    }
  }

  private _onKey(event: KeyboardEvent): void {
    const { node } = this._options;
    if (event.key === 'Escape' && this.drawing.isDrawing) {
      this.drawing.stop();
    } else if (event.key === 'Enter' && node.classList.contains('jp-mod-keyboard')) {
      this._choose(this._map.getView().getCenter()!);
    } else if (/^(Arrow|[+\-=])/.test(event.key)) {
      node.classList.add('jp-mod-keyboard');
      return;
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private _onModel(): void {
    const { node, model } = this._options;
    const { area, series, chosen } = model.snapshot;
    const { _shown: shown } = this;
    if (series !== shown?.series) {
      this._footprints.show(series, node);
      node.setAttribute('data-footprints', String(series.length));
      node.removeAttribute('data-insar-ready');
    }
    if (area !== shown?.area) {
      this.drawing.show(area);
    }
    if (area && area !== shown?.area) {
      this._bring(boundingExtent(ringInPlane(area)));
    } else if (!area && series !== shown?.series && this._footprints.extent) {
      this._bring(this._footprints.extent);
    }
    if (chosen && chosen !== shown?.chosen) {
      const extent = this._footprints.extentOf(chosen.key);
      if (extent) {
        this._bring(extent);
      }
    }
    this._shown = model.snapshot;
    this._onPointed();
  }

  private _onPointed(): void {
    const { model } = this._options;
    this._footprints.highlight(model.chosen?.key ?? null, model.pointedKey);
  }

  /** Moves the map only where a box is not in sight, or is too small to be seen. */
  private _bring(extent: Extent): void {
    const view = this._map.getView();
    const size = this._map.getSize();
    if (!size || size[0] * size[1] === 0) {
      // The tab is not in sight; its map has no size yet.
      this._waiting = extent;
      return;
    }
    const seen = view.calculateExtent(size);
    if (!containsExtent(seen, extent) || getArea(extent) < getArea(seen) / 200) {
      view.fit(extent, { size, padding: [MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX] });
    }
  }

  private _onSize(): void {
    this._map.updateSize();
    const extent = this._waiting;
    this._waiting = null;
    if (extent) {
      this._bring(extent);
    }
  }

  private _onTheme(): void {
    const { node, model } = this._options;
    this._map.removeLayer(this._base.graticule);
    this._base.restyle();
    this._map.addLayer(this._base.graticule);
    this.drawing.restyle(node);
    this._footprints.show(model.snapshot.series, node);
  }

  private _waiting: Extent | null = null;
  private _shown: AcquisitionsSnapshot | null = null;
  private readonly _base: BaseLayers;
  private readonly _map: OlMap;
  private readonly _footprints = new FootprintLayers();
  private readonly _themes = new MutationObserver(() => this._onTheme());
  private readonly _sizes = new ResizeObserver(() => this._onSize());
}
