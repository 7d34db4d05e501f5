import type { TranslationBundle } from '@jupyterlab/translation';
import { HTMLSelect } from '@jupyterlab/ui-components';
import * as React from 'react';

import { useSignal } from '../use-signal';
import type { LoginState, LoginWay } from './answers';
import { BasicForm } from './basic-form';
import { DeviceCode } from './device-code';
import type { RemoteBackend } from './remote-backend';

/** What the parts of a login need. */
export interface ILoginProps {
  readonly backend: RemoteBackend;
  readonly trans: TranslationBundle;
}

type OpenidWay = Extract<LoginWay, { readonly method: 'oidc' }>;

/** The login at a back-end: its state in words, and what can be done about it. */
export function LoginView(props: ILoginProps): React.JSX.Element | null {
  const { backend, trans } = props;
  useSignal(backend.changed);
  const { login, loginProblem } = backend;
  const box = React.useRef<HTMLDivElement>(null);
  useKeptFocus(box, login?.state);
  if (!login || !backend.summary) {
    return null;
  }
  return (
    <div ref={box} className="jp-Insar-login" data-insar-login={login.state} tabIndex={-1}>
      <div role="status" className="jp-Insar-loginState">
        <LoginSentence login={login} {...props} />
      </div>
      {login.state === 'waiting' && <DeviceCode code={login} {...props} />}
      {login.state !== 'waiting' && login.state !== 'done' && <Ways {...props} />}
      {login.state === 'done' && (
        <button
          type="button"
          className="jp-Button jp-mod-styled jp-mod-reject"
          disabled={backend.isBusy}
          onClick={() => void backend.logOut()}
        >
          {trans.__('Log out')}
        </button>
      )}
      {loginProblem !== null && (
        <p className="jp-Insar-problem jp-mod-error" role="alert">
          {loginProblem}
        </p>
      )}
    </div>
  );
}

/** Where a button of the box goes away with its state, the focus stays in the box. */
function useKeptFocus(box: React.RefObject<HTMLDivElement>, state: string | undefined): void {
  const hadFocus = React.useRef(false);
  React.useEffect(() => {
    if (hadFocus.current && document.activeElement === document.body) {
      box.current?.focus();
    }
  }, [box, state]);
  React.useEffect(() => {
    const note = (): void => {
      const active = document.activeElement;
      hadFocus.current =
        active === document.body ? hadFocus.current : (box.current?.contains(active) ?? false);
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [box]);
}

function LoginSentence(props: ILoginProps & { readonly login: LoginState }): React.JSX.Element {
  const { login, backend, trans } = props;
  switch (login.state) {
    case 'none':
      return <>{login.message ?? trans.__('Not logged in.')}</>;
    case 'waiting':
      return <>{trans.__('Waiting for you to confirm the login.')}</>;
    case 'done':
      return (
        <>
          <strong>{whoIs(login, backend, trans)}</strong>{' '}
          <span className="jp-Insar-hint">{sharingOf(login, backend, trans)}</span>
        </>
      );
    default:
      return <span className="jp-Insar-error">{login.message}</span>;
  }
}

type DoneLogin = Extract<LoginState, { readonly state: 'done' }>;

function whoIs(login: DoneLogin, backend: RemoteBackend, trans: TranslationBundle): string {
  if (login.user !== undefined) {
    return trans.__('Logged in as %1.', login.user);
  }
  const way = openidWays(backend).find(({ provider }) => provider === login.provider);
  return way ? trans.__('Logged in by %1.', way.title) : trans.__('Logged in.');
}

/** Whether notebooks need a login of their own. */
function sharingOf(login: DoneLogin, backend: RemoteBackend, trans: TranslationBundle): string {
  if (login.isSharedWithNotebooks) {
    return trans.__('Notebooks use the same login.');
  }
  if (login.method === 'basic') {
    return trans.__(
      'Notebooks cannot use it. Give them one once, in a terminal: openeo-auth add-basic %1',
      backend.remote.url
    );
  }
  return trans.__('Notebooks ask for a login of their own. %1', login.message ?? '');
}

function openidWays({ summary }: RemoteBackend): OpenidWay[] {
  return (summary?.logins ?? []).filter((way): way is OpenidWay => way.method === 'oidc');
}

/** The ways in: device code where that is possible, else or also user name and password. */
function Ways(props: ILoginProps): React.JSX.Element {
  const { backend, trans } = props;
  const all = openidWays(backend);
  const openid = all.filter(way => way.isPossible);
  const offersBasic = (backend.summary?.logins ?? []).some(way => way.method === 'basic');
  const [isBasicOpen, setBasicOpen] = React.useState(false);
  const isBasicShown = offersBasic && (openid.length === 0 || isBasicOpen);
  return (
    <>
      {openid.length > 0 && <OpenidButton {...props} ways={openid} />}
      {isBasicShown && <BasicForm {...props} />}
      {offersBasic && openid.length > 0 && (
        <button
          type="button"
          className="jp-Insar-link jp-Insar-loginOther"
          aria-expanded={isBasicOpen}
          onClick={() => setBasicOpen(!isBasicOpen)}
        >
          {isBasicOpen ? trans.__('Hide the fields') : trans.__('With user name and password…')}
        </button>
      )}
      {openid.length === 0 && !offersBasic && (
        <p className="jp-Insar-hint">
          {all.length > 0
            ? trans.__(
                'It offers no login by device code. Log in from a notebook with authenticate_oidc(); the panel then uses that login.'
              )
            : trans.__('It offers no login.')}
        </p>
      )}
    </>
  );
}

/** Starts a device code, at one of several providers where there are more. */
function OpenidButton(
  props: ILoginProps & { readonly ways: readonly OpenidWay[] }
): React.JSX.Element {
  const { backend, trans, ways } = props;
  const preferred = ways.find(way => way.isPreferred) ?? ways[0];
  const [provider, setProvider] = React.useState(preferred.provider);
  const chosen = ways.find(way => way.provider === provider) ?? preferred;
  return (
    <div className="jp-Insar-loginWay">
      {ways.length > 1 && (
        <HTMLSelect
          className="jp-Insar-select"
          aria-label={trans.__('Login provider')}
          value={chosen.provider}
          options={ways.map(way => ({ value: way.provider, label: way.title }))}
          onChange={event => setProvider(event.target.value)}
        />
      )}
      <button
        type="button"
        className="jp-Button jp-mod-styled jp-mod-accept"
        title={trans.__('Log in by %1, at %2', chosen.title, chosen.issuer)}
        disabled={backend.isBusy}
        onClick={() => void backend.logIn(chosen.provider)}
      >
        {backend.isBusy ? trans.__('Asking…') : trans.__('Log in')}
      </button>
    </div>
  );
}
