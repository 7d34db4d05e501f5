import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

/** Excludes all dates of a range, or takes them back. */
export function RangeFields(props: {
  /** Earliest first, at least one. */
  readonly dates: readonly string[];
  readonly onSet: (dates: readonly string[], isTaken: boolean) => void;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { dates, onSet, trans } = props;
  const [typed, setTyped] = React.useState({ from: '', to: '' });
  const from = typed.from || dates[0];
  const to = typed.to || dates[dates.length - 1];
  const inside = dates.filter(date => from <= date && date <= to);
  const isReversed = to < from;
  const problem = isReversed
    ? trans.__('Range: %1 lies before %2; choose a later last day.', to, from)
    : inside.length === 0
      ? trans.__('Range: no date of the burst lies in it; choose other days.')
      : '';
  const problemId = React.useId();
  const field = (name: 'from' | 'to', label: string, value: string): React.JSX.Element => (
    <label>
      {label}
      <input
        type="date"
        className="jp-mod-styled"
        value={value}
        aria-invalid={problem !== '' || undefined}
        aria-describedby={problem ? problemId : undefined}
        onChange={event => setTyped({ ...typed, [name]: event.target.value })}
      />
    </label>
  );
  return (
    <div className="jp-InsarDates-range" role="group" aria-label={trans.__('Range of dates')}>
      {field('from', trans.__('Between'), from)}
      {field('to', trans.__('and'), to)}
      <button
        type="button"
        className="jp-Button jp-mod-styled jp-mod-reject"
        disabled={problem !== ''}
        onClick={() => onSet(inside, false)}
      >
        {trans._n('Exclude %1 date', 'Exclude %1 dates', inside.length)}
      </button>
      <button
        type="button"
        className="jp-Button jp-mod-styled jp-mod-reject"
        disabled={problem !== ''}
        onClick={() => onSet(inside, true)}
      >
        {trans.__('Take back')}
      </button>
      {problem && (
        <div id={problemId} className="jp-Insar-error" role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}
