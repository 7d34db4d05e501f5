import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { datesOfPairs, pairText } from '../../workflow';
import type { FormDraft } from './draft';
import { expectedPairs } from './expected-pairs';
import { controlId, Problems, TextField } from './fields';
import type { PanelSnapshot } from './model';

/** The group *Pairs*: the temporal baseline, or how many pairs are chosen and how to change them. */
export function PairsFields(props: {
  readonly snapshot: PanelSnapshot;
  readonly trans: TranslationBundle;
  readonly onChange: (change: Partial<FormDraft>) => void;
  readonly onChoose: () => void;
  readonly onDrop: () => void;
}): React.JSX.Element {
  const { snapshot, trans, onChange, onChoose, onDrop } = props;
  const { draft, problems } = snapshot;
  const { pairs } = draft;
  const hadFocus = React.useRef(false);
  React.useEffect(() => {
    // The button that had it is gone.
    if (pairs === null && hadFocus.current) {
      document.getElementById(controlId('temporalBaselineDays'))?.focus();
    }
    hadFocus.current = false;
  }, [pairs]);

  if (pairs === null) {
    return (
      <>
        <TextField
          field="temporalBaselineDays"
          problems={problems}
          trans={trans}
          isNumber
          unit={trans.__('days')}
          hint={pairsHint(snapshot, trans)}
          value={draft.temporalBaselineDays}
          onChange={temporalBaselineDays => onChange({ temporalBaselineDays })}
        />
        <div className="jp-Insar-links">
          <button type="button" className="jp-Insar-link" onClick={onChoose}>
            {trans.__('Choose dates and pairs…')}
          </button>
        </div>
      </>
    );
  }
  const id = controlId('pairs');
  const own = problems.filter(problem => problem.field === 'pairs');
  const ends = [...new Set([pairs[0], pairs[pairs.length - 1]])].filter(pair => pair !== undefined);
  return (
    <div className="jp-Insar-field jp-mod-wide" role="group" aria-labelledby={`${id}-label`}>
      <span id={`${id}-label`} className="jp-Insar-label">
        {trans._n(
          '%1 chosen pair of %2 dates',
          '%1 chosen pairs of %2 dates',
          pairs.length,
          datesOfPairs(pairs).length
        )}
      </span>
      <div className="jp-Insar-links">
        <button
          id={id}
          type="button"
          className="jp-Insar-link"
          aria-describedby={own.length > 0 ? `${id}-problem` : undefined}
          onClick={onChoose}
        >
          {trans.__('Change…')}
        </button>
        <button
          type="button"
          className="jp-Insar-link"
          onClick={() => {
            hadFocus.current = true;
            onDrop();
          }}
        >
          {trans.__('Use a fixed baseline instead')}
        </button>
      </div>
      {ends.length > 0 && <div className="jp-Insar-hint">{ends.map(pairText).join(' … ')}</div>}
      <Problems id={`${id}-problem`} problems={own} />
    </div>
  );
}

/** Which pairs there will be; they are known for certain only when the stack has been made. */
function pairsHint({ parameters }: PanelSnapshot, trans: TranslationBundle): string {
  const expected = parameters && expectedPairs(parameters);
  if (!expected) {
    return trans.__('Every two acquisitions that are this many days apart are paired.');
  }
  const count = expected.pairs.length;
  if (count === 0) {
    return trans.__(
      'No two passes of the primary date’s track are that far apart between these dates.'
    );
  }
  const shown = expected.pairs.slice(0, 2).map(pair => `${pair.primary} / ${pair.secondary}`);
  const list = count > shown.length ? `${shown.join(', ')}, …` : shown.join(', ');
  return trans._n(
    '%1 pair, if every pass was acquired: %2',
    '%1 pairs, if every pass was acquired: %2',
    count,
    list
  );
}
