import type { TranslationBundle } from '@jupyterlab/translation';
import { copyIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { IJobRow } from '../tokens';
import type { JobActions } from './actions';
import { isActive, isEnded } from './record';
import type { ILogEntry } from './source';

/** How close to its end, in pixels, the log counts as followed. */
const END_PX = 8;

/** What the log of a job needs. */
export interface IJobLogProps {
  readonly entries: readonly ILogEntry[];
  readonly job: IJobRow;
  readonly actions: JobActions;
  readonly trans: TranslationBundle;
}

/** The log of a job. It follows the newest entry until the user scrolls back. */
export function JobLog({ entries, job, actions, trans }: IJobLogProps): React.JSX.Element {
  const [isFollowed, setFollowed] = React.useState(true);
  const node = React.useRef<HTMLDivElement>(null);
  React.useLayoutEffect(() => {
    if (isFollowed && node.current) {
      node.current.scrollTop = node.current.scrollHeight;
    }
  }, [isFollowed, entries]);
  const onScroll = (event: React.UIEvent<HTMLDivElement>): void => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    setFollowed(scrollTop + clientHeight >= scrollHeight - END_PX);
  };
  const copyLabel = trans.__('Copy log');
  return (
    <div className="jp-Insar-jobLog">
      <div className="jp-Insar-jobLogHead">
        <span className="jp-Insar-jobLogTitle">{trans.__('Log')}</span>
        {isActive(job.status) && (
          <label className="jp-Insar-jobFollow">
            <input
              type="checkbox"
              checked={isFollowed}
              onChange={event => setFollowed(event.target.checked)}
            />
            {trans.__('Follow')}
          </label>
        )}
        <button
          type="button"
          className="jp-Button jp-mod-minimal jp-Insar-iconButton"
          title={copyLabel}
          aria-label={copyLabel}
          disabled={entries.length === 0}
          onClick={() => actions.copyLog(entries)}
        >
          <copyIcon.react tag="span" />
        </button>
      </div>
      <div
        ref={node}
        className="jp-Insar-jobLogEntries"
        role="log"
        aria-label={trans.__('Log of %1', job.title)}
        tabIndex={0}
        onScroll={onScroll}
      >
        {entries.length === 0 && (
          <p className="jp-Insar-hint">
            {isEnded(job.status) ? trans.__('No entries.') : trans.__('No entries yet.')}
          </p>
        )}
        {entries.map(entry => (
          <LogLine key={entry.id} entry={entry} />
        ))}
      </div>
    </div>
  );
}

function LogLine({ entry }: { readonly entry: ILogEntry }): React.JSX.Element {
  const { level, message, timeMs } = entry;
  return (
    <p className="jp-Insar-logLine" data-level={level}>
      {timeMs !== null && (
        <time dateTime={new Date(timeMs).toISOString()}>
          {new Date(timeMs).toLocaleTimeString()}
        </time>
      )}{' '}
      <span className="jp-Insar-logLevel">{level}</span> {message}
    </p>
  );
}
