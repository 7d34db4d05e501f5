import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { POLARIZATIONS } from '../../../workflow';
import { useSignal } from '../../use-signal';
import type { PairsModel } from '../pairs/pairs-model';
import { metres } from '../pairs/words';
import { ToggleList } from '../toggle-list';
import { daysOf, gapsOf, LONGEST_REPEAT_DAYS } from './calendar';
import { dayText, MonthRows } from './month-rows';
import { RangeFields } from './range-fields';

/** The dates of the chosen burst: which there are, and which of them are taken. */
export function DatesSection(props: {
  readonly model: PairsModel;
  readonly trans: TranslationBundle;
}): React.JSX.Element | null {
  const { model, trans } = props;
  useSignal(model.changed);
  const { series, selection, network } = model;
  const days = React.useMemo(() => daysOf(series?.records ?? []), [series]);
  if (!series || !selection || !network) {
    return null;
  }
  const gaps = gapsOf(days);
  const states = new Map(network.dates.map(({ date, state }) => [date, state]));
  const baselineOf = new Map(
    network.dates.map(({ date, perpendicularBaselineM }) => [date, perpendicularBaselineM])
  );
  const satellites = [...new Set(days.flatMap(day => day.satellites))].sort();
  const offered = POLARIZATIONS.filter(name =>
    series.records.some(({ polarization }) => polarization === name)
  );
  const setTaken = (dates: readonly string[], isTaken: boolean): void =>
    model.excludeDates(dates, !isTaken);
  const datesOfSatellite = (letter: string): string[] =>
    days.filter(day => day.satellites.every(other => other === letter)).map(({ date }) => date);
  const incomplete = network.dates.filter(({ state }) => state === 'incomplete').length;

  return (
    <section className="jp-InsarDates" aria-label={trans.__('Dates')}>
      <h2>{trans.__('Dates')}</h2>
      <div className="jp-InsarDates-filters">
        <fieldset>
          <legend>{trans.__('Polarization')}</legend>
          {offered.map(name => {
            const isOn = selection.polarizations.includes(name);
            return (
              <label key={name}>
                <input
                  type="checkbox"
                  checked={isOn}
                  disabled={isOn && selection.polarizations.length === 1}
                  onChange={() =>
                    model.update({
                      polarizations: POLARIZATIONS.filter(other =>
                        other === name ? !isOn : selection.polarizations.includes(other)
                      )
                    })
                  }
                />
                {name}
              </label>
            );
          })}
        </fieldset>
        <fieldset>
          <legend>{trans.__('Satellite')}</legend>
          {satellites.map(letter => {
            const own = datesOfSatellite(letter);
            const isOn = own.some(date => states.get(date) !== 'excluded');
            return (
              <label key={letter}>
                <input
                  type="checkbox"
                  checked={isOn}
                  disabled={own.length === 0}
                  onChange={() => setTaken(own, !isOn)}
                />
                {`Sentinel-1${letter} (${own.length})`}
              </label>
            );
          })}
        </fieldset>
      </div>
      <MonthRows days={days} states={states} onSet={setTaken} trans={trans} />
      <p className="jp-InsarCalendar-legend jp-Insar-hint">
        {trans.__(
          'Letter: satellite. Bars below it: VV, VH. Hatched: more than %1 days without an acquisition.',
          String(LONGEST_REPEAT_DAYS)
        )}
      </p>
      <div role="status" className="jp-InsarDates-summary">
        {trans.__(
          '%1 of %2 dates are taken.',
          String(network.takenDates.length),
          String(days.length)
        )}
        {incomplete > 0 &&
          ` ${trans._n(
            '%1 date lacks %2.',
            '%1 dates lack %2.',
            incomplete,
            selection.polarizations.join(trans.__(' or '))
          )}`}
        {selection.excludedDates.length > 0 && (
          <button
            type="button"
            className="jp-Insar-link"
            onClick={() => model.update({ excludedDates: [] })}
          >
            {trans.__('Take all back')}
          </button>
        )}
      </div>
      {gaps.length > 0 && (
        <p className="jp-InsarDates-gaps">
          {trans._n(
            '%1 gap of more than %2 days: %3.',
            '%1 gaps of more than %2 days: %3.',
            gaps.length,
            String(LONGEST_REPEAT_DAYS),
            gaps
              .map(gap => trans.__('%1 to %2 (%3 days)', gap.from, gap.to, String(gap.days)))
              .join('; ')
          )}
        </p>
      )}
      <RangeFields dates={series.dates} onSet={setTaken} trans={trans} />
      <details className="jp-InsarDates-list">
        <summary>{trans.__('Dates as a list')}</summary>
        <ToggleList
          label={trans.__('Dates of the burst; Space excludes one or takes it back')}
          items={days.map(day => ({
            key: day.date,
            text: dayText(day, states.get(day.date) ?? 'taken', trans),
            isOn: states.get(day.date) !== 'excluded',
            detail: [
              day.daysSince === null ? '' : trans.__('after %1 days', String(day.daysSince)),
              metres(baselineOf.get(day.date) ?? null, trans),
              model.baselines.byDate.get(day.date)?.problem ?? ''
            ]
              .filter(Boolean)
              .join(', ')
          }))}
          onSet={setTaken}
        />
      </details>
    </section>
  );
}
