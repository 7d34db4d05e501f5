import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { PanelSnapshot } from './model';

/** What the panel has to say, and its two buttons. They stay in sight while the fields scroll. */
export function FormFooter(props: {
  readonly snapshot: PanelSnapshot;
  readonly trans: TranslationBundle;
  readonly onInsertAndRun: () => void;
}): React.JSX.Element {
  const { snapshot, trans, onInsertAndRun } = props;
  const { notice, problems, isWriting, isRunning } = snapshot;
  const count = problems.filter(problem => problem.severity === 'error').length;
  return (
    <div className="jp-Insar-footer">
      <div className="jp-Insar-notices" role="status" aria-live="polite">
        {count > 0 && (
          <div className="jp-Insar-notice jp-mod-error">
            {trans._n('%1 field needs another value.', '%1 fields need another value.', count)}
          </div>
        )}
        {notice && (
          <div className={`jp-Insar-notice jp-mod-${notice.kind}`}>
            <span>{notice.text}</span>
            {notice.action && (
              <button type="button" className="jp-Insar-link" onClick={notice.action.run}>
                {notice.action.label}
              </button>
            )}
          </div>
        )}
      </div>
      <div className="jp-Insar-buttons">
        <button
          type="submit"
          className="jp-Button jp-mod-styled jp-mod-reject"
          title={trans.__('Write the cells into the notebook (Enter)')}
          disabled={isWriting}
        >
          {trans.__('Insert cells')}
        </button>
        <button
          type="button"
          className="jp-Button jp-mod-styled jp-mod-accept"
          title={trans.__('Write the cells into the notebook and run them (Ctrl Enter)')}
          disabled={isWriting || isRunning}
          onClick={onInsertAndRun}
        >
          {isRunning ? trans.__('Running…') : trans.__('Insert and run')}
        </button>
      </div>
    </div>
  );
}
