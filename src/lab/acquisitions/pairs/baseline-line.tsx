import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { PairsModel } from './pairs-model';

/** How far the baselines are, why some are not known, and *Retry*. */
export function BaselineLine(props: {
  readonly model: PairsModel;
  readonly trans: TranslationBundle;
}): React.JSX.Element | null {
  const { model, trans } = props;
  const { baselines, network, selection } = model;
  const unknown = (network?.dates ?? []).filter(
    ({ perpendicularBaselineM }) => perpendicularBaselineM === null
  );
  if (!network || unknown.length === 0) {
    return null;
  }
  if (baselines.status === 'busy') {
    return (
      <div className="jp-Insar-hint" role="status">
        {trans.__('Working out the baselines…')}
      </div>
    );
  }
  const reasons = unknown.flatMap(({ date }) => baselines.byDate.get(date)?.problem || []);
  // Reasons that differ in their dates alone are one.
  const kinds = new Set(reasons.map(reason => reason.replace(/\d{4}-\d{2}-\d{2}/g, '')));
  const others = kinds.size - 1;
  const isLimited = selection?.kind === 'small-baselines' && selection.maxBaselineM !== null;
  return (
    <div className="jp-InsarPairs-baselines" role="status">
      {baselines.status === 'failed' ? (
        <span className="jp-Insar-error">{baselines.problem}</span>
      ) : (
        <span>
          {trans.__(
            'The baseline of %1 of %2 dates is not known.',
            String(unknown.length),
            String(network.dates.length)
          )}
          {reasons.length > 0 && ` ${reasons[0]}`}
          {others > 0 &&
            ` ${trans._n('%1 other reason is in the list of dates.', '%1 other reasons are in the list of dates.', others)}`}
        </span>
      )}
      <button type="button" className="jp-Insar-link" onClick={() => void model.askBaselines()}>
        {trans.__('Retry')}
      </button>
      {isLimited && (
        <div>
          {trans.__('Pairs of these dates are left out; empty the limit in metres to take them.')}
        </div>
      )}
    </div>
  );
}
