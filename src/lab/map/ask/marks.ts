import Feature from 'ol/Feature';
import Draw, { createBox } from 'ol/interaction/Draw';
import type OlMap from 'ol/Map';
import { boundingExtent } from 'ol/extent';
import type Geometry from 'ol/geom/Geometry';
import LineString from 'ol/geom/LineString';
import Point from 'ol/geom/Point';
import Polygon, { fromExtent } from 'ol/geom/Polygon';
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

const FOOTPRINT_STYLE = new Style({
  stroke: new Stroke({ color: '#0072b2', width: 2, lineDash: [8, 4] }),
  text: new Text({
    font: 'bold 12px sans-serif',
    fill: new Fill({ color: '#0072b2' }),
    stroke: new Stroke({ color: '#fff', width: 3 }),
    overflow: true
  })
});

/** A box or a line in the plane: two opposite corners, or the corners of the line. */
export interface IShape {
  readonly kind: 'area' | 'line';
  readonly places: readonly (readonly [number, number])[];
}

/** What was asked about, marked on the map: numbered points, one area, one line. */
export class Marks {
  constructor(private readonly _map: OlMap) {
    this._layer = new VectorLayer({ source: this._source, zIndex: 2000, style: SHAPE_STYLE });
    _map.addLayer(this._layer);
  }

  showPoints(places: readonly (readonly [number, number])[]): void {
    this._clear('point');
    places.forEach((place, index) => {
      this._add(
        'point',
        new Point([...place]),
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
    });
  }

  /** Shows the area or the line; null takes it away. */
  showShape(shape: IShape | null): void {
    this._clear('shape');
    if (shape) {
      const { kind, places } = shape;
      const extent = boundingExtent(places.map(place => [...place]));
      this._add(
        'shape',
        kind === 'area' ? fromExtent(extent) : new LineString(places.map(place => [...place]))
      );
    }
  }

  /** Shows outlines with their names. */
  showFootprints(
    footprints: readonly { readonly label: string; readonly ring: readonly number[][] }[]
  ): void {
    this._clear('footprint');
    for (const { label, ring } of footprints) {
      const style = FOOTPRINT_STYLE.clone();
      style.getText()!.setText(label);
      this._add('footprint', new Polygon([[...ring]]), style);
    }
  }

  /** Lets the user draw a box, or a line that a double click ends. */
  draw(kind: 'area' | 'line', onDrawn: (shape: IShape) => void): void {
    this.stop();
    this.showShape(null);
    const tool = new Draw({
      type: kind === 'area' ? 'Circle' : 'LineString',
      geometryFunction: kind === 'area' ? createBox() : undefined,
      style: SHAPE_STYLE
    });
    tool.on('drawend', ({ feature }) => {
      const geometry = feature.getGeometry()!;
      const [minX, minY, maxX, maxY] = geometry.getExtent();
      const places =
        geometry instanceof LineString
          ? geometry.getCoordinates().map(([x, y]): [number, number] => [x, y])
          : [[minX, minY] as const, [maxX, maxY] as const];
      // The click that ends the shape would count as a question about a point.
      setTimeout(() => this.stop(), 300);
      onDrawn({ kind, places });
    });
    this._tool = tool;
    this._kind = kind;
    this._corners = [];
    this._onDrawn = onDrawn;
    this._map.addInteraction(tool);
  }

  /**
   * Takes the place below the cross as a corner, for those who draw by keys. The second corner ends
   * a box; the same place twice ends a line.
   */
  corner(place: readonly [number, number]): void {
    const last = this._corners[this._corners.length - 1];
    const isAgain = last !== undefined && last[0] === place[0] && last[1] === place[1];
    if (!isAgain) {
      this._corners.push(place);
    }
    const count = this._corners.length;
    const isWhole = this._kind === 'area' ? count === 2 : isAgain && count > 1;
    const shape = { kind: this._kind, places: [...this._corners] };
    if (count > 1) {
      this.showShape(shape);
    }
    if (isWhole) {
      this.stop();
      this._onDrawn(shape);
    }
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

  private _clear(kind: string): void {
    const old = this._source.getFeatures().filter(mark => mark.get('kind') === kind);
    old.forEach(mark => this._source.removeFeature(mark));
  }

  private _add(kind: string, geometry: Geometry, style: Style = SHAPE_STYLE): void {
    const mark = new Feature({ geometry, kind });
    mark.setStyle(style);
    this._source.addFeature(mark);
  }

  private readonly _source = new VectorSource();
  private readonly _layer: VectorLayer<VectorSource>;
  private _tool: Draw | null = null;
  private _kind: IShape['kind'] = 'area';
  private _corners: (readonly [number, number])[] = [];
  private _onDrawn: (shape: IShape) => void = () => undefined;
}
