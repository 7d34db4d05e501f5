import type { TranslationBundle } from '@jupyterlab/translation';
import { HTMLSelect } from '@jupyterlab/ui-components';
import * as React from 'react';

import { SELECT_ICON } from '../../panel/fields';
import type { PairNetwork } from './network';
import type { PairSelection } from './selection';

/** By which rule dates are paired, its numbers, and the primary date. */
export function RuleFields(props: {
  readonly selection: PairSelection;
  readonly network: PairNetwork;
  readonly onChange: (change: Partial<PairSelection>) => void;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { selection, network, onChange, trans } = props;
  const { kind } = selection;
  const id = React.useId();
  return (
    <div className="jp-InsarRule">
      <label htmlFor={`${id}-rule`}>{trans.__('Pairs by')}</label>
      <HTMLSelect
        id={`${id}-rule`}
        className="jp-Insar-select"
        iconProps={SELECT_ICON}
        value={kind}
        options={[
          { value: 'fixed', label: trans.__('Fixed temporal baseline') },
          { value: 'small-baselines', label: trans.__('Small baselines') },
          { value: 'star', label: trans.__('Star around the primary date') },
          { value: 'chain', label: trans.__('Chain of neighbours') },
          { value: 'nearest', label: trans.__('Nearest neighbours') }
        ]}
        onChange={event => onChange({ kind: event.target.value as PairSelection['kind'] })}
      />
      {kind === 'fixed' && (
        <NumberField
          label={trans.__('Days between the dates')}
          value={selection.temporalBaselineDays}
          onChange={days => days !== null && onChange({ temporalBaselineDays: days })}
          trans={trans}
        />
      )}
      {kind === 'small-baselines' && (
        <>
          <NumberField
            label={trans.__('At most days')}
            value={selection.maxDays}
            onChange={maxDays => maxDays !== null && onChange({ maxDays })}
            trans={trans}
          />
          <NumberField
            label={trans.__('At most metres')}
            value={selection.maxBaselineM}
            placeholder={trans.__('no limit')}
            onChange={maxBaselineM => onChange({ maxBaselineM })}
            trans={trans}
          />
        </>
      )}
      {kind === 'nearest' && (
        <NumberField
          label={trans.__('Next dates to pair with')}
          value={selection.neighbours}
          onChange={neighbours => neighbours !== null && onChange({ neighbours })}
          trans={trans}
        />
      )}
      <label htmlFor={`${id}-primary`}>{trans.__('Primary date')}</label>
      <HTMLSelect
        id={`${id}-primary`}
        className="jp-Insar-select"
        iconProps={SELECT_ICON}
        title={trans.__('All others are coregistered to it')}
        value={network.primaryDate === selection.primaryDate ? (network.primaryDate ?? '') : ''}
        options={[
          { value: '', label: trans.__('%1 (proposed)', network.proposedDate ?? '–') },
          ...network.takenDates.map(date => ({ value: date, label: date }))
        ]}
        onChange={event => onChange({ primaryDate: event.target.value || null })}
      />
      <label className="jp-InsarRule-bridge">
        <input
          type="checkbox"
          checked={selection.isBridged}
          onChange={event => onChange({ isBridged: event.target.checked })}
        />
        {trans.__('Bridge gaps by the closest pairs')}
      </label>
    </div>
  );
}

/** A whole number from 1 on; what is typed stays as it is until it is one. */
function NumberField(props: {
  readonly label: string;
  /** Null for none, where `placeholder` says what that means. */
  readonly value: number | null;
  readonly placeholder?: string;
  readonly onChange: (value: number | null) => void;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { label, value, placeholder, onChange, trans } = props;
  const id = React.useId();
  const shown = value === null ? '' : String(value);
  const [text, setText] = React.useState(shown);
  const read = readNumber(text, placeholder !== undefined);
  // Another value came from outside, as by a reset.
  if (read !== undefined && read !== value) {
    setText(shown);
  }
  const isWrong = read === undefined;
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <span>
        <input
          id={id}
          className="jp-mod-styled"
          inputMode="numeric"
          autoComplete="off"
          placeholder={placeholder}
          value={text}
          aria-invalid={isWrong || undefined}
          aria-describedby={isWrong ? `${id}-problem` : undefined}
          onChange={event => {
            const next = event.target.value;
            setText(next);
            const number = readNumber(next, placeholder !== undefined);
            if (number !== undefined) {
              onChange(number);
            }
          }}
        />
        {isWrong && (
          <span id={`${id}-problem`} className="jp-Insar-error" role="alert">
            {trans.__('Expected a whole number from 1 to 9999.')}
          </span>
        )}
      </span>
    </>
  );
}

/** The number; null for none where that is allowed; undefined for what is neither. */
function readNumber(text: string, mayBeEmpty: boolean): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '' && mayBeEmpty) {
    return null;
  }
  return /^[1-9]\d{0,3}$/.test(trimmed) ? Number(trimmed) : undefined;
}
