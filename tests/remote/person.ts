/** A person with a browser: cookies, forms and buttons, as far as a login page needs them. */
export class Person {
  private readonly cookies = new Map<string, string>();

  /** Opens the page of a device code and allows the access. */
  async approve(address: string): Promise<void> {
    let page = await this.open(address);
    for (let step = 0; step < 12 && !/Sign-in Success/i.test(page.html); step++) {
      page = await this.submit(page, { login: 'somebody', password: 'anything' });
    }
    if (!/Sign-in Success/i.test(page.html)) {
      throw new Error(`No success page at ${page.url}: ${page.html.slice(0, 2000)}`);
    }
  }

  /** Opens the page of a device code and presses the button that refuses. */
  async refuse(address: string): Promise<void> {
    let page = await this.open(address);
    for (let step = 0; step < 3 && !/name="abort"/.test(page.html); step++) {
      page = await this.submit(page, {});
    }
    if (!/name="abort"/.test(page.html)) {
      throw new Error(`No button to refuse at ${page.url}: ${page.html.slice(0, 2000)}`);
    }
    await this.submit(page, { abort: 'yes' }, ['confirm']);
  }

  private async submit(
    page: Page,
    values: Record<string, string>,
    without: readonly string[] = []
  ): Promise<Page> {
    const form = /<form[^>]*>[\s\S]*?<\/form>/i.exec(page.html)?.[0];
    if (!form) {
      throw new Error(`No form at ${page.url}: ${page.html.slice(0, 2000)}`);
    }
    const fields = new URLSearchParams();
    for (const [input] of form.matchAll(/<input[^>]*>/gi)) {
      const name = attribute(input, 'name');
      if (name && !without.includes(name)) {
        fields.set(name, attribute(input, 'value') ?? '');
      }
    }
    for (const [name, value] of Object.entries(values)) {
      if (fields.has(name) || name === 'abort') {
        fields.set(name, value);
      }
    }
    const action = attribute(/<form[^>]*>/i.exec(form)?.[0] ?? '', 'action') ?? page.url;
    return this.open(new URL(action, page.url).href, fields);
  }

  private async open(address: string, form?: URLSearchParams): Promise<Page> {
    let url = address;
    let body = form;
    for (let redirects = 0; redirects < 12; redirects++) {
      const answer = await fetch(url, {
        method: body ? 'POST' : 'GET',
        body,
        redirect: 'manual',
        headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
      });
      for (const line of answer.headers.getSetCookie()) {
        const [name, value] = line.split(';')[0].split(/=(.*)/s);
        this.cookies.set(name, value);
      }
      const location = answer.headers.get('location');
      if (location === null) {
        return { url, html: await answer.text() };
      }
      url = new URL(location, url).href;
      body = undefined;
    }
    throw new Error(`${address} redirects without end`);
  }
}

interface Page {
  readonly url: string;
  readonly html: string;
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1]?.replaceAll('&amp;', '&');
}
