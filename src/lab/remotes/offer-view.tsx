import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IMethodOffer, IRemoteSummary } from './answers';

const MOST_NAMED = 6;

/** What the offer is measured against. */
export interface IOfferProps {
  readonly summary: IRemoteSummary;
  /** The preprocessing process that the form has. */
  readonly method: string;
  /** The preprocessing processes that the form could have. */
  readonly methods: readonly string[];
  readonly trans: TranslationBundle;
  readonly onUse: (method: string) => void;
}

/** Whether a back-end has the processes that the cells call, and what to do where it lacks some. */
export function OfferView(props: IOfferProps): React.JSX.Element {
  const { summary, method, methods, trans, onUse } = props;
  const chosen = summary.methods.find(({ id }) => id === method);
  const other = summary.methods.find(
    ({ id, isOffered }) => isOffered && id !== method && methods.includes(id)
  );
  return (
    <>
      {chosen && !chosen.isOffered && (
        <div className="jp-Insar-problem jp-mod-warn" role="status">
          {trans.__('%1 cannot run there. %2', method, missingOf(chosen, trans))}{' '}
          {!other && trans.__('Choose another back-end.')}
          {other && (
            <>
              {trans.__('It has all that %1 needs.', other.id)}{' '}
              <button type="button" className="jp-Insar-link" onClick={() => onUse(other.id)}>
                {trans.__('Use that')}
              </button>
            </>
          )}
        </div>
      )}
      <details className="jp-Insar-offer">
        <summary>
          {chosen?.isOffered
            ? trans.__('Has all that %1 needs', method)
            : trans.__('What it offers')}
        </summary>
        <ul>
          {summary.methods.map(offer => (
            <li key={offer.id} data-offered={offer.isOffered}>
              <code>{offer.id}</code>
              {': '}
              {offer.isOffered ? trans.__('offered.') : missingOf(offer, trans)}
            </li>
          ))}
        </ul>
        <div className="jp-Insar-hint">
          {trans._n('It lists %1 process.', 'It lists %1 processes.', summary.processes)}
        </div>
      </details>
    </>
  );
}

function missingOf({ missing }: IMethodOffer, trans: TranslationBundle): string {
  const named = missing.slice(0, MOST_NAMED).join(', ');
  const rest = missing.length - MOST_NAMED;
  return rest > 0
    ? trans.__('It does not list %1 and %2 more.', named, rest)
    : trans.__('It does not list %1.', named);
}
