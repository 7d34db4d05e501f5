import type { TranslationBundle } from '@jupyterlab/translation';
import type OlMap from 'ol/Map';

import type { MapModel } from '../model/map-model';
import { element } from '../view/dom';
import type { IPlane } from '../view/plane';
import type { RasterStore } from '../view/raster-store';
import { offer } from '../view/screenshot';
import type { ShownLayer } from '../view/shown-layer';
import { AskBar } from './ask-bar';
import type { CellWriter } from './cell-parts';
import { cellsFor } from './cells-for';
import { areaCsv, profileCsv, seriesCsv } from './csv';
import { Marks } from './marks';
import type { AskBaselines } from './points-answer';
import { PointsAnswer } from './points-answer';
import type { Place } from './series';
import { placesOf, ShapeAnswer } from './shape-answer';

export interface IAskOptions {
  readonly model: MapModel;
  readonly store: RasterStore;
  readonly plane: IPlane;
  readonly map: OlMap;
  readonly trans: TranslationBundle;
  readonly layer: () => ShownLayer | null;
  /** The drawer came or went: the map has another size. */
  readonly onResize: () => void;
  /** Puts cells into the notebook. */
  readonly onCells: (write: readonly CellWriter[]) => void;
  readonly baselines: AskBaselines;
}

const MOST_POINTS = 6;

/** Questions about places: points with their series and matrix, an area, a line. */
export class Ask {
  readonly node: HTMLElement;

  constructor(private readonly _options: IAskOptions) {
    const { trans, map, model } = _options;
    this._marks = new Marks(map);
    this._pointsAnswer = new PointsAnswer(_options);
    this._shapeAnswer = new ShapeAnswer(_options);
    this._bar = new AskBar({
      trans,
      plane: _options.plane,
      onDraw: kind => this._draw(kind),
      onCsv: () => this._saveCsv(),
      onCells: () => this._asCells(),
      onClear: () => this.clear(),
      onRemoveFootprint: index => {
        const footprints = model.spec.footprints.filter((_, at) => at !== index);
        model.remember({ footprints });
      }
    });
    this.node = element(
      'div',
      'jp-InsarMap-answers',
      { role: 'region', 'aria-label': trans.__('Answers') },
      this._bar.node,
      this._pointsAnswer.node,
      this._shapeAnswer.node
    );
    const { points, shape, footprints } = model.spec;
    this.node.hidden = points.length + footprints.length === 0 && shape === null;
    model.remembered.connect(this._onRemembered, this);
    this._showAsked();
  }

  dispose(): void {
    this._options.model.remembered.disconnect(this._onRemembered, this);
  }

  show(isShown: boolean): void {
    this.node.hidden = !isShown;
    this._options.onResize();
  }

  /**
   * Asks about a place of the plane: the only one, or one more. While something is drawn, clicks do
   * that by themselves, and Enter makes the place below the cross a corner.
   */
  clicked(place: Place, isAdding: boolean, isKeyboard: boolean): void {
    const { model } = this._options;
    if (this._marks.isDrawing) {
      if (isKeyboard) {
        this._marks.corner(place);
      }
      return;
    }
    const known = this._known(place);
    if (known) {
      const kept = isAdding ? model.spec.points.slice(1 - MOST_POINTS) : [];
      this.show(true);
      model.remember({ points: [...kept, known] });
    }
  }

  /** Ends drawing; false: nothing was drawn. */
  stop(): boolean {
    const wasDrawing = this._marks.isDrawing;
    this._marks.stop();
    this._showDrawing(null);
    if (wasDrawing) {
      this._showAsked();
    }
    return wasDrawing;
  }

  /** Forgets everything. */
  clear(): void {
    this.stop();
    this._options.model.remember({ points: [], shape: null, footprints: [] });
    this.show(false);
  }

  /** Reads anew what another layer, band, frame or reference answers. */
  update(): void {
    const layer = this._options.layer();
    const { spec, drawn } = layer ?? {};
    if (drawn !== this._answered) {
      this._answered = drawn;
      void this._shapeAnswer.read();
    }
    const key = JSON.stringify([
      [spec?.id, spec?.band, spec?.reference, spec?.frames.length],
      [spec?.ramp, spec?.stretch, drawn === null]
    ]);
    if (key !== this._key) {
      this._key = key;
      void this._pointsAnswer.read();
    } else if (spec && spec.frame !== this._frame) {
      this._pointsAnswer.draw();
      this._shapeAnswer.draw();
    }
    this._frame = spec?.frame ?? 0;
  }

  /** A place of the plane as the model keeps it; null: it has none. */
  private _known(place: Place): Place | null {
    const { ground } = this._options.plane;
    return ground ? ground.toLonLat(place[0], place[1]) : place;
  }

  private _onRemembered(): void {
    const { points, shape, footprints } = this._options.model.spec;
    const [oldPoints, oldShape, oldFootprints] = this._asked;
    if (points !== oldPoints || shape !== oldShape || footprints !== oldFootprints) {
      if (footprints.length > oldFootprints.length) {
        this.show(true);
      }
      this._showAsked();
    }
  }

  /** Marks and lists what is asked, and reads what is new. */
  private _showAsked(): void {
    const { model, plane } = this._options;
    const { points, shape, footprints } = model.spec;
    const [oldPoints, oldShape] = this._asked;
    this._asked = [points, shape, footprints];
    const toPlane = (place: Place): Place[] => {
      const at = plane.ground ? plane.ground.fromLonLat(place[0], place[1]) : place;
      return at ? [at] : [];
    };
    const places = shape && placesOf(shape, plane);
    this._marks.showPoints(points.flatMap(toPlane));
    this._marks.showShape(shape && places && { kind: shape.kind, places });
    this._marks.showFootprints(
      plane.ground
        ? footprints.map(({ label, ring }) => ({
            label,
            ring: ring.flatMap(place => toPlane(place).map(at => [...at]))
          }))
        : []
    );
    this._bar.show(points, footprints);
    if (points !== oldPoints) {
      void this._pointsAnswer.read();
    }
    if (shape !== oldShape) {
      void this._shapeAnswer.read();
    }
  }

  private _draw(kind: 'area' | 'line'): void {
    const { model, map } = this._options;
    if (this._marks.isDrawing && this._drawing === kind) {
      this.stop();
      return;
    }
    this._marks.draw(kind, shape => {
      this._showDrawing(null);
      const places = shape.places.flatMap(place => {
        const known = this._known(place);
        return known ? [known] : [];
      });
      if (places.length === shape.places.length) {
        model.remember({ shape: { kind, places } });
      }
    });
    this._showDrawing(kind);
    map.getTargetElement()?.focus({ preventScroll: true });
  }

  private _showDrawing(kind: 'area' | 'line' | null): void {
    this._drawing = kind;
    this._bar.showDrawing(kind);
  }

  private _saveCsv(): void {
    const { plane } = this._options;
    const name = this._options.layer()?.spec.name ?? '';
    const save = (text: string, what: string): void =>
      offer(new Blob([text], { type: 'text/csv' }), `${name}${what}.csv`);
    const { series } = this._pointsAnswer;
    const { profile, series: area } = this._shapeAnswer;
    if (series.length > 0) {
      save(seriesCsv(series, plane.ground !== null), '');
    }
    if (area.length > 0) {
      save(areaCsv(area), '-area');
    }
    if (profile.length > 0) {
      save(profileCsv(profile, plane.ground !== null), '-profile');
    }
  }

  private _asCells(): void {
    const { model, plane, onCells, map } = this._options;
    const layer = this._options.layer();
    if (layer?.drawn) {
      const extent = map.getView().calculateExtent(map.getSize());
      onCells(cellsFor(layer, plane, model.spec, extent));
    }
  }

  private _answered: ShownLayer['drawn'] | undefined = null;
  private _key = '';
  private _frame = 0;
  private _drawing: 'area' | 'line' | null = null;
  private _asked: readonly [unknown, unknown, readonly unknown[]] = [null, null, []];
  private readonly _marks: Marks;
  private readonly _pointsAnswer: PointsAnswer;
  private readonly _shapeAnswer: ShapeAnswer;
  private readonly _bar: AskBar;
}
