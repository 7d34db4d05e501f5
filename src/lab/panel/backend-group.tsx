import type { TranslationBundle } from '@jupyterlab/translation';
import { HTMLSelect } from '@jupyterlab/ui-components';
import * as React from 'react';

import { PREPROCESSINGS } from '../../workflow';
import type { BackendLogin, ParameterProblem, Preprocessing } from '../../workflow';
import type { RemoteBackend, RemotesModel } from '../remotes';
import { RemoteView } from '../remotes';
import { useSignal } from '../use-signal';
import { BackendLine } from './backend-line';
import type { BackendState } from './backend-state';
import type { FormDraft } from './draft';
import { controlId, Problems, SELECT_ICON } from './fields';
import { Group } from './group';

/** Other back-ends, and whether the form can be seen. */
export interface IOtherBackends {
  readonly model: RemotesModel;
  readonly isVisible: () => boolean;
}

/** What the group shows and calls. */
export interface IBackendGroupProps {
  readonly draft: FormDraft;
  readonly problems: readonly ParameterProblem[];
  /** State of the embedded back-end; null where it cannot be asked. */
  readonly backend: BackendState | null;
  /** Null where other back-ends cannot be asked. */
  readonly others: IOtherBackends | null;
  readonly trans: TranslationBundle;
  readonly set: (change: Partial<FormDraft>) => void;
}

const EMBEDDED = 'embedded';
const UNLISTED = 'unlisted';

/** Where the cells run: this Jupyter server, or a back-end of the list, with the login there. */
export function BackendGroup(props: IBackendGroupProps): React.JSX.Element {
  const { draft, problems, backend, others, trans, set } = props;
  const id = controlId('backendUrl');
  const own = problems.filter(({ field }) => field === 'backendUrl');
  const isElsewhere = draft.backend === 'address';
  const chosen = useChosen(others?.model ?? null, isElsewhere ? draft.backendUrl : null);
  const listed = others?.model.backends ?? [];
  const options = [
    { value: EMBEDDED, label: trans.__('This Jupyter server') },
    ...listed.map(({ remote }) => ({ value: `listed ${remote.id}`, label: remote.title })),
    ...(isElsewhere && !chosen
      ? [{ value: UNLISTED, label: draft.backendUrl || trans.__('Choose one…') }]
      : [])
  ];
  const value = !isElsewhere ? EMBEDDED : chosen ? `listed ${chosen.remote.id}` : UNLISTED;
  const choose = (wanted: string): void => {
    const remote = listed.find(item => `listed ${item.remote.id}` === wanted)?.remote;
    if (remote) {
      set({ backend: 'address', backendUrl: remote.url, backendLogin: 'oidc' });
    } else if (wanted === EMBEDDED) {
      set({ backend: 'embedded' });
    }
  };
  return (
    <Group name={trans.__('Back-end')}>
      <div className="jp-Insar-field jp-mod-wide">
        <span className="jp-Insar-backendHead">
          <label className="jp-Insar-label" htmlFor={id}>
            {trans.__('Processing on')}
          </label>
          {others?.model.canEdit && (
            <button
              type="button"
              className="jp-Insar-link"
              title={trans.__('Opens the settings with the list of back-ends')}
              onClick={() => others.model.edit()}
            >
              {trans.__('Edit the list…')}
            </button>
          )}
        </span>
        <HTMLSelect
          id={id}
          className="jp-Insar-select"
          iconProps={SELECT_ICON}
          value={value}
          options={options}
          aria-invalid={own.length > 0 || undefined}
          aria-describedby={own.length > 0 ? `${id}-problem` : undefined}
          onChange={event => choose(event.target.value)}
        />
        <Problems id={`${id}-problem`} problems={own} />
        {others && <ListNotes model={others.model} trans={trans} />}
        {!isElsewhere && backend && <BackendLine state={backend} trans={trans} />}
        {isElsewhere && !chosen && others?.model.isReady && <Unlisted {...props} />}
        {isElsewhere && chosen && others && (
          <Listed key={chosen.remote.id} {...props} remote={chosen} isVisible={others.isVisible} />
        )}
      </div>
    </Group>
  );
}

/** Tells the model which back-end the form shows; the one of the list with this address. */
function useChosen(model: RemotesModel | null, url: string | null): RemoteBackend | null {
  const [, setCount] = React.useState(0);
  React.useEffect(() => {
    const onChange = (): void => setCount(count => count + 1);
    model?.changed.connect(onChange);
    onChange();
    return () => {
      model?.changed.disconnect(onChange);
    };
  }, [model]);
  React.useEffect(() => model?.choose(url), [model, url]);
  return url === null ? null : (model?.ofUrl(url) ?? null);
}

function ListNotes(props: {
  readonly model: RemotesModel;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { model, trans } = props;
  return (
    <>
      {model.problem !== null && (
        <div className="jp-Insar-problem jp-mod-warn" role="status">
          {trans.__('The list of back-ends: %1', model.problem)}{' '}
          <button type="button" className="jp-Insar-link" onClick={() => model.refresh()}>
            {trans.__('Retry')}
          </button>
        </div>
      )}
      {model.isFixed && (
        <div className="jp-Insar-hint">
          {trans.__('The administrator of this server has set the list of other back-ends.')}
        </div>
      )}
    </>
  );
}

/** An address that a notebook brought along. */
function Unlisted({ draft, others, trans }: IBackendGroupProps): React.JSX.Element {
  return (
    <div className="jp-Insar-hint">
      {trans.__(
        'It is not in the list of back-ends: a cell logs in there; its jobs are not shown.'
      )}
      {others?.model.canEdit && draft.backendUrl.trim() !== '' && (
        <button
          type="button"
          className="jp-Insar-link"
          onClick={() => void others.model.add(draft.backendUrl)}
        >
          {trans.__('Add it to the list')}
        </button>
      )}
    </div>
  );
}

/** A back-end of the list. The connect cell logs in as the panel did, or as is possible there. */
function Listed(
  props: IBackendGroupProps & {
    readonly remote: RemoteBackend;
    readonly isVisible: () => boolean;
  }
): React.JSX.Element {
  const { draft, remote, isVisible, trans, set } = props;
  useSignal(remote.changed);
  const login = loginOfCells(remote) ?? draft.backendLogin;
  React.useEffect(() => {
    if (login !== draft.backendLogin) {
      set({ backendLogin: login });
    }
  });
  return (
    <RemoteView
      backend={remote}
      isVisible={isVisible}
      method={draft.preprocessing}
      methods={PREPROCESSINGS}
      trans={trans}
      onUse={method => set({ preprocessing: method as Preprocessing })}
    />
  );
}

/** How cells are to log in, where the back-end or the panel's login leaves no choice. */
function loginOfCells({ login, summary }: RemoteBackend): BackendLogin | null {
  if (login?.state === 'done') {
    return login.method;
  }
  const methods = new Set(summary?.logins.map(({ method }) => method));
  return methods.size === 1 ? [...methods][0] : null;
}
