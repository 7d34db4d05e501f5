import { Clipboard } from '@jupyterlab/apputils';
import { copyIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { LoginState } from './answers';
import type { ILoginProps } from './login-view';

/** A code that waits for the user: the page, the code, and how long it holds. */
export function DeviceCode(
  props: ILoginProps & { readonly code: Extract<LoginState, { readonly state: 'waiting' }> }
): React.JSX.Element {
  const { backend, code, trans } = props;
  const [isCopied, setCopied] = React.useState(false);
  const page = code.verificationUriComplete ?? code.verificationUri;
  return (
    <>
      <ol className="jp-Insar-loginSteps">
        <li>
          <a
            href={page}
            target="_blank"
            rel="noopener noreferrer"
            title={trans.__('Opens %1 in a new tab', code.verificationUri)}
          >
            {trans.__('Open the login page')}
          </a>{' '}
          <span className="jp-Insar-hint">{hostOf(code.verificationUri)}</span>
        </li>
        <li>
          {trans.__('Check or enter this code there, and allow the access:')}
          <span className="jp-Insar-loginCode">
            <code aria-label={trans.__('Login code %1', code.userCode)}>{code.userCode}</code>
            <button
              type="button"
              className="jp-Button jp-mod-minimal jp-Insar-iconButton"
              title={trans.__('Copy the code')}
              aria-label={trans.__('Copy the code')}
              onClick={() => {
                Clipboard.copyToSystem(code.userCode);
                setCopied(true);
              }}
            >
              <copyIcon.react tag="span" />
            </button>
            <span className="jp-Insar-hint" role="status">
              {isCopied ? trans.__('Copied') : ''}
            </span>
          </span>
        </li>
      </ol>
      <div className="jp-Insar-loginEnd">
        <TimeLeft {...props} expires={code.expires} />
        <button
          type="button"
          className="jp-Button jp-mod-styled jp-mod-reject"
          disabled={backend.isBusy}
          onClick={() => void backend.logOut()}
        >
          {trans.__('Cancel')}
        </button>
      </div>
    </>
  );
}

/** How long the code holds. It asks how the login ended when the time is over. */
function TimeLeft(props: ILoginProps & { readonly expires: string }): React.JSX.Element {
  const { backend, expires, trans } = props;
  const [nowMs, setNowMs] = React.useState(() => Date.now());
  const leftS = Math.max(0, Math.ceil((Date.parse(expires) - nowMs) / 1000));
  React.useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const isOver = leftS === 0;
  React.useEffect(() => {
    if (isOver) {
      backend.refresh();
    }
  }, [backend, isOver]);
  const text = `${Math.floor(leftS / 60)}:${String(leftS % 60).padStart(2, '0')}`;
  return (
    <span className="jp-Insar-hint" role="timer">
      {isOver ? trans.__('The time is over.') : trans.__('The code holds for %1 min.', text)}
    </span>
  );
}

function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    return address;
  }
}
