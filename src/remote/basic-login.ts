import { joinUrl } from './addresses';
import { LoginNotPossibleError, RemoteAnswerError } from './errors';
import { guardedJson, type GuardOptions } from './guarded-fetch';

const ENDED = 'The login has ended. Log in again.';

/** Who is logged in with a token of `/credentials/basic`. */
export interface BasicLogin {
  readonly user: string;
  readonly token: string;
  /** Whether it came from the openEO client's configuration file, so that notebooks have it too. */
  readonly isWritten: boolean;
}

/** User name and password, as the openEO client's configuration file has them. */
export interface BasicCredentials {
  readonly user: string;
  readonly password: string;
}

/**
 * The login by user name and password at one back-end. The password is exchanged for a token and kept
 * by nobody; what a user wrote into the openEO client's own configuration file is read, never written.
 */
export class BasicSession {
  /** Why there is no login any more, if there is a reason to tell. */
  message: string | null = null;
  /** The configuration file is not tried again after a logout, or when it was wrong. */
  private ignoresFile = false;
  private current: BasicLogin | null = null;

  constructor(
    private readonly written: () => BasicCredentials | null,
    private readonly guard: GuardOptions
  ) {}

  /** Whether somebody is logged in already. */
  get isOpen(): boolean {
    return this.current !== null;
  }

  /** @throws LoginNotPossibleError when they are not right. */
  async logIn(apiUrl: string, { user, password }: BasicCredentials): Promise<void> {
    const token = await basicToken(apiUrl, user, password, this.guard);
    this.current = { user, token, isWritten: false };
    this.message = null;
    this.ignoresFile = false;
  }

  /**
   * The login there is, else the one of the configuration file.
   *
   * @param refused - A token that the back-end takes no more.
   */
  async login(apiUrl: string, refused?: string): Promise<BasicLogin | null> {
    if (this.current && this.current.token === refused) {
      this.message = this.current.isWritten ? null : ENDED;
      this.ignoresFile = !this.current.isWritten;
      this.current = null;
    }
    const credentials = this.current || this.ignoresFile ? null : this.written();
    if (credentials) {
      const { user, password } = credentials;
      try {
        const token = await basicToken(apiUrl, user, password, this.guard);
        this.current = { user, token, isWritten: true };
      } catch (error) {
        if (!(error instanceof LoginNotPossibleError)) {
          throw error;
        }
        this.ignoresFile = true;
        this.message = `The login in the openEO client's auth-config.json fails. ${error.message}`;
      }
    }
    return this.current;
  }

  forget(): void {
    this.current = null;
    this.message = null;
    this.ignoresFile = true;
  }
}

async function basicToken(
  apiUrl: string,
  user: string,
  password: string,
  guard: GuardOptions
): Promise<string> {
  const encoded = Buffer.from(`${user}:${password}`).toString('base64');
  const address = joinUrl(apiUrl, '/credentials/basic');
  const { host } = new URL(apiUrl);
  let answer: unknown;
  try {
    answer = await guardedJson(address, guard, { authorization: `Basic ${encoded}` });
  } catch (cause) {
    if (cause instanceof RemoteAnswerError && (cause.status === 401 || cause.status === 403)) {
      throw new LoginNotPossibleError(host, 'user name or password is not right', { cause });
    }
    throw cause;
  }
  const token = (answer as { access_token?: unknown } | null)?.access_token;
  if (typeof token !== 'string' || token === '') {
    throw new RemoteAnswerError(address, 'it gave no token');
  }
  return token;
}
