import type { TranslationBundle } from '@jupyterlab/translation';

import { frameText } from '../model/map-model';
import type { IFrame } from '../model/spec';
import { element, numberText } from '../view/dom';
import type { ShownLayer } from '../view/shown-layer';
import { bandName } from '../view/words';
import type { IAreaValues, IProfileStep } from './area';
import type { IFrameStatistics } from './area-series';
import { chart } from './chart';
import type { IPointSeries } from './csv';
import { pointColour } from './marks';
import { histogramOf, statisticsOf } from './statistics';

const WIDTH_PX = 560;
const HEIGHT_PX = 170;
const BINS = 64;

/** Days since 1970 in milliseconds. */
const dayMs = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** The unit behind the name of what a layer shows. */
function axisText(layer: ShownLayer): string {
  const unit = layer.drawn?.view.unit ?? '';
  const name = bandName(layer);
  return unit && !name.includes(`(${unit})`) ? `${name} (${unit})` : name;
}

/** Where frames lie on the axis of a series: by their dates, or one after the other. */
function spanOf(frames: readonly IFrame[]) {
  const isDated = frames.every(({ firstDate }) => firstDate !== null);
  return {
    isSingle: frames.every(({ secondDate }) => secondDate === null),
    text: (x: number): string =>
      isDated ? new Date(x).toISOString().slice(0, 10) : String(Math.round(x) + 1),
    of: ({ firstDate, secondDate }: IFrame, index: number) => ({
      from: isDated ? dayMs(firstDate!) : index,
      to: isDated ? dayMs(secondDate ?? firstDate!) : index
    })
  };
}

/** Values over time: a pair is drawn from its first date to its second. */
export function seriesChart(
  points: readonly IPointSeries[],
  layer: ShownLayer,
  trans: TranslationBundle,
  onFrame: (frame: number) => void
): SVGElement {
  const span = spanOf(points.flatMap(({ values }) => values.map(({ frame }) => frame)));
  const known = points.map(({ values }) =>
    values.flatMap(({ frame, value }, index) => (value === null ? [] : [{ frame, value, index }]))
  );
  return chart({
    label: trans.__('Values of %1 at the points', layer.spec.name),
    yLabel: axisText(layer),
    xText: span.text,
    widthPx: WIDTH_PX,
    heightPx: HEIGHT_PX,
    series: known.map((values, number) => ({
      name: trans.__('point %1', String(number + 1)),
      colour: pointColour(number),
      isJoined: span.isSingle,
      spans: values.map(({ frame, value, index }) => ({
        ...span.of(frame, index),
        y: value,
        isShown: index === layer.spec.frame,
        title: `${frameText(frame)}: ${numberText(value)}`
      }))
    })),
    onChoose: (number, span) => onFrame(known[number][span].index)
  });
}

/** Histogram and statistics of an area. */
export function areaFigure(
  { values, isSampled }: IAreaValues,
  layer: ShownLayer,
  trans: TranslationBundle
): HTMLElement {
  const shown = layer.zero === 0 ? values : values.map(value => value - layer.zero);
  const statistics = statisticsOf(shown);
  if (!statistics) {
    return element('p', '', {}, trans.__('No pixel of the area holds data.'));
  }
  const { least, most, mean, median, deviation, count, emptyCount } = statistics;
  const [low, high] = least < most ? [least, most] : [least - 0.5, most + 0.5];
  const counts = histogramOf(shown, low, high, BINS);
  const widthOfBin = (high - low) / BINS;
  const bars = chart({
    label: trans.__('Histogram of %1 in the area', layer.spec.name),
    yLabel: trans.__('pixels'),
    xText: x => numberText(x, 4),
    widthPx: WIDTH_PX,
    heightPx: HEIGHT_PX,
    series: [
      {
        name: axisText(layer),
        colour: pointColour(0),
        isJoined: false,
        isFilled: true,
        spans: [...counts].map((y, index) => ({
          from: low + index * widthOfBin,
          to: low + (index + 1) * widthOfBin,
          y,
          title: `${numberText(low + index * widthOfBin, 4)} … ${numberText(low + (index + 1) * widthOfBin, 4)}: ${y}`
        }))
      }
    ]
  });
  const frame = layer.drawn?.frame;
  const text = [
    ...(frame && layer.spec.frames.length > 1 ? [frameText(frame)] : []),
    isSampled
      ? trans.__('A sample of %1 pixels with data, %2 without', String(count), String(emptyCount))
      : trans.__('%1 pixels with data, %2 without', String(count), String(emptyCount)),
    trans.__('mean %1', numberText(mean, 5)),
    trans.__('standard deviation %1', numberText(deviation, 5)),
    trans.__(
      'least %1, median %2, most %3',
      numberText(least, 5),
      numberText(median, 5),
      numberText(most, 5)
    )
  ];
  return element(
    'figure',
    'jp-InsarMap-figure',
    {},
    bars,
    element('figcaption', '', {}, `${text.join('; ')}.`)
  );
}

/** Mean of each raster below an area over time: a pair is drawn from its first date to its second. */
export function areaSeriesChart(
  rasters: readonly IFrameStatistics[],
  layer: ShownLayer,
  trans: TranslationBundle,
  onFrame: (frame: number) => void
): SVGElement {
  const known = rasters.flatMap(({ frame, statistics }, index) =>
    statistics ? [{ frame, statistics, index }] : []
  );
  const span = spanOf(known.map(({ frame }) => frame));
  const figure = chart({
    label: trans.__('Mean of %1 in the area', layer.spec.name),
    yLabel: trans.__('mean of %1', axisText(layer)),
    xText: span.text,
    widthPx: WIDTH_PX,
    heightPx: HEIGHT_PX,
    series: [
      {
        name: trans.__('area'),
        colour: pointColour(0),
        isJoined: span.isSingle,
        spans: known.map(({ frame, statistics: { mean, deviation }, index }) => ({
          ...span.of(frame, index),
          y: mean,
          isShown: index === layer.spec.frame,
          title: `${frameText(frame)}: ${numberText(mean, 5)} ± ${numberText(deviation, 3)}`
        }))
      }
    ],
    onChoose: (_, at) => onFrame(known[at].index)
  });
  figure.setAttribute('data-figure', 'area-series');
  return figure;
}

/** Values along a line. */
export function profileChart(
  steps: readonly IProfileStep[],
  layer: ShownLayer,
  isMeters: boolean,
  trans: TranslationBundle
): SVGElement {
  return chart({
    label: trans.__('Profile of %1 along the line', layer.spec.name),
    yLabel: axisText(layer),
    xText: x => (isMeters ? `${numberText(x / 1000, 4)} km` : `${Math.round(x)} px`),
    widthPx: WIDTH_PX,
    heightPx: HEIGHT_PX,
    series: [
      {
        name: layer.spec.name,
        colour: pointColour(0),
        isJoined: true,
        spans: steps.flatMap(({ distance, value }) =>
          value === null
            ? []
            : [
                {
                  from: distance,
                  to: distance,
                  y: value - layer.zero,
                  title: numberText(value - layer.zero)
                }
              ]
        )
      }
    ]
  });
}
