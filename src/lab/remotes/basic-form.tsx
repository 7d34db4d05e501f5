import * as React from 'react';

import type { ILoginProps } from './login-view';

/** User name and password: sent once, then cleared, whatever came of it; kept nowhere. */
export function BasicForm({ backend, trans }: ILoginProps): React.JSX.Element {
  const user = React.useRef<HTMLInputElement>(null);
  const password = React.useRef<HTMLInputElement>(null);
  const id = React.useId();
  const [isMissing, setMissing] = React.useState(false);
  const submit = async (): Promise<void> => {
    const name = user.current?.value.trim() ?? '';
    const secret = password.current?.value ?? '';
    setMissing(name === '' || secret === '');
    if (name === '' || secret === '') {
      (name === '' ? user : password).current?.focus();
      return;
    }
    if (password.current) {
      password.current.value = '';
    }
    await backend.logInBasic(name, secret);
    // Still there where the login failed.
    password.current?.focus();
  };
  return (
    <div
      className="jp-Insar-basic"
      role="group"
      aria-label={trans.__('Login with user name and password')}
      onKeyDown={event => {
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
          // The form around it would write cells.
          event.preventDefault();
          event.stopPropagation();
          void submit();
        }
      }}
    >
      <div className="jp-Insar-field">
        <label className="jp-Insar-label" htmlFor={`${id}-user`}>
          {trans.__('User name')}
        </label>
        <input
          id={`${id}-user`}
          ref={user}
          className="jp-Insar-input jp-mod-styled"
          type="text"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      </div>
      <div className="jp-Insar-field">
        <label className="jp-Insar-label" htmlFor={`${id}-password`}>
          {trans.__('Password')}
        </label>
        <input
          id={`${id}-password`}
          ref={password}
          className="jp-Insar-input jp-mod-styled"
          type="password"
          autoComplete="off"
          aria-describedby={`${id}-hint`}
        />
      </div>
      {isMissing && (
        <div className="jp-Insar-problem jp-mod-error" role="alert">
          {trans.__('Enter a user name and a password.')}
        </div>
      )}
      <button
        type="button"
        className="jp-Button jp-mod-styled jp-mod-accept"
        disabled={backend.isBusy}
        onClick={() => void submit()}
      >
        {backend.isBusy ? trans.__('Asking…') : trans.__('Log in')}
      </button>
      <div id={`${id}-hint`} className="jp-Insar-hint">
        {trans.__('The password is sent to %1 and kept nowhere.', backend.remote.url)}
      </div>
    </div>
  );
}
