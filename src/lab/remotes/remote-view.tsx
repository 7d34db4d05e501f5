import * as React from 'react';

import '../../../style/remotes.css';
import { useSignal } from '../use-signal';
import type { ILoginProps } from './login-view';
import { LoginView } from './login-view';
import type { IOfferProps } from './offer-view';
import { OfferView } from './offer-view';

/** Asks about the back-end for as long as the component is there. */
export function useWatched(
  backend: ILoginProps['backend'],
  isVisible: () => boolean = () => true
): void {
  useSignal(backend.changed);
  React.useEffect(() => {
    const watching = backend.watch(isVisible);
    return () => watching.dispose();
  }, [backend, isVisible]);
}

/** A back-end in words: what it is, what it offers for the form's method, and the login there. */
export function RemoteView(
  props: ILoginProps & Omit<IOfferProps, 'summary'> & { readonly isVisible: () => boolean }
): React.JSX.Element {
  const { backend, trans } = props;
  useWatched(backend, props.isVisible);
  const { summary, problem } = backend;
  return (
    <div className="jp-Insar-remote" data-insar-remote={backend.remote.id}>
      <RemoteLine {...props} />
      {summary && problem === null && <OfferView {...props} summary={summary} />}
      {summary && <LoginView backend={backend} trans={trans} />}
    </div>
  );
}

/** Whether the back-end answers: a dot, words and, when it does not, why and *Retry*. */
export function RemoteLine({ backend, trans }: ILoginProps): React.JSX.Element {
  const { summary, problem, remote } = backend;
  const kind = problem !== null ? 'down' : summary ? 'running' : 'asking';
  return (
    <div className="jp-Insar-backend" data-insar-backend={kind}>
      <span className={`jp-Insar-dot jp-mod-${kind}`} aria-hidden="true" />
      <span role="status">
        {kind === 'asking' && trans.__('Asking %1…', remote.url)}
        {kind === 'down' && problem}
        {kind === 'running' && summary && (
          <span title={summary.apiUrl}>
            {trans.__('%1, openEO %2', summary.backendTitle, summary.apiVersion)}
            {!summary.isProduction && ` ${trans.__('(not for production)')}`}
          </span>
        )}
      </span>
      {kind === 'down' && (
        <button type="button" className="jp-Insar-link" onClick={() => backend.refresh()}>
          {trans.__('Retry')}
        </button>
      )}
    </div>
  );
}
