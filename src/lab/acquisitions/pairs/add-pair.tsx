import type { TranslationBundle } from '@jupyterlab/translation';
import { HTMLSelect } from '@jupyterlab/ui-components';
import * as React from 'react';

import { SELECT_ICON } from '../../panel/fields';

/** Takes a pair that the rule does not make. */
export function AddPair(props: {
  readonly dates: readonly string[];
  readonly onAdd: (a: string, b: string) => void;
  readonly trans: TranslationBundle;
}): React.JSX.Element | null {
  const { dates, onAdd, trans } = props;
  const [wanted, setWanted] = React.useState<readonly [string, string]>(['', '']);
  if (dates.length < 2) {
    return null;
  }
  const a = dates.includes(wanted[0]) ? wanted[0] : dates[0];
  const b = dates.includes(wanted[1]) ? wanted[1] : dates[dates.length - 1];
  const select = (
    label: string,
    value: string,
    onChange: (date: string) => void
  ): React.JSX.Element => (
    <HTMLSelect
      aria-label={label}
      className="jp-Insar-select"
      iconProps={SELECT_ICON}
      value={value}
      options={[...dates]}
      onChange={event => onChange(event.target.value)}
    />
  );
  return (
    <div className="jp-InsarPairs-add" role="group" aria-label={trans.__('Another pair')}>
      {select(trans.__('One date'), a, date => setWanted([date, b]))}
      {select(trans.__('Other date'), b, date => setWanted([a, date]))}
      <button
        type="button"
        className="jp-Button jp-mod-styled jp-mod-reject"
        disabled={a === b}
        onClick={() => onAdd(a, b)}
      >
        {trans.__('Add the pair')}
      </button>
    </div>
  );
}
