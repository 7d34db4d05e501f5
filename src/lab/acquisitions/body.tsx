import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { InsarParameters } from '../../workflow';
import { useSignal } from '../use-signal';
import { SearchSection } from './area/search-section';
import { SourceLines } from './area/source-lines';
import { ChoiceFooter } from './choice-footer';
import { BurstList } from './footprints/burst-list';
import { FootprintSection } from './footprints/footprint-section';
import type { AcquisitionsModel } from './model';
import type { PairsModel } from './pairs/pairs-model';
import { DatesAndPairsColumn } from './slots';

/** The whole screen: area, map and bursts; dates and pairs; what is chosen. */
export function AcquisitionsBody(props: {
  readonly model: AcquisitionsModel;
  readonly pairs: PairsModel;
  readonly trans: TranslationBundle;
  /** Fills the form; null where there is none. */
  readonly onUse: ((values: Partial<InsarParameters>) => void) | null;
  /** Runs several of the bursts; null where that cannot be. */
  readonly onSeveral: (() => void) | null;
}): React.JSX.Element {
  const { model, pairs, trans, onUse, onSeveral } = props;
  useSignal(model.changed);
  useSignal(pairs.changed);
  return (
    <>
      <div className="jp-InsarAcquisitions-columns">
        <div className="jp-InsarAcquisitions-where">
          <SearchSection model={model} trans={trans} />
          <SourceLines model={model} trans={trans} />
          <FootprintSection model={model} trans={trans} />
          <BurstList model={model} trans={trans} />
        </div>
        <div className="jp-InsarAcquisitions-when">
          <DatesAndPairsColumn model={pairs} trans={trans} />
        </div>
      </div>
      <ChoiceFooter
        series={model.chosen}
        choice={pairs.series && pairs}
        trans={trans}
        onUse={onUse}
        onSeveral={model.snapshot.series.length > 0 ? onSeveral : null}
      />
    </>
  );
}
