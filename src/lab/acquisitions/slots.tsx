import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { AcquisitionsModel } from './model';

/** The right column: the dates of the chosen burst, and their pairs. */
export function DatesAndPairsColumn(props: {
  readonly model: AcquisitionsModel;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { model, trans } = props;
  const { chosen } = model;
  if (!chosen) {
    return (
      <p className="jp-InsarAcquisitions-empty">
        {trans.__('Choose a burst on the map or in the list. Its dates are shown here.')}
      </p>
    );
  }
  return (
    <section aria-label={trans.__('Dates')}>
      <h2>{trans.__('Dates')}</h2>
      <ul>
        {chosen.dates.map(date => (
          <li key={date}>{date}</li>
        ))}
      </ul>
    </section>
  );
}
