import type { MapModel } from '../model/map-model';
import { element } from '../view/dom';
import type { IPlane } from '../view/plane';
import { rampColours } from '../view/ramps';
import type { RasterStore } from '../view/raster-store';
import type { ShownLayer } from '../view/shown-layer';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IPointSeries } from './csv';
import { seriesChart } from './drawings';
import { looksNote } from './looks-note';
import { matrixOf } from './matrix';
import { colourOf, matrixGrid } from './matrix-grid';
import { networkOf } from './network';
import type { BaselinesM } from './network-plot';
import { networkPlot } from './network-plot';
import type { IFrameValue } from './series';
import { seriesAt } from './series';

/** Asks for the perpendicular baselines of some dates of a burst; null where they are not known. */
export type AskBaselines = (
  burstId: number,
  subSwath: string,
  dates: readonly string[]
) => Promise<BaselinesM | null>;

export interface IPointsAnswerOptions {
  readonly model: MapModel;
  readonly store: RasterStore;
  readonly plane: IPlane;
  readonly trans: TranslationBundle;
  readonly layer: () => ShownLayer | null;
  readonly baselines: AskBaselines;
}

const isKnown = ({ value }: IFrameValue): boolean => value !== null;

/** The network of a layer, and what it holds at the points: series, matrix, looks. */
export class PointsAnswer {
  readonly node: HTMLElement;

  constructor(private readonly _options: IPointsAnswerOptions) {
    this.node = element('div', 'jp-InsarMap-figures');
  }

  /** Values at the points as they were read last. */
  get series(): readonly IPointSeries[] {
    return this._series;
  }

  /** Reads the points of the layer. */
  async read(): Promise<void> {
    const { model, store, plane } = this._options;
    const layer = this._options.layer();
    const { points } = model.spec;
    const asked = ++this._asked;
    if (!layer?.drawn) {
      this._series = [];
      this.draw();
      return;
    }
    void this._readBaselines(layer);
    const series = await Promise.all(
      points.map(async place => ({
        place,
        values: await seriesAt(layer.spec, store, place, plane.ground !== null)
      }))
    );
    if (asked === this._asked) {
      this._series = series;
      this.draw();
    }
  }

  /** Draws what is known; the figure that has the focus keeps it. */
  draw(): void {
    const focused = document.activeElement?.closest('[data-figure]');
    const figure = this.node.contains(focused ?? null)
      ? focused?.getAttribute('data-figure')
      : null;
    this.node.replaceChildren(...this._parts());
    if (figure) {
      this.node.querySelector<SVGElement>(`[data-figure="${figure}"]`)?.focus();
    }
  }

  private _parts(): (HTMLElement | SVGElement)[] {
    const { model, trans } = this._options;
    const layer = this._options.layer();
    if (!layer?.drawn) {
      return [];
    }
    const { spec } = layer;
    const series = this._series;
    const onFrame = (frame: number): void => model.update(spec.id, { frame });
    const parts: (HTMLElement | SVGElement)[] = [];
    const isSeries = spec.frames.length > 1;
    if (isSeries && series.some(({ values }) => values.some(isKnown))) {
      parts.push(seriesChart(series, layer, trans, onFrame));
    }
    const empty = series.flatMap(({ values }, index) =>
      values.some(value => isKnown(value) || value.error !== null) ? [] : [index + 1]
    );
    if (empty.length > 0) {
      parts.push(element('p', '', {}, trans.__('No data at point %1.', empty.join(', '))));
    }
    const last = series[series.length - 1]?.values;
    const shared = { name: spec.name, frame: spec.frame, trans, onFrame };
    const colours = rampColours(layer.ramp);
    const matrix = isSeries && last?.some(isKnown) ? matrixOf(last) : null;
    if (matrix) {
      const { stretch } = layer;
      const { frames } = spec;
      parts.push(matrixGrid({ ...shared, matrix, point: series.length, frames, stretch, colours }));
    }
    const network = networkOf(last?.map(({ frame }) => frame) ?? spec.frames);
    if (network) {
      parts.push(
        networkPlot({
          ...shared,
          network,
          baselinesM: this._baselinesM,
          colourOf: frame => {
            const value = last?.[frame]?.value ?? null;
            return value === null ? null : colourOf(value, layer.stretch, colours);
          }
        })
      );
    }
    if (layer.drawn.view.kind === 'coherence' && series.length > 0) {
      const values = series.map(({ values }, index) => ({
        name: trans.__('Point %1', String(index + 1)),
        value: values[spec.frame]?.value ?? null
      }));
      parts.push(looksNote(layer.drawn.raster.origin, values, trans));
    }
    return [...parts, ...this._failures(layer)];
  }

  private _failures({ spec }: ShownLayer): HTMLElement[] {
    const { trans } = this._options;
    const failed = this._series[0]?.values.filter(({ error }) => error !== null).length ?? 0;
    if (failed === 0) {
      return [];
    }
    const text = trans.__(
      '%1 of the %2 rasters cannot be read and are left out.',
      String(failed),
      String(spec.frames.length)
    );
    return [element('p', 'jp-InsarMap-layerProblem', { role: 'alert' }, text)];
  }

  /** Baselines are asked for once for each layer whose file names its burst. */
  private async _readBaselines({ spec, drawn }: ShownLayer): Promise<void> {
    const { burstId, subSwath } = drawn?.raster.origin ?? {};
    const dates = networkOf(spec.frames)?.dates;
    const key = JSON.stringify([burstId, subSwath, dates]);
    if (key === this._baselinesKey) {
      return;
    }
    this._baselinesKey = key;
    this._baselinesM = null;
    if (burstId && subSwath && dates) {
      const found = await this._options.baselines(burstId, subSwath, dates).catch(() => null);
      if (key === this._baselinesKey) {
        this._baselinesM = found;
        this.draw();
      }
    }
  }

  private _asked = 0;
  private _series: readonly IPointSeries[] = [];
  private _baselinesM: BaselinesM | null = null;
  private _baselinesKey = '';
}
