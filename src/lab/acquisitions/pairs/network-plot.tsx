import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { DateMark, PART_CLASSES } from './date-mark';
import type { NetworkPair, PairNetwork } from './network';
import { plotLayout } from './plot-layout';
import type { PlacedDate, PlotLayout } from './plot-layout';
import { metres, partName } from './words';

/** Width before the plot has been measured, px. */
const FIRST_WIDTH = 480;

/**
 * Time against perpendicular baseline, with the pairs as lines. A click on a date excludes it and on
 * a pair drops it; another one takes it back. Arrow keys move among the dates.
 */
export function NetworkPlot(props: {
  readonly network: PairNetwork;
  /** Date that baselines are measured against; null where none is known. */
  readonly referenceDate: string | null;
  /** What is said of a pair under the pointer beyond its dates; empty for nothing. */
  readonly pairNote: (pair: NetworkPair) => string;
  readonly onDate: (date: string) => void;
  readonly onPair: (pair: NetworkPair) => void;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { network, referenceDate, pairNote, onDate, onPair, trans } = props;
  const frame = React.useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const layout = React.useMemo(() => plotLayout(network, width), [network, width]);
  const [pointed, setPointed] = React.useState('');
  const [focusDate, setFocusDate] = React.useState<string | null>(null);
  const stop = layout.dates.find(({ date }) => date === focusDate)?.date ?? layout.dates[0].date;

  const onKeyDown = (event: React.KeyboardEvent, date: PlacedDate): void => {
    if (event.key === ' ' || event.key === 'Enter') {
      onDate(date.date);
    } else {
      const next = neighbour(layout.dates, date, event.key);
      if (!next) {
        return;
      }
      setFocusDate(next.date);
      frame.current?.querySelector<SVGElement>(`[data-insar-dot="${next.date}"]`)?.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const pairText = (pair: NetworkPair): string => {
    const baseline = metres(pair.baselineM, trans);
    const what = `${pair.primary} / ${pair.secondary}: ${trans._n('%1 day', '%1 days', pair.days)}, ${baseline}`;
    const note = pairNote(pair);
    const action = pair.isDropped
      ? trans.__('dropped; click to take it back')
      : trans.__('click to drop it');
    return [what, ...(note ? [note] : []), action].join('; ');
  };

  return (
    <div className="jp-InsarNetwork" ref={frame}>
      <svg
        width={layout.width}
        height={layout.height}
        role="group"
        aria-label={trans.__(
          'Network of %1 pairs. Arrow keys move among the dates, Space excludes one or takes it back. The pairs are in the list below.',
          String(network.pairs.length)
        )}
      >
        <Axes layout={layout} referenceDate={referenceDate} trans={trans} />
        <g onPointerLeave={() => setPointed('')}>
          {layout.pairs.map(pair => (
            <g
              key={pair.name}
              className={`jp-InsarNetwork-pair ${pair.part === null ? 'jp-mod-dropped' : PART_CLASSES[pair.part % PART_CLASSES.length]} jp-mod-${pair.origin}`}
              data-insar-pair={pair.name}
              aria-hidden="true"
              onClick={() => onPair(pair)}
              onPointerEnter={() => setPointed(pairText(pair))}
            >
              <path className="jp-InsarNetwork-hit" d={pair.path} />
              <path className="jp-InsarNetwork-line" d={pair.path} />
            </g>
          ))}
          {layout.dates.map(date => {
            const text = dateText(date, network, trans);
            return (
              <g
                key={date.date}
                className="jp-InsarNetwork-date"
                transform={`translate(${date.x} ${date.y})`}
                role="checkbox"
                aria-checked={date.state !== 'excluded'}
                aria-label={text}
                tabIndex={date.date === stop ? 0 : -1}
                data-insar-dot={date.date}
                onClick={() => onDate(date.date)}
                onFocus={() => {
                  setFocusDate(date.date);
                  setPointed(text);
                }}
                onBlur={() => setPointed('')}
                onPointerEnter={() => setPointed(text)}
                onKeyDown={event => onKeyDown(event, date)}
              >
                <DateMark date={date} isPrimary={date.date === network.primaryDate} />
              </g>
            );
          })}
        </g>
        {network.parts.length > 1 &&
          network.parts.map((part, k) => {
            const start = layout.dates.find(({ date }) => date === part[0]);
            return (
              start && (
                <text
                  key={part[0]}
                  className="jp-InsarNetwork-part"
                  x={start.x}
                  y={start.y - 10}
                  aria-hidden="true"
                >
                  {partName(k)}
                </text>
              )
            );
          })}
      </svg>
      <div className="jp-InsarNetwork-pointed jp-Insar-hint" aria-hidden="true">
        {pointed ||
          trans.__('Click a date to exclude it, a pair to drop it; again to take it back.')}
      </div>
    </div>
  );
}

/** Grid, labels, and the lane of dates whose baseline is not known. */
const Axes = React.memo(function Axes(props: {
  readonly layout: PlotLayout;
  readonly referenceDate: string | null;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { layout, referenceDate, trans } = props;
  const { left, right, top, bottom, laneY, height } = layout;
  const end = height - 24;
  return (
    <g className="jp-InsarNetwork-axes" aria-hidden="true">
      {layout.baselineTicks.map(({ at, label }) => (
        <g key={label}>
          <line x1={left} x2={right} y1={at} y2={at} />
          <text x={left - 6} y={at + 4} textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      {layout.timeTicks.map(({ at, label }) => (
        <g key={label}>
          <line x1={at} x2={at} y1={top} y2={end} />
          <text x={at} y={end + 15} textAnchor="middle">
            {label}
          </text>
        </g>
      ))}
      {layout.baselineTicks.length > 0 && (
        <text x={4} y={12}>
          {referenceDate === null
            ? trans.__('Perpendicular baseline (m)')
            : trans.__('Perpendicular baseline (m) against %1', referenceDate)}
        </text>
      )}
      {laneY !== null && (
        <>
          <rect
            className="jp-InsarNetwork-lane"
            x={left - 8}
            width={right - left + 16}
            y={laneY - 11}
            height={22}
          />
          <text x={4} y={layout.baselineTicks.length > 0 ? laneY - 14 : bottom - 4}>
            {trans.__('Baseline not known')}
          </text>
        </>
      )}
    </g>
  );
});

/** A date in words, as it is read out. */
function dateText(date: PlacedDate, network: PairNetwork, trans: TranslationBundle): string {
  const own = network.pairs.filter(
    ({ primary, secondary }) => primary === date.date || secondary === date.date
  ).length;
  const parts = [date.date, metres(date.perpendicularBaselineM, trans)];
  if (date.state === 'excluded') {
    parts.push(trans.__('excluded'));
  } else if (date.state === 'incomplete') {
    parts.push(trans.__('lacks a polarization'));
  } else {
    parts.push(trans._n('%1 pair', '%1 pairs', own));
  }
  if (network.parts.length > 1 && date.part !== null) {
    parts.push(trans.__('part %1', partName(date.part)));
  }
  if (date.date === network.primaryDate) {
    parts.push(trans.__('primary date'));
  }
  return parts.join(', ');
}

/** The date that an arrow key leads to: by time to the sides, by baseline up and down. */
function neighbour(
  dates: readonly PlacedDate[],
  from: PlacedDate,
  key: string
): PlacedDate | undefined {
  const index = dates.indexOf(from);
  switch (key) {
    case 'ArrowRight':
      return dates[index + 1];
    case 'ArrowLeft':
      return dates[index - 1];
    case 'Home':
      return dates[0];
    case 'End':
      return dates[dates.length - 1];
    case 'ArrowUp':
    case 'ArrowDown': {
      const byHeight = [...dates].sort((a, b) => b.y - a.y || a.x - b.x);
      return byHeight[byHeight.indexOf(from) + (key === 'ArrowUp' ? 1 : -1)];
    }
    default:
      return undefined;
  }
}

/** Width of an element, px, as it changes. */
function useWidth(ref: React.RefObject<HTMLElement>): number {
  const [width, setWidth] = React.useState(FIRST_WIDTH);
  React.useLayoutEffect(() => {
    const element = ref.current;
    if (!element) {
      return;
    }
    const observer = new ResizeObserver(entries => {
      const { width: now } = entries[entries.length - 1].contentRect;
      if (now > 0) {
        setWidth(Math.floor(now));
      }
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}
