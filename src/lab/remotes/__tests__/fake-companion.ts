import { OpeneoError } from '../../client/errors';
import type { AskCompanion, IRemote, IRemoteSummary, LoginState } from '../answers';

export const BIG: IRemote = { id: 'big', title: 'Big', url: 'https://big.example.org' };

export const NONE: LoginState = { state: 'none' };
export const DONE: LoginState = {
  state: 'done',
  method: 'oidc',
  provider: 'campus',
  isSharedWithNotebooks: true
};
export const WAITING: LoginState = {
  state: 'waiting',
  verificationUri: 'https://campus.example.org/device',
  userCode: 'ABCD-EFGH',
  expires: '2026-01-01T00:10:00Z'
};

/** The companion by hand. */
export class FakeCompanion {
  /** Requests as "METHOD path", in their order. */
  readonly asked: string[] = [];
  /** Bodies of requests that had one. */
  readonly bodies: unknown[] = [];
  remotes: IRemote[] = [BIG];
  isFixed = false;
  login: LoginState = NONE;
  /** Every request is refused with it. */
  down: Error | null = null;
  /** `PUT remotes` is refused with it. */
  refusal: OpeneoError | null = null;
  /** Held back until it resolves, if there is one. */
  hold: Promise<void> | null = null;

  readonly ask: AskCompanion = async <T>(
    method: string,
    path: string,
    body?: unknown
  ): Promise<T> => {
    this.asked.push(`${method} ${path}`);
    if (body !== undefined) {
      this.bodies.push(body);
    }
    const answer = this._answer(method, path, body);
    await this.hold;
    if (this.down) {
      throw this.down;
    }
    return structuredClone(answer) as T;
  };

  private _answer(method: string, path: string, body: unknown): unknown {
    if (path === 'remotes') {
      if (method === 'PUT') {
        if (this.refusal) {
          throw this.refusal;
        }
        const { remotes } = body as { remotes: { url: string; id?: string; title?: string }[] };
        this.remotes = remotes.map(({ url, id, title }) => {
          const name = new URL(url).hostname;
          return { url, id: id ?? name.replaceAll('.', '-'), title: title ?? name };
        });
      }
      return { remotes: this.remotes, isFixed: this.isFixed };
    }
    return path.endsWith('/login') ? this.login : this._summary();
  }

  private _summary(): IRemoteSummary {
    return {
      ...BIG,
      backendTitle: 'The big one',
      apiUrl: `${BIG.url}/openeo/1.2`,
      apiVersion: '1.2.0',
      isProduction: true,
      processes: 3,
      methods: [],
      logins: [],
      login: this.login
    };
  }
}
