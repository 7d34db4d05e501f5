import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { BackendState } from './backend-state';

/** Whether the embedded back-end runs: a dot, a word and, when it does not, why and *Retry*. */
export function BackendLine(props: {
  readonly state: BackendState;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { state, trans } = props;
  const subscribe = React.useCallback(
    (onChange: () => void) => {
      const slot = (): void => onChange();
      state.changed.connect(slot);
      return () => {
        state.changed.disconnect(slot);
      };
    },
    [state]
  );
  const status = React.useSyncExternalStore(subscribe, () => state.status);
  const kind = !status ? 'asking' : status.running ? 'running' : 'down';
  return (
    <div className="jp-Insar-backend" data-insar-backend={kind}>
      <span className={`jp-Insar-dot jp-mod-${kind}`} aria-hidden="true" />
      <span role="status">
        {kind === 'asking' && trans.__('Asking the back-end…')}
        {kind === 'running' && trans.__('Running')}
        {kind === 'down' && trans.__('Not running. %1', status?.message ?? '')}
      </span>
      {kind === 'down' && (
        <button type="button" className="jp-Insar-link" onClick={() => state.refresh()}>
          {trans.__('Retry')}
        </button>
      )}
    </div>
  );
}
