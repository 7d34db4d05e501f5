import { daysApart } from './selection';
import type { NetworkDate, NetworkPair, PairNetwork } from './network';

const MARGIN = { left: 46, right: 14, top: 18, bottom: 24 } as const;
const BASELINE_HEIGHT = 190;
const LANE_HEIGHT = 50;
const LANE_ALONE_HEIGHT = 120;
/** A label of the time axis needs so many pixels. */
const TIME_LABEL_PX = 62;

/** A date's place in the plot, px. */
export interface PlacedDate extends NetworkDate {
  readonly x: number;
  readonly y: number;
}

/** A pair's path in the plot, as SVG writes it. */
export interface PlacedPair extends NetworkPair {
  readonly path: string;
  /** Place of its part in the network; null for a dropped pair. */
  readonly part: number | null;
}

/** A line of an axis with its label. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Where everything of a network is drawn, px from the top left. */
export interface PlotLayout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** Lower end of the baseline axis. */
  readonly bottom: number;
  readonly timeTicks: readonly Tick[];
  /** Empty when no baseline is known. */
  readonly baselineTicks: readonly Tick[];
  /** Middle of the lane of dates whose baseline is not known; null when all are. */
  readonly laneY: number | null;
  readonly dates: readonly PlacedDate[];
  readonly pairs: readonly PlacedPair[];
}

/** Lays a network out: time to the right, perpendicular baseline upwards. */
export function plotLayout(network: PairNetwork, width: number): PlotLayout {
  const { dates, candidates } = network;
  const [first, last] = [dates[0].date, dates[dates.length - 1].date];
  const span = Math.max(daysApart(first, last), 1);
  const left = MARGIN.left;
  const right = Math.max(width - MARGIN.right, left + 1);
  const x = (date: string): number => left + (daysApart(first, date) / span) * (right - left);

  const known = dates.flatMap(date => date.perpendicularBaselineM ?? []);
  const hasLane = known.length < dates.length;
  const top = MARGIN.top;
  const bottom = top + (known.length > 0 ? BASELINE_HEIGHT : 0);
  const laneHeight = known.length > 0 ? LANE_HEIGHT : LANE_ALONE_HEIGHT;
  // Arcs between dates of the lane stand above it.
  const laneY = hasLane ? bottom + laneHeight - 16 : null;
  const height = bottom + (hasLane ? laneHeight : 0) + MARGIN.bottom;

  const low = Math.min(...known, 0);
  const high = Math.max(...known, 0);
  const pad = Math.max((high - low) * 0.08, 10);
  const [from, to] = [low - pad, high + pad];
  const y = (baselineM: number | null): number =>
    baselineM === null
      ? (laneY ?? bottom)
      : bottom - ((baselineM - from) / (to - from)) * (bottom - top);

  const placed = dates.map(date => ({
    ...date,
    x: x(date.date),
    y: y(date.perpendicularBaselineM)
  }));
  const byDate = new Map(placed.map(date => [date.date, date]));
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    timeTicks: timeTicks(first, last, Math.max(2, Math.floor((right - left) / TIME_LABEL_PX))).map(
      ({ date, label }) => ({ at: x(date), label })
    ),
    baselineTicks:
      known.length > 0
        ? baselineTicks(from, to).map(m => ({ at: y(m), label: `${m}`.replace('-', '−') }))
        : [],
    laneY,
    dates: placed,
    pairs: candidates.flatMap(pair => {
      const [a, b] = [byDate.get(pair.primary), byDate.get(pair.secondary)];
      return a && b
        ? [{ ...pair, path: pathBetween(a, b), part: pair.isDropped ? null : a.part }]
        : [];
    })
  };
}

/** A line; between two dates of unknown baseline an arc, since lines would lie on each other. */
function pathBetween(a: PlacedDate, b: PlacedDate): string {
  const isArc = a.perpendicularBaselineM === null && b.perpendicularBaselineM === null;
  // Twice its height: high enough to be clicked between two dots that nearly touch.
  const rise = Math.min(32 + (b.x - a.x) * 0.25, 150);
  const [x, y] = [(a.x + b.x) / 2, a.y - rise];
  const middle = isArc ? `Q${round(x)} ${round(y)} ` : 'L';
  return `M${round(a.x)} ${round(a.y)} ${middle}${round(b.x)} ${round(b.y)}`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** Round metres in a range, at most about six. */
export function baselineTicks(from: number, to: number): number[] {
  const rough = (to - from) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find(factor => factor * power >= rough) ?? 10) * power;
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) {
    ticks.push(Math.round(tick) + 0);
  }
  return [...new Set(ticks)];
}

/** First days of months or years in a time, at most so many; the first date where there are none. */
export function timeTicks(
  first: string,
  last: string,
  most: number
): { readonly date: string; readonly label: string }[] {
  const months: string[] = [];
  let [year, month] = first.split('-').map(Number);
  for (;;) {
    month += 1;
    if (month > 12) {
      [year, month] = [year + 1, 1];
    }
    const date = `${year}-${String(month).padStart(2, '0')}-01`;
    if (date > last) {
      break;
    }
    months.push(date);
  }
  if (months.length === 0) {
    return [{ date: first, label: first }];
  }
  const step = [1, 2, 3, 6, 12, 24, 48, 96].find(every => months.length / every <= most) ?? 192;
  const number = (date: string): number => {
    const [years, month0] = date.split('-').map(Number);
    return years * 12 + month0 - 1;
  };
  return months
    .filter(date => number(date) % step === 0)
    .map(date => ({ date, label: step >= 12 ? date.slice(0, 4) : date.slice(0, 7) }));
}
