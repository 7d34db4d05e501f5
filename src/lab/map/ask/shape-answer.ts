import type { TranslationBundle } from '@jupyterlab/translation';

import { reasonText } from '../../reason-text';
import type { MapModel } from '../model/map-model';
import type { IShapeSpec } from '../model/spec';
import { element } from '../view/dom';
import type { IPlane } from '../view/plane';
import type { RasterStore } from '../view/raster-store';
import type { ShownLayer } from '../view/shown-layer';
import { areaValues, profileAlong } from './area';
import type { IProfileStep } from './area';
import type { IFrameStatistics } from './area-series';
import { areaSeries } from './area-series';
import { areaFigure, areaSeriesChart, profileChart } from './drawings';
import { looksNote } from './looks-note';
import type { Place } from './series';
import { statisticsOf } from './statistics';

export interface IShapeAnswerOptions {
  readonly model: MapModel;
  readonly store: RasterStore;
  readonly plane: IPlane;
  readonly trans: TranslationBundle;
  readonly layer: () => ShownLayer | null;
}

/** The corners of a shape in the plane; null where one has no place there. */
export function placesOf({ places }: IShapeSpec, plane: IPlane): Place[] | null {
  return plane.ground ? placesOnPlane(places, plane) : [...places];
}

/** Longitudes and latitudes in the plane; null where one has no place there. */
export function placesOnPlane(places: readonly Place[], { ground }: IPlane): Place[] | null {
  const found = places.flatMap((place): Place[] => {
    const at = ground?.fromLonLat(place[0], place[1]);
    return at ? [at] : [];
  });
  return found.length === places.length ? found : null;
}

/** `[minX, minY, maxX, maxY]` of some places. */
export function extentOfPlaces(places: readonly Place[]): [number, number, number, number] {
  const xs = places.map(([x]) => x);
  const ys = places.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** What a layer holds below the area or along the line. */
export class ShapeAnswer {
  readonly node: HTMLElement;

  constructor(private readonly _options: IShapeAnswerOptions) {
    this.node = element('div', 'jp-InsarMap-figures', { 'aria-live': 'polite' });
  }

  /** Statistics of every raster below the area; empty without one, or while they are read. */
  get series(): readonly IFrameStatistics[] {
    return this._series;
  }

  /** Values along the line; empty without one. */
  get profile(): readonly IProfileStep[] {
    return this._profile;
  }

  /** Answers for the shape; never rejects. */
  async read(): Promise<void> {
    const { model, plane } = this._options;
    const layer = this._options.layer();
    const asked = ++this._asked;
    const isStale = (): boolean => asked !== this._asked;
    const { shape } = model.spec;
    const places = shape && placesOf(shape, plane);
    this._series = [];
    this._profile = [];
    if (!layer?.drawn || !shape || !places) {
      this.node.replaceChildren();
      return;
    }
    try {
      if (shape.kind === 'area') {
        await this._readArea(layer, extentOfPlaces(places), isStale);
      } else {
        await this._readLine(layer, places, isStale);
      }
    } catch (error) {
      if (!isStale()) {
        const text = reasonText(error);
        this.node.replaceChildren(
          element('p', 'jp-InsarMap-layerProblem', { role: 'alert' }, text)
        );
      }
    }
  }

  /** Another frame is shown: the series marks it. */
  draw(): void {
    const layer = this._options.layer();
    const old = this.node.querySelector('[data-figure="area-series"]');
    if (layer && old) {
      old.replaceWith(this._seriesChart(layer));
    }
  }

  private async _readArea(
    layer: ShownLayer,
    extent: readonly number[],
    isStale: () => boolean
  ): Promise<void> {
    const { store, plane, trans } = this._options;
    const { raster, view } = layer.drawn!;
    const found = await areaValues(layer.drawn!, extent, plane);
    if (isStale()) {
      return;
    }
    const parts: Element[] = [areaFigure(found, layer, trans)];
    const mean = statisticsOf(found.values)?.mean ?? null;
    if (view.kind === 'coherence' && mean !== null) {
      parts.push(looksNote(raster.origin, [{ name: trans.__('The mean'), value: mean }], trans));
    }
    this.node.replaceChildren(...parts);
    if (layer.spec.frames.length < 2) {
      return;
    }
    const waiting = element('p', '', { role: 'status' }, trans.__('Reading the other rasters…'));
    this.node.append(waiting);
    const series = await areaSeries(layer.spec, store, plane, extent, isStale);
    if (!isStale()) {
      this._series = series;
      waiting.replaceWith(
        ...(series.some(({ statistics }) => statistics !== null) ? [this._seriesChart(layer)] : [])
      );
    }
  }

  private async _readLine(
    layer: ShownLayer,
    line: readonly Place[],
    isStale: () => boolean
  ): Promise<void> {
    const { plane, trans } = this._options;
    const profile = await profileAlong(layer.drawn!, line);
    if (!isStale()) {
      this._profile = profile;
      this.node.replaceChildren(profileChart(profile, layer, plane.ground !== null, trans));
    }
  }

  private _seriesChart(layer: ShownLayer): SVGElement {
    const { model, trans } = this._options;
    return areaSeriesChart(this._series, layer, trans, frame =>
      model.update(layer.spec.id, { frame })
    );
  }

  private _asked = 0;
  private _series: readonly IFrameStatistics[] = [];
  private _profile: readonly IProfileStep[] = [];
}
