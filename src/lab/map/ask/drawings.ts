import type { TranslationBundle } from '@jupyterlab/translation';

import { dateText } from '../model/frames';
import { frameText } from '../model/map-model';
import { element, numberText } from '../view/dom';
import { RAMP_LENGTH } from '../view/ramps';
import type { ShownLayer } from '../view/shown-layer';
import { bandName } from '../view/words';
import type { IAreaValues, IProfileStep } from './area';
import { chart, svg } from './chart';
import type { IPointSeries } from './csv';
import { pointColour } from './marks';
import type { IDateMatrix } from './matrix';
import { histogramOf, statisticsOf } from './statistics';

const WIDTH_PX = 560;
const HEIGHT_PX = 170;
const BINS = 64;

const dayMs = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** The unit behind the name of what a layer shows. */
function axisText(layer: ShownLayer): string {
  const unit = layer.drawn?.view.unit ?? '';
  const name = bandName(layer);
  return unit && !name.includes(`(${unit})`) ? `${name} (${unit})` : name;
}

/** Values over time: a pair is drawn from its first date to its second. */
export function seriesChart(
  points: readonly IPointSeries[],
  layer: ShownLayer,
  trans: TranslationBundle,
  onFrame: (frame: number) => void
): SVGElement {
  const isDated = points.every(({ values }) => values.every(({ frame }) => frame.firstDate));
  const isSingle = points.every(({ values }) => values.every(({ frame }) => !frame.secondDate));
  const known = points.map(({ values }) =>
    values.flatMap(({ frame, value }, index) => (value === null ? [] : [{ frame, value, index }]))
  );
  return chart({
    label: trans.__('Values of %1 at the points', layer.spec.name),
    yLabel: axisText(layer),
    xText: x => (isDated ? new Date(x).toISOString().slice(0, 10) : String(Math.round(x) + 1)),
    widthPx: WIDTH_PX,
    heightPx: HEIGHT_PX,
    series: known.map((values, number) => ({
      name: trans.__('point %1', String(number + 1)),
      colour: pointColour(number),
      isJoined: isSingle,
      spans: values.map(({ frame, value, index }) => ({
        from: isDated ? dayMs(frame.firstDate!) : index,
        to: isDated ? dayMs(frame.secondDate ?? frame.firstDate!) : index,
        y: value,
        title: `${frameText(frame)}: ${numberText(value)}`
      }))
    })),
    onChoose: (number, span) => onFrame(known[number][span].index)
  });
}

/** The matrix of a point by date; choosing an entry shows its pair. */
export function matrixGrid(
  { dates, values, frames }: IDateMatrix,
  layer: ShownLayer,
  colours: Uint8ClampedArray,
  trans: TranslationBundle,
  onFrame: (frame: number) => void
): HTMLElement {
  const count = dates.length;
  const sidePx = Math.max(5, Math.min(18, Math.floor(HEIGHT_PX / count)));
  const { low, high } = layer.stretch;
  const root = svg('svg', {
    class: 'jp-InsarMap-matrix',
    width: count * sidePx,
    height: count * sidePx,
    role: 'img',
    'aria-label': trans.__('Matrix of %1 by date', layer.spec.name)
  });
  values.forEach((value, index) => {
    const frame = frames[index];
    if (frame < 0) {
      return;
    }
    const entry = svg('rect', {
      x: (index % count) * sidePx,
      y: Math.floor(index / count) * sidePx,
      width: sidePx - 1,
      height: sidePx - 1,
      fill: value === null ? 'none' : colourOf(value, low, high, colours),
      stroke: frame === layer.spec.frame ? 'currentColor' : value === null ? '#888' : 'none',
      'data-frame': frame
    });
    const text = value === null ? trans.__('no data') : numberText(value, 4);
    entry.append(svg('title', {}, `${dateText(layer.spec.frames[frame])}: ${text}`));
    entry.addEventListener('click', () => onFrame(frame));
    root.append(entry);
  });
  return element(
    'figure',
    'jp-InsarMap-figure',
    {},
    root,
    element('figcaption', '', {}, `${dates[0]} … ${dates[count - 1]}`)
  );
}

function colourOf(value: number, low: number, high: number, colours: Uint8ClampedArray): string {
  const step = Math.round(((value - low) / (high - low)) * (RAMP_LENGTH - 1));
  const at = 3 * Math.min(RAMP_LENGTH - 1, Math.max(0, step));
  return `rgb(${colours[at]} ${colours[at + 1]} ${colours[at + 2]})`;
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
