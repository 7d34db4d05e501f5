import type { TranslationBundle } from '@jupyterlab/translation';

import type { MapModel } from '../model/map-model';
import { button, element } from '../view/dom';
import type { IPlane } from '../view/plane';
import { rampColours } from '../view/ramps';
import type { RasterStore } from '../view/raster-store';
import { lonLatText } from '../view/readout';
import { offer } from '../view/screenshot';
import type { ShownLayer } from '../view/shown-layer';
import { areaValues, profileAlong } from './area';
import type { IPointSeries } from './csv';
import { seriesCsv } from './csv';
import { areaFigure, matrixGrid, profileChart, seriesChart } from './drawings';
import type { IShape } from './marks';
import { Marks, pointColour } from './marks';
import { matrixOf } from './matrix';
import type { Place } from './series';
import { seriesAt } from './series';
import type OlMap from 'ol/Map';

export interface IAskOptions {
  readonly model: MapModel;
  readonly store: RasterStore;
  readonly plane: IPlane;
  readonly map: OlMap;
  readonly trans: TranslationBundle;
  readonly layer: () => ShownLayer | null;
  /** The drawer came or went: the map has another size. */
  readonly onResize: () => void;
  /** Puts code that reads the points of a layer into the notebook. */
  readonly onCell: (layer: ShownLayer, points: readonly Place[], isLonLat: boolean) => void;
}

const MOST_POINTS = 6;

/** Questions about places: points with their series and matrix, an area, a line. */
export class Ask {
  readonly node: HTMLElement;

  constructor(private readonly _options: IAskOptions) {
    const { trans, map, model } = _options;
    this._marks = new Marks(map);
    this._points = element('div', 'jp-InsarMap-pointList');
    this._answers = element('div', 'jp-InsarMap-figures', { 'aria-live': 'polite' });
    this._shape = element('div', 'jp-InsarMap-figures', { 'aria-live': 'polite' });
    this.node = element(
      'div',
      'jp-InsarMap-answers',
      { role: 'region', 'aria-label': trans.__('Answers') },
      element(
        'div',
        'jp-InsarMap-answerBar',
        {},
        this._points,
        element(
          'span',
          'jp-InsarMap-buttons',
          {},
          button(trans.__('Area'), trans.__('Draw a box: histogram and statistics'), () =>
            this._draw('area')
          ),
          button(trans.__('Profile'), trans.__('Draw a line; a double click ends it'), () =>
            this._draw('line')
          ),
          button(trans.__('CSV'), trans.__('Save the series of the points'), () => this._saveCsv()),
          button(
            trans.__('As cell'),
            trans.__('Put code that reads the points into the notebook'),
            () => this._asCell()
          ),
          button(trans.__('Clear'), trans.__('Forget the points, the area and the line'), () =>
            this.clear()
          )
        )
      ),
      this._answers,
      this._shape
    );
    this.node.hidden = model.spec.points.length === 0;
    this._showPoints();
  }

  /** Whether a click belongs to a drawing. */
  get isDrawing(): boolean {
    return this._marks.isDrawing;
  }

  show(isShown: boolean): void {
    this.node.hidden = !isShown;
    this._options.onResize();
  }

  /** Asks about a place of the plane: the only one, or one more. */
  point(place: Place, isAdding: boolean): void {
    const { model, plane } = this._options;
    const known = plane.ground ? plane.ground.toLonLat(place[0], place[1]) : place;
    if (known) {
      const kept = isAdding ? model.spec.points.slice(1 - MOST_POINTS) : [];
      model.remember({ points: [...kept, known] });
      this.show(true);
      this._showPoints();
    }
  }

  /** Forgets everything. */
  clear(): void {
    this._marks.stop();
    this._marks.clearShape();
    this._drawn = null;
    void this._readShape();
    this._options.model.remember({ points: [] });
    this._showPoints();
    this.show(false);
  }

  /** Reads anew what another layer, band, frame or reference answers. */
  update(): void {
    const layer = this._options.layer();
    const { spec, drawn } = layer ?? {};
    if (drawn !== this._answered) {
      this._answered = drawn;
      void this._readShape();
    }
    const key = JSON.stringify([spec?.id, spec?.band, spec?.reference, spec?.frames.length]);
    if (key !== this._key) {
      this._key = key;
      void this._read();
    } else if (spec && spec.frame !== this._frame) {
      this._frame = spec.frame;
      this._drawSeries();
    }
  }

  private _showPoints(): void {
    const { model, plane, trans } = this._options;
    const { points } = model.spec;
    const places = points.flatMap((point): Place[] => {
      const place = plane.ground ? plane.ground.fromLonLat(point[0], point[1]) : point;
      return place ? [place] : [];
    });
    this._marks.showPoints(places);
    const hint = trans.__('Click the map for a series; Shift adds points.');
    this._points.replaceChildren(
      ...(points.length === 0 ? [hint] : []),
      ...points.map((point, index) => {
        const text = plane.ground
          ? lonLatText(point)
          : trans.__(
              'line %1, sample %2',
              String(Math.floor(-point[1])),
              String(Math.floor(point[0]))
            );
        const made = element('span', 'jp-InsarMap-point', {}, `${index + 1}: ${text}`);
        made.style.borderColor = pointColour(index);
        return made;
      })
    );
    void this._read();
  }

  private async _read(): Promise<void> {
    const { model, store, plane } = this._options;
    const layer = this._options.layer();
    const { points } = model.spec;
    const asked = ++this._asked;
    if (!layer?.drawn || points.length === 0) {
      this._series = [];
      this._drawSeries();
      return;
    }
    const series = await Promise.all(
      points.map(async place => ({
        place,
        values: await seriesAt(layer.spec, store, place, plane.ground !== null)
      }))
    );
    if (asked === this._asked) {
      this._series = series;
      this._drawSeries();
    }
  }

  private _drawSeries(): void {
    const { model, trans } = this._options;
    const layer = this._options.layer();
    if (!layer || this._series.length === 0) {
      this._answers.replaceChildren();
      return;
    }
    const onFrame = (frame: number): void => model.update(layer.spec.id, { frame });
    const failed = this._series[0].values.filter(({ error }) => error !== null).length;
    const parts: (HTMLElement | SVGElement)[] = [];
    if (layer.spec.frames.length > 1) {
      parts.push(seriesChart(this._series, layer, trans, onFrame));
      const matrix = matrixOf(this._series[this._series.length - 1].values);
      if (matrix) {
        parts.push(matrixGrid(matrix, layer, rampColours(layer.ramp), trans, onFrame));
      }
    } else {
      parts.push(
        element('p', '', {}, trans.__('The layer has one raster: values are in the line below.'))
      );
    }
    if (failed > 0) {
      const text = trans.__('%1 of the rasters cannot be read and are left out.', String(failed));
      parts.push(element('p', 'jp-InsarMap-layerProblem', { role: 'alert' }, text));
    }
    this._answers.replaceChildren(...parts);
  }

  private _draw(kind: 'area' | 'line'): void {
    this._marks.draw(kind, shape => {
      this._drawn = { kind, ...shape };
      void this._readShape();
    });
    this._options.map.getTargetElement()?.focus({ preventScroll: true });
  }

  /** Answers for the area or the line; never rejects. */
  private async _readShape(): Promise<void> {
    const { plane, trans } = this._options;
    const layer = this._options.layer();
    const shape = this._drawn;
    if (!layer?.drawn || !shape) {
      this._shape.replaceChildren();
      return;
    }
    const { drawn } = layer;
    let figure: Element;
    try {
      figure =
        shape.kind === 'area'
          ? areaFigure(await areaValues(drawn, shape.extent), layer, trans)
          : profileChart(
              await profileAlong(drawn, shape.line),
              layer,
              plane.ground !== null,
              trans
            );
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      figure = element('p', 'jp-InsarMap-layerProblem', { role: 'alert' }, text);
    }
    if (shape === this._drawn && drawn === layer.drawn) {
      this._shape.replaceChildren(figure);
    }
  }

  private _saveCsv(): void {
    const { plane } = this._options;
    const layer = this._options.layer();
    if (layer && this._series.length > 0) {
      const text = seriesCsv(this._series, plane.ground !== null);
      offer(new Blob([text], { type: 'text/csv' }), `${layer.spec.name}.csv`);
    }
  }

  private _asCell(): void {
    const { model, plane, onCell } = this._options;
    const layer = this._options.layer();
    if (layer && model.spec.points.length > 0) {
      onCell(layer, model.spec.points, plane.ground !== null);
    }
  }

  private _drawn: (IShape & { readonly kind: 'area' | 'line' }) | null = null;
  private _answered: ShownLayer['drawn'] | undefined = null;
  private _key = '';
  private _frame = 0;
  private _asked = 0;
  private _series: readonly IPointSeries[] = [];
  private readonly _marks: Marks;
  private readonly _points: HTMLElement;
  private readonly _answers: HTMLElement;
  private readonly _shape: HTMLElement;
}
