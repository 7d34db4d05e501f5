import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { useSignal } from '../use-signal';
import { DatesSection } from './dates/dates-section';
import type { PairsModel } from './pairs/pairs-model';
import { PairsSection } from './pairs/pairs-section';

/** The right column: the dates of the chosen burst, and their pairs. */
export function DatesAndPairsColumn(props: {
  readonly model: PairsModel;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { model, trans } = props;
  useSignal(model.changed);
  const { series } = model;
  if (!series) {
    return (
      <p className="jp-InsarAcquisitions-empty">
        {trans.__('Choose a burst on the map or in the list. Its dates are shown here.')}
      </p>
    );
  }
  // What was typed or opened belongs to one burst.
  return (
    <React.Fragment key={series.key}>
      <DatesSection model={model} trans={trans} />
      <PairsSection model={model} trans={trans} />
    </React.Fragment>
  );
}
