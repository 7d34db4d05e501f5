import { getIntersection } from 'ol/extent';
import Feature from 'ol/Feature';
import Polygon, { fromExtent } from 'ol/geom/Polygon';
import Draw, { createBox } from 'ol/interaction/Draw';
import VectorLayer from 'ol/layer/Vector';
import type OlMap from 'ol/Map';
import { toLonLat } from 'ol/proj';
import VectorSource from 'ol/source/Vector';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';

import type { LonLat } from '../../../workflow';
import { ringInPlane } from './footprint-layers';

/** What is drawn: two corners of a box, or the corners of a polygon. */
export type AreaShape = 'box' | 'polygon';

/** The search area on the map, and drawing another one. */
export class AreaDrawing {
  constructor(
    private readonly _map: OlMap,
    private readonly _onDrawn: (ring: LonLat[]) => void,
    private readonly _onEnd: () => void
  ) {
    _map.addLayer(this._layer);
  }

  get isDrawing(): boolean {
    return this._draw !== null;
  }

  /** Shows this closed ring of degrees; null shows none. */
  show(ring: readonly LonLat[] | null): void {
    const source = this._layer.getSource()!;
    source.clear(true);
    if (ring) {
      source.addFeature(new Feature(new Polygon([ringInPlane(ring)])));
    }
  }

  /** Takes the colours of the theme of `node`. */
  restyle(node: HTMLElement): void {
    const colour = getComputedStyle(node).getPropertyValue('--jp-brand-color1').trim() || '#1976d2';
    this._style = new Style({
      stroke: new Stroke({ color: colour, width: 2, lineDash: [1, 4], lineCap: 'round' }),
      fill: new Fill({ color: 'rgba(128, 128, 128, 0.12)' })
    });
    this._layer.setStyle(this._style);
  }

  /** The next clicks on the map draw an area. */
  start(shape: AreaShape): void {
    this.stop();
    const draw = new Draw({
      type: shape === 'box' ? 'Circle' : 'Polygon',
      geometryFunction: shape === 'box' ? createBox() : undefined,
      style: this._style
    });
    draw.on('drawend', ({ feature }) => {
      const polygon = feature.getGeometry() as Polygon;
      const ring = polygon.getCoordinates()[0].map(([x, y]): LonLat => {
        const [lon, lat] = toLonLat([x, y]);
        return [lon, lat];
      });
      // The click that ends the drawing must not choose a burst as well.
      window.setTimeout(() => {
        this.stop();
        this._onDrawn(ring);
      }, 0);
    });
    this._draw = draw;
    this._map.addInteraction(draw);
  }

  /** Draws no more; what was begun is lost. */
  stop(): void {
    if (this._draw) {
      this._map.removeInteraction(this._draw);
      this._draw.dispose();
      this._draw = null;
      this._onEnd();
    }
  }

  /** The part of the Earth that the map shows, as a closed ring of degrees. */
  view(): LonLat[] {
    const view = this._map.getView();
    const seen = view.calculateExtent(this._map.getSize());
    const extent = getIntersection(seen, view.getProjection().getExtent());
    return fromExtent(extent)
      .getCoordinates()[0]
      .map(([x, y]): LonLat => {
        const [lon, lat] = toLonLat([x, y]);
        return [lon, lat];
      });
  }

  private _draw: Draw | null = null;
  private _style = new Style();
  private readonly _layer = new VectorLayer({
    source: new VectorSource<Feature>({ wrapX: false }),
    zIndex: 1002
  });
}
