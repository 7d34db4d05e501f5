import type { TranslationBundle } from '@jupyterlab/translation';
import { HTMLSelect, ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';

import { jobsIcon } from '../icons';
import type { RemoteBackend } from '../remotes';
import { LoginView, RemoteLine, useWatched } from '../remotes';
import { useSignal } from '../use-signal';
import type { JobsBoard } from './board';
import { JobsView } from './jobs-view';

const OWN = 'own';

interface IBoardProps {
  readonly board: JobsBoard;
  readonly trans: TranslationBundle;
}

/** The jobs of a back-end that the user chooses, as a widget. */
export function createBoardView(props: IBoardProps): ReactWidget {
  const widget = ReactWidget.create(<BoardView {...props} />);
  widget.addClass('jp-Insar-jobsView');
  return widget;
}

function BoardView(props: IBoardProps): React.JSX.Element {
  const { board, trans } = props;
  useSignal(board.changed);
  const { remote, shown } = board;
  return (
    <>
      <WhoseJobs {...props} />
      {remote && <RemoteHead key={`head ${remote.remote.id}`} {...props} remote={remote} />}
      {shown && (
        <JobsView
          key={remote?.remote.id ?? OWN}
          model={shown.model}
          source={shown.source}
          actions={shown.actions}
          selection={shown.selection}
          trans={trans}
        />
      )}
    </>
  );
}

/** Chooses the back-end whose jobs are shown; not there while there is no other one. */
function WhoseJobs({ board, trans }: IBoardProps): React.JSX.Element | null {
  const id = React.useId();
  const { remote, remotes } = board;
  if (!remotes || remotes.backends.length === 0) {
    return null;
  }
  return (
    <div className="jp-Insar-whoseJobs">
      <label htmlFor={id}>{trans.__('Jobs on')}</label>
      <HTMLSelect
        id={id}
        className="jp-Insar-select"
        iconProps={{ right: '2px', top: '2px' }}
        value={remote ? `listed ${remote.remote.id}` : OWN}
        options={[
          { value: OWN, label: trans.__('This Jupyter server') },
          ...remotes.backends.map(item => ({
            value: `listed ${item.remote.id}`,
            label: item.remote.title
          }))
        ]}
        onChange={event => {
          const wanted = event.target.value;
          board.choose(wanted === OWN ? null : wanted.slice('listed '.length));
        }}
      />
    </div>
  );
}

/** What stands above the jobs of another back-end: that it is down, or that a login is needed. */
function RemoteHead(
  props: IBoardProps & { readonly remote: RemoteBackend }
): React.JSX.Element | null {
  const { board, remote, trans } = props;
  const isSeen = React.useCallback(() => board.isSeen, [board]);
  const [isHere, setHere] = React.useState(board.remotes?.chosen !== remote);
  useWatched(remote, isSeen);
  const { summary, login, problem } = remote;
  if (!summary || (problem !== null && login?.state !== 'done')) {
    return <RemoteLine backend={remote} trans={trans} />;
  }
  if (login?.state === 'done') {
    return null;
  }
  return (
    <div className="jp-Insar-jobsEmpty">
      <jobsIcon.react tag="span" className="jp-Insar-jobsEmptyIcon" />
      <p>{trans.__('Log in to see your jobs on %1.', remote.remote.title)}</p>
      {isHere ? (
        <LoginView backend={remote} trans={trans} />
      ) : (
        <button
          type="button"
          className="jp-Button jp-mod-styled"
          onClick={() => setHere(!focusFormLogin())}
        >
          {trans.__('Go to the login')}
        </button>
      )}
    </div>
  );
}

/** Moves to the login that the form shows; whether it can be seen there. */
function focusFormLogin(): boolean {
  const box = document.querySelector<HTMLElement>('.jp-Insar-form .jp-Insar-login');
  if (!box?.offsetParent) {
    return false;
  }
  box.scrollIntoView({ block: 'center' });
  box.querySelector<HTMLElement>('a, button')?.focus();
  return true;
}
