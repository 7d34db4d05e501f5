import Feature from 'ol/Feature';
import Draw, { createBox } from 'ol/interaction/Draw';
import type OlMap from 'ol/Map';
import LineString from 'ol/geom/LineString';
import Point from 'ol/geom/Point';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import CircleStyle from 'ol/style/Circle';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import Text from 'ol/style/Text';

/** Colours of points, on the map and in charts: told apart without red and green. */
export const POINT_COLOURS = ['#d55e00', '#0072b2', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];

export function pointColour(index: number): string {
  return POINT_COLOURS[index % POINT_COLOURS.length];
}

const SHAPE_STYLE = new Style({
  stroke: new Stroke({ color: '#d55e00', width: 2 }),
  fill: new Fill({ color: 'rgba(213, 94, 0, 0.12)' })
});

/** A box, or a line, in the plane. */
export interface IShape {
  /** `[minX, minY, maxX, maxY]`. */
  readonly extent: readonly number[];
  /** Empty for a box. */
  readonly line: readonly (readonly number[])[];
}

/** What was asked about, marked on the map: numbered points, one area, one line. */
export class Marks {
  constructor(private readonly _map: OlMap) {
    this._layer = new VectorLayer({ source: this._source, zIndex: 2000, style: SHAPE_STYLE });
    _map.addLayer(this._layer);
  }

  showPoints(places: readonly (readonly [number, number])[]): void {
    const old = this._source.getFeatures().filter(mark => mark.getGeometry() instanceof Point);
    old.forEach(mark => this._source.removeFeature(mark));
    places.forEach((place, index) => {
      const mark = new Feature(new Point([...place]));
      mark.setStyle(
        new Style({
          image: new CircleStyle({
            radius: 7,
            fill: new Fill({ color: pointColour(index) }),
            stroke: new Stroke({ color: '#fff', width: 1.5 })
          }),
          text: new Text({
            text: String(index + 1),
            font: 'bold 10px sans-serif',
            fill: new Fill({ color: '#fff' })
          })
        })
      );
      this._source.addFeature(mark);
    });
  }

  /** Lets the user draw a box, or a line that a double click ends. */
  draw(kind: 'area' | 'line', onDrawn: (shape: IShape) => void): void {
    this.stop();
    this.clearShape();
    const tool = new Draw({
      source: this._source,
      type: kind === 'area' ? 'Circle' : 'LineString',
      geometryFunction: kind === 'area' ? createBox() : undefined,
      style: SHAPE_STYLE
    });
    tool.on('drawend', ({ feature }) => {
      const geometry = feature.getGeometry()!;
      const line = geometry instanceof LineString ? geometry.getCoordinates() : [];
      // The click that ends the shape would count as a question about a point.
      setTimeout(() => this.stop(), 300);
      onDrawn({ extent: geometry.getExtent(), line });
    });
    this._tool = tool;
    this._map.addInteraction(tool);
  }

  get isDrawing(): boolean {
    return this._tool !== null;
  }

  /** Ends drawing. */
  stop(): void {
    if (this._tool) {
      this._map.removeInteraction(this._tool);
      this._tool.dispose();
      this._tool = null;
    }
  }

  clearShape(): void {
    const shapes = this._source
      .getFeatures()
      .filter(mark => !(mark.getGeometry() instanceof Point));
    shapes.forEach(mark => this._source.removeFeature(mark));
  }

  private readonly _source = new VectorSource();
  private readonly _layer: VectorLayer<VectorSource>;
  private _tool: Draw | null = null;
}
