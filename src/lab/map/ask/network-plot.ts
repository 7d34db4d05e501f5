import type { TranslationBundle } from '@jupyterlab/translation';

import { element, numberText } from '../view/dom';
import { svg, ticks } from './chart';
import type { IChoice } from './choices';
import { makeChoices } from './choices';
import type { INetwork } from './network';

const WIDTH_PX = 340;
const HEIGHT_PX = 170;
const LEFT_PX = 44;
const RIGHT_PX = 12;
const TOP_PX = 12;
const BOTTOM_PX = 26;

/** Perpendicular baselines in metres by date, against one of the dates. */
export type BaselinesM = ReadonlyMap<string, number>;

export interface INetworkPlotOptions {
  readonly network: INetwork;
  /** Name of the layer. */
  readonly name: string;
  /** Null where they are not known: pairs are arcs over the axis of time then. */
  readonly baselinesM: BaselinesM | null;
  /** The frame that is shown. */
  readonly frame: number;
  /** Colour of a pair as CSS; null: no value is known. */
  readonly colourOf: (frame: number) => string | null;
  readonly trans: TranslationBundle;
  readonly onFrame: (frame: number) => void;
}

const dayMs = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** Dates on the axis of time with the pairs between them; choosing a pair shows it. */
export function networkPlot(options: INetworkPlotOptions): HTMLElement {
  const { network, baselinesM, trans } = options;
  const { dates, pairs } = network;
  const isKnown = baselinesM !== null && dates.every(date => baselinesM.has(date));
  const root = svg('svg', {
    class: 'jp-InsarMap-chart jp-InsarMap-network',
    viewBox: `0 0 ${WIDTH_PX} ${HEIGHT_PX}`,
    width: WIDTH_PX,
    height: HEIGHT_PX,
    'data-figure': 'network'
  });
  const [start, end] = [dayMs(dates[0]), dayMs(dates[dates.length - 1])];
  const leftPx = isKnown ? LEFT_PX : RIGHT_PX;
  const atX = (date: string): number =>
    leftPx + ((dayMs(date) - start) / (end - start)) * (WIDTH_PX - leftPx - RIGHT_PX);
  const atY = isKnown ? baselineAxis(root, dates, baselinesM, trans) : () => HEIGHT_PX - BOTTOM_PX;
  const longest = Math.max(
    ...pairs.map(({ first, second }) => atX(dates[second]) - atX(dates[first]))
  );
  const choices = pairs.map(({ first, second, frame }): IChoice => {
    const [one, other] = [dates[first], dates[second]];
    const [x0, y0, x1, y1] = [atX(one), atY(one), atX(other), atY(other)];
    const rise = isKnown ? 0 : (2 * (x1 - x0) * (HEIGHT_PX - BOTTOM_PX - TOP_PX)) / longest;
    const d = `M${x0} ${y0} Q${(x0 + x1) / 2} ${(y0 + y1) / 2 - rise} ${x1} ${y1}`;
    const days = Math.round((dayMs(other) - dayMs(one)) / 86_400_000);
    const apart = isKnown
      ? trans.__('%1 m', numberText(baselinesM.get(other)! - baselinesM.get(one)!, 3))
      : null;
    const text = [`${one} – ${other}`, trans.__('%1 days', String(days)), apart]
      .filter(Boolean)
      .join(', ');
    const isShown = frame === options.frame;
    const mark = svg('g', { class: isShown ? 'jp-mod-shown' : '' });
    mark.append(
      svg('title', {}, text),
      svg('path', { d, class: 'jp-InsarMap-reach' }),
      svg('path', { d, stroke: options.colourOf(frame) ?? 'currentColor' })
    );
    return { mark, text, frame };
  });
  // What is shown lies on top.
  const isShownLast = [...choices].sort(
    (one, other) => Number(one.frame === options.frame) - Number(other.frame === options.frame)
  );
  root.append(...isShownLast.map(({ mark }) => mark));
  for (const date of dates) {
    const dot = svg('circle', { cx: atX(date), cy: atY(date), r: dates.length > 40 ? 2 : 3.5 });
    dot.append(svg('title', {}, date));
    root.append(dot);
  }
  root.append(
    svg('text', { x: leftPx, y: HEIGHT_PX - 6, 'text-anchor': 'start' }, dates[0]),
    svg(
      'text',
      { x: WIDTH_PX - RIGHT_PX, y: HEIGHT_PX - 6, 'text-anchor': 'end' },
      dates[dates.length - 1]
    )
  );
  makeChoices({
    root,
    label: trans.__('Network of the pairs of %1; arrow keys choose a pair', options.name),
    choices,
    frame: options.frame,
    onFrame: options.onFrame,
    towards: (from, key) => from + (key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 1)
  });
  const said = [
    trans._n('%1 pair', '%1 pairs', pairs.length),
    trans.__('%1 dates', String(dates.length)),
    ...(isKnown ? [] : [trans.__('baselines are not known')])
  ];
  const parts =
    network.partCount > 1
      ? [
          element(
            'strong',
            'jp-InsarMap-split',
            {},
            trans.__('The network falls into %1 parts.', String(network.partCount))
          )
        ]
      : [];
  return element(
    'figure',
    'jp-InsarMap-figure',
    {},
    root,
    element('figcaption', '', {}, `${said.join(', ')}. `, ...parts)
  );
}

/** Draws the axis of baselines, and gives the height of a date. */
function baselineAxis(
  root: SVGElement,
  dates: readonly string[],
  baselinesM: BaselinesM,
  trans: TranslationBundle
): (date: string) => number {
  const values = dates.map(date => baselinesM.get(date)!);
  const low = Math.min(...values);
  const high = Math.max(low + 1, ...values);
  const heightOf = (valueM: number): number =>
    HEIGHT_PX -
    BOTTOM_PX -
    6 -
    ((valueM - low) / (high - low)) * (HEIGHT_PX - BOTTOM_PX - TOP_PX - 6);
  for (const valueM of ticks(low, high, 4)) {
    const y = heightOf(valueM);
    root.append(
      svg('line', { class: 'jp-mod-grid', x1: LEFT_PX, x2: WIDTH_PX - RIGHT_PX, y1: y, y2: y }),
      svg('text', { x: LEFT_PX - 6, y: y + 4, 'text-anchor': 'end' }, String(valueM))
    );
  }
  const middle = HEIGHT_PX / 2;
  const label = svg(
    'text',
    { x: 10, y: middle, 'text-anchor': 'middle' },
    trans.__('baseline (m)')
  );
  label.setAttribute('transform', `rotate(-90 10 ${middle})`);
  root.append(label);
  return date => heightOf(baselinesM.get(date)!);
}
