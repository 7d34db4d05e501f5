import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { POLARIZATIONS } from '../../../workflow';
import type { NetworkDate } from '../pairs/network';
import { useRoving } from '../toggle-list';
import { calendarRows } from './calendar';
import type { CalendarRow, DayOfAcquisition } from './calendar';

/** Days of the month that stand above the rows. */
const HEADER_DAYS = [1, 5, 10, 15, 20, 25, 30];

/** A row a month, a switch a day with an acquisition; what lies in a gap is hatched. */
export function MonthRows(props: {
  readonly days: readonly DayOfAcquisition[];
  readonly states: ReadonlyMap<string, NetworkDate['state']>;
  readonly onSet: (dates: readonly string[], isTaken: boolean) => void;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { days, states, onSet, trans } = props;
  const switches = days.map(({ date }) => ({
    key: date,
    isOn: states.get(date) !== 'excluded'
  }));
  const { current, ref, move, toggle } = useRoving(switches, onSet);
  const rows = React.useMemo(() => calendarRows(days), [days]);
  const indexOf = new Map(days.map(({ date }, index) => [date, index]));

  const onKeyDown = (event: React.KeyboardEvent, index: number): void => {
    const { key } = event;
    if (key === 'ArrowRight' || key === 'ArrowLeft') {
      move(index + (key === 'ArrowRight' ? 1 : -1));
    } else if (key === 'ArrowDown' || key === 'ArrowUp') {
      move(inOtherMonth(days, index, key === 'ArrowDown' ? 1 : -1));
    } else if (key === 'Home' || key === 'End') {
      move(key === 'Home' ? 0 : days.length - 1);
    } else if (key === ' ' || key === 'Enter') {
      toggle(index, event.shiftKey);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const dayButton = (day: DayOfAcquisition): React.JSX.Element => {
    const { date, satellites, polarizations } = day;
    const index = indexOf.get(date) ?? 0;
    const state = states.get(date) ?? 'taken';
    const text = dayText(day, state, trans);
    return (
      <button
        key={date}
        type="button"
        className={`jp-InsarCalendar-day jp-mod-${state}`}
        style={{ gridColumn: Number(date.slice(8)) }}
        aria-pressed={state !== 'excluded'}
        aria-label={text}
        title={text}
        tabIndex={index === current ? 0 : -1}
        data-insar-roving={index}
        data-insar-date={date}
        onClick={event => toggle(index, event.shiftKey)}
        onKeyDown={event => onKeyDown(event, index)}
      >
        <span>{satellites.join('')}</span>
        <span className="jp-InsarCalendar-polarizations">
          {POLARIZATIONS.map(name => (
            <i key={name} className={polarizations.includes(name) ? 'jp-mod-there' : undefined} />
          ))}
        </span>
      </button>
    );
  };

  return (
    <div
      ref={ref}
      className="jp-InsarCalendar"
      role="group"
      aria-label={trans.__(
        'Calendar of acquisitions. Arrow keys move among them, Space excludes one or takes it back, Shift Space all since the last one.'
      )}
    >
      <span className="jp-InsarCalendar-month jp-mod-header" />
      <div className="jp-InsarCalendar-days jp-mod-header" aria-hidden="true">
        {HEADER_DAYS.map(day => (
          <span key={day} style={{ gridColumn: day }}>
            {day}
          </span>
        ))}
      </div>
      {rows.map(row => (
        <React.Fragment key={row.kind === 'month' ? row.month : row.firstMonth}>
          <span className="jp-InsarCalendar-month">{rowName(row)}</span>
          {row.kind === 'month' ? (
            <div className="jp-InsarCalendar-days">
              {row.gaps.map(({ firstDay, lastDay, gap }) => (
                <span
                  key={gap.from}
                  className="jp-InsarCalendar-gap"
                  style={{ gridColumn: `${firstDay} / ${lastDay + 1}` }}
                  title={trans.__('No acquisition for %1 days', String(gap.days))}
                />
              ))}
              {row.days.map(dayButton)}
            </div>
          ) : (
            <span className="jp-InsarCalendar-empty">
              <span>{trans.__('none for %1 days', String(row.gap.days))}</span>
            </span>
          )}
        </React.Fragment>
      ))}
    </div>
  );
}

/** `Aug 2024`, or `Nov 2023 – Feb 2024` for months without an acquisition. */
function rowName(row: CalendarRow): string {
  const name = (month: string): string =>
    new Date(`${month}-01T00:00:00Z`).toLocaleDateString(undefined, {
      month: 'short',
      year: 'numeric',
      timeZone: 'UTC'
    });
  if (row.kind === 'month') {
    return name(row.month);
  }
  const { firstMonth, lastMonth } = row;
  return firstMonth === lastMonth ? name(firstMonth) : `${name(firstMonth)} – ${name(lastMonth)}`;
}

/** One day in words: `2024-08-09, Sentinel-1A, VV and VH, excluded`. */
export function dayText(
  { date, satellites, polarizations }: DayOfAcquisition,
  state: NetworkDate['state'],
  trans: TranslationBundle
): string {
  const names = satellites.map(letter => `Sentinel-1${letter}`);
  const parts = [date, ...names, polarizations.join(' + ')];
  if (state === 'excluded') {
    parts.push(trans.__('excluded'));
  } else if (state === 'incomplete') {
    parts.push(trans.__('lacks a polarization'));
  }
  return parts.join(', ');
}

/** The day of the next or an earlier month with acquisitions that is nearest in the month. */
function inOtherMonth(days: readonly DayOfAcquisition[], index: number, way: 1 | -1): number {
  const month = (k: number): string => days[k].date.slice(0, 7);
  let other = index;
  while (days[other + way] && month(other) === month(index)) {
    other += way;
  }
  const wanted = Number(days[index].date.slice(8));
  const distance = (k: number): number => Math.abs(Number(days[k].date.slice(8)) - wanted);
  return days.reduce(
    (best, _, k) => (month(k) === month(other) && distance(k) < distance(best) ? k : best),
    other
  );
}
