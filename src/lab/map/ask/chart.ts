/** A value over a span of the horizontal axis; a point where both ends are the same. */
export interface ISpan {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  /** Whether it belongs to what is shown on the map, and stands out. */
  readonly isShown?: boolean;
  /** What the span is, in words. */
  readonly title: string;
}

/** One line of a chart. */
export interface IChartSeries {
  readonly name: string;
  readonly colour: string;
  readonly spans: readonly ISpan[];
  /** Whether the middles of the spans are joined. */
  readonly isJoined: boolean;
  /** Whether spans are bars that stand on zero. */
  readonly isFilled?: boolean;
}

export interface IChartOptions {
  readonly label: string;
  readonly yLabel: string;
  /** Text of a place on the horizontal axis. */
  readonly xText: (x: number) => string;
  readonly series: readonly IChartSeries[];
  readonly widthPx: number;
  readonly heightPx: number;
  /** A span was chosen: its series and its index. */
  readonly onChoose?: (series: number, span: number) => void;
}

const SVG = 'http://www.w3.org/2000/svg';
/** Of the title that stands upright at the left, with the air beside it. */
const TITLE_PX = 22;
/** From the numbers of the vertical axis to the axis. */
const GAP_PX = 6;
/** At least what any character of a number takes in the font of the chart. */
const DIGIT_PX = 7;
const BOTTOM_PX = 24;
const TOP_PX = 10;
const RIGHT_PX = 14;

/** A drawn element with its attributes and, where given, its text. */
export function svg(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  text?: string
): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, String(value));
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

/** Round numbers from `low` to `high`, about `count` of them. */
export function ticks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / count;
  if (!(rough > 0) || !Number.isFinite(rough)) {
    return [low];
  }
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(each => each * power).find(each => each >= 0.75 * rough)!;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12))
  );
}

/** A chart of spans, in the colours of the theme. */
export function chart(options: IChartOptions): SVGElement {
  const { series, widthPx, heightPx, label, yLabel, xText } = options;
  const spans = series.flatMap(each => each.spans);
  const root = svg('svg', {
    class: 'jp-InsarMap-chart',
    viewBox: `0 0 ${widthPx} ${heightPx}`,
    width: widthPx,
    height: heightPx,
    role: 'img',
    'aria-label': label
  });
  const [minX, maxX] = bounds(spans.flatMap(({ from, to }) => [from, to]));
  const hasBars = series.some(each => each.isFilled);
  const [minY, maxY] = bounds([...spans.map(({ y }) => y), ...(hasBars ? [0] : [])]);
  const numbers = ticks(minY, maxY, 4);
  const longest = Math.max(4, ...numbers.map(y => String(y).length));
  const leftPx = TITLE_PX + longest * DIGIT_PX + GAP_PX;
  const atX = (x: number): number =>
    leftPx + ((x - minX) / (maxX - minX)) * (widthPx - leftPx - RIGHT_PX);
  const atY = (y: number): number =>
    heightPx - BOTTOM_PX - ((y - minY) / (maxY - minY)) * (heightPx - BOTTOM_PX - TOP_PX);
  for (const y of numbers) {
    root.append(
      svg('line', {
        class: 'jp-mod-grid',
        x1: leftPx,
        x2: widthPx - RIGHT_PX,
        y1: atY(y),
        y2: atY(y)
      }),
      svg('text', { x: leftPx - GAP_PX, y: atY(y) + 4, 'text-anchor': 'end' }, String(y))
    );
  }
  const shown = Math.max(2, Math.min(6, Math.floor((widthPx - leftPx) / 110)));
  for (let index = 0; index < shown; index++) {
    const x = minX + ((maxX - minX) * index) / (shown - 1);
    const anchor = index === 0 ? 'start' : index === shown - 1 ? 'end' : 'middle';
    root.append(svg('text', { x: atX(x), y: heightPx - 6, 'text-anchor': anchor }, xText(x)));
  }
  const axis = svg('text', { x: 12, y: heightPx / 2, 'text-anchor': 'middle' }, yLabel);
  axis.setAttribute('transform', `rotate(-90 12 ${heightPx / 2})`);
  root.append(axis);
  series.forEach((each, number) => {
    if (each.isJoined) {
      const middles = each.spans.map(({ from, to, y }) => `${atX((from + to) / 2)},${atY(y)}`);
      root.append(
        svg('polyline', { points: middles.join(' '), fill: 'none', stroke: each.colour })
      );
    }
    each.spans.forEach(({ from, to, y, title, isShown }, index) => {
      const mark = each.isFilled
        ? svg('rect', {
            x: atX(from),
            y: atY(y),
            width: Math.max(0, atX(to) - atX(from)),
            height: Math.max(0, atY(0) - atY(y)),
            fill: each.colour
          })
        : from === to
          ? svg('circle', {
              cx: atX(from),
              cy: atY(y),
              r: isShown ? 5 : each.spans.length > 100 ? 1 : 3,
              fill: each.colour
            })
          : svg('line', {
              x1: atX(from),
              x2: atX(to),
              y1: atY(y),
              y2: atY(y),
              stroke: each.colour,
              'stroke-width': isShown ? 7 : 3,
              'stroke-linecap': 'round'
            });
      mark.append(svg('title', {}, `${each.name}: ${title}`));
      mark.addEventListener('click', () => options.onChoose?.(number, index));
      root.append(mark);
    });
  });
  return root;
}

/** Least and most of the values, with room around a single one. */
function bounds(values: readonly number[]): [number, number] {
  const least = Math.min(...values);
  const most = Math.max(...values);
  if (!Number.isFinite(least)) {
    return [0, 1];
  }
  return least < most ? [least, most] : [least - 0.5, most + 0.5];
}
