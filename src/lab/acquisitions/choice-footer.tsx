import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { InsarParameters } from '../../workflow';
import { formValues } from './choice';
import type { DatesAndPairs } from './choice';
import type { BurstSeries } from './series';

/** What is chosen in one sentence, and the button that fills it into the form. */
export function ChoiceFooter(props: {
  readonly series: BurstSeries | null;
  readonly choice: DatesAndPairs | null;
  readonly trans: TranslationBundle;
  readonly onUse: ((values: Partial<InsarParameters>) => void) | null;
  /** Runs more bursts than the chosen one; null where that cannot be. */
  readonly onSeveral: (() => void) | null;
}): React.JSX.Element {
  const { series, choice, trans, onUse, onSeveral } = props;
  const isUsable = series !== null && choice !== null && choice.problem === '';
  return (
    <div className="jp-InsarAcquisitions-footer">
      <div role="status" aria-live="polite">
        {series ? chosenText(series, choice, trans) : trans.__('No burst is chosen.')}
        {choice?.problem && <div className="jp-Insar-error">{choice.problem}</div>}
      </div>
      <button
        type="button"
        className="jp-Button jp-mod-styled"
        title={trans.__('Run bursts of the list as one campaign, with the parameters of the form')}
        disabled={!onSeveral}
        onClick={() => onSeveral?.()}
      >
        {trans.__('Several bursts…')}
      </button>
      <button
        type="button"
        className="jp-Button jp-mod-styled jp-mod-accept"
        title={trans.__('Fill burst, dates and pairs into the form of the InSAR panel')}
        disabled={!isUsable || !onUse}
        onClick={() => isUsable && onUse?.(formValues(series, choice))}
      >
        {trans.__('Use in the form')}
      </button>
    </div>
  );
}

function chosenText(
  series: BurstSeries,
  choice: DatesAndPairs | null,
  trans: TranslationBundle
): string {
  const { burstId, subSwath, direction, relativeOrbit } = series;
  const way = direction === 'ascending' ? trans.__('ascending') : trans.__('descending');
  const dates = (choice ?? series).dates.length;
  const counts = [
    trans._n('%1 date', '%1 dates', dates),
    ...(choice ? [trans._n('%1 pair', '%1 pairs', choice.pairs.length)] : [])
  ];
  return trans.__(
    'Burst %1, %2, %3, track %4: %5',
    String(burstId),
    subSwath,
    way,
    String(relativeOrbit),
    counts.join(', ')
  );
}
