import type { Ready } from '../running-backend';

/** What of the back-end process the browser sees through the Jupyter server, all of it kept. */
export class BrowserSide {
  /** Each answer as text: status, headers, body. */
  readonly seen: string[] = [];

  /**
   * @param base - Address below which the companion lies.
   * @param authorization - What the browser, or the Jupyter server in its stead, sends.
   */
  constructor(
    private readonly base: string,
    private readonly authorization: string
  ) {}

  /** Beside a back-end process without a Jupyter server. */
  static of({ url, user, password }: Ready): BrowserSide {
    return new BrowserSide(new URL(url).origin, `Basic ${btoa(`${user}:${password}`)}`);
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {}
  ): Promise<Response> {
    const answer = await fetch(`${this.base}/companion${path}`, {
      method,
      headers: {
        Authorization: this.authorization,
        'Content-Type': 'application/json',
        ...headers
      },
      body: body === undefined ? undefined : JSON.stringify(body)
    });
    const copy = answer.clone();
    const lines = [...answer.headers].map(([name, value]) => `${name}: ${value}`);
    this.seen.push([answer.status, ...lines, await copy.text()].join('\n'));
    return answer;
  }

  /** The JSON of an answer that must be a success. */
  async json<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown
  ): Promise<T> {
    const answer = await this.ask(method, path, body);
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    }
    return (await answer.json()) as T;
  }

  /** Asks for the state of a login until it is another one. */
  async loginEnds(id: string): Promise<Record<string, unknown>> {
    for (let attempt = 0; attempt < 100; attempt++) {
      const login = await this.json('GET', `/remotes/${id}/login`);
      if (login.state !== 'waiting') {
        return login;
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    throw new Error('The login still waits after 20 s');
  }
}
