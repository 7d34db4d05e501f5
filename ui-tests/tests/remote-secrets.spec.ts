import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { SMALL_GRAPH } from '../../tests/remote/finished-job';
import { filesBelow, placesWith, processList, type Text } from '../../tests/remote/secret-search';
import { answerAtProvider, BIG, choose, DRIVER, loginOf, noDriver, RemoteWorld } from '../remotes';

const USER = 'Alice';
const PASSWORD = 'alice123';

let world: RemoteWorld;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  world = await RemoteWorld.start();
});

test.afterAll(async () => {
  await world?.stop();
});

/** All that a page receives and sends from now on, by where it came from or went. */
class Traffic {
  readonly received: Promise<Text>[] = [];
  readonly sent: Text[] = [];

  constructor(context: BrowserContext) {
    context.on('page', page => this.listen(page));
  }

  listen(page: Page): void {
    page.on('response', response => {
      const place = `answer of ${response.url()}`;
      const headers = JSON.stringify(response.headers());
      this.received.push(
        response.text().then(
          text => [place, headers + text],
          () => [place, headers]
        )
      );
    });
    page.on('request', request => {
      const body = `${JSON.stringify(request.headers())}${request.postData() ?? ''}`;
      const [place] = request.url().split('?', 1);
      this.sent.push([`request of ${place}`, request.url() + body]);
    });
    page.on('websocket', socket => {
      socket.on('framereceived', ({ payload }) => {
        const text = typeof payload === 'string' ? payload : payload.toString('latin1');
        this.received.push(Promise.resolve([`messages of ${socket.url()}`, text]));
      });
    });
    page.on('console', message => {
      this.received.push(Promise.resolve(['console', message.text()]));
    });
  }
}

/** What the browser keeps: cookies, local and session storage, databases, and the page itself. */
async function keptByBrowser(page: Page): Promise<Text[]> {
  const state = await page.context().storageState({ indexedDB: true });
  const session = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  const inputs = page.locator('input, textarea');
  const values = await inputs.evaluateAll(all => all.map(one => (one as HTMLInputElement).value));
  return [
    ['cookies, local storage, databases', JSON.stringify(state)],
    ['session storage', session],
    ['page', await page.content()],
    ['fields', values.join('\n')]
  ];
}

test(`no token and no password is anywhere but in the client's store, from the login to the map${noDriver ? ` (without user name and password: ${noDriver})` : ''}`, async ({
  page
}) => {
  test.setTimeout(600_000);
  const store = join(world.home, '.local/share/openeo-python-client/refresh-tokens.json');
  const traffic = new Traffic(page.context());
  traffic.listen(page);
  const panel = await world.open(page);
  const login = loginOf(panel);
  const jobs = panel.locator('.jp-Insar-jobs');
  const places: Text[] = [];
  const secrets = (): string[] => [...world.provider.tokens, ...world.hasty.tokens, PASSWORD];
  const look = async (): Promise<void> => {
    places.push(...(await keptByBrowser(page)), ...processList(), ...filesBelow(world.home));
  };

  if (world.driver) {
    await test.step('logged in by user name and password', async () => {
      await choose(panel, DRIVER);
      await login.getByRole('button', { name: 'With user name and password…' }).click();
      await login.getByRole('textbox', { name: 'User name' }).fill(USER);
      await login.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await login.getByLabel('Password', { exact: true }).press('Enter');
      await expect(login).toHaveAttribute('data-insar-login', 'done', { timeout: 60_000 });
      await expect(jobs).toContainText('No jobs yet.');
      await look();
    });
  }

  await test.step('logged in by device code', async () => {
    await choose(panel, BIG);
    await expect(login).toHaveAttribute('data-insar-login', 'none', { timeout: 60_000 });
    await login.getByRole('button', { name: 'Log in', exact: true }).click();
    await answerAtProvider(page, login, 'allow');
    await expect(login).toHaveAttribute('data-insar-login', 'done', { timeout: 60_000 });
    expect(world.provider.tokens.size).toBeGreaterThanOrEqual(3);
  });

  await test.step('the cells log in without a prompt and compute there', async () => {
    await panel.getByRole('button', { name: 'Insert and run' }).click();
    const notebook = page.locator('.jp-Notebook');
    await expect(notebook).toContainText('Authenticated using refresh token.', {
      timeout: 120_000
    });
    await look();
    await expect(panel.locator('.jp-Insar-notices')).toContainText(/All cells .* ran/, {
      timeout: 300_000
    });
    await expect(notebook).not.toContainText(/Visit|user code/);
  });

  await test.step('its jobs are listed, and a result is read on the map by ranges', async () => {
    const finished = jobs.locator('.jp-Insar-job[data-status="finished"]');
    await expect(finished).toHaveCount(2, { timeout: 60_000 });
    const coherence = finished.filter({ hasNotText: 'preprocessing' });
    await coherence.locator('.jp-Insar-jobToggle').click();
    await expect(coherence.getByRole('log')).toContainText('info');
    const ranged = page.waitForResponse(
      answer =>
        answer.status() === 206 &&
        /companion\/remotes\/big\/jobs\/[^/]+\/assets\/.*\.tif(\?|$)/.test(answer.url()),
      { timeout: 120_000 }
    );
    await coherence
      .getByRole('listitem')
      .filter({ hasText: 'coh_VV' })
      .first()
      .getByRole('button', { name: /on map/i })
      .click();
    await ranged;
    const map = page.locator('.jp-InsarMap:visible');
    await map.locator('[data-insar-ready="true"]').waitFor({ timeout: 120_000 });
  });

  await test.step('a job is started, read and deleted there', async () => {
    const title = 'Made in the browser';
    await page.evaluate(createJob, { title, graph: SMALL_GRAPH });
    await jobs.getByRole('button', { name: 'Refresh the list of jobs' }).click();
    const job = jobs.locator('.jp-Insar-job').filter({ hasText: title });
    await expect(job).toHaveAttribute('data-status', 'created');
    await job.locator('.jp-Insar-jobToggle').click();
    await job.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(job).toHaveAttribute('data-status', 'finished', { timeout: 90_000 });
    await job.getByRole('button', { name: 'Delete…' }).click();
    await page.locator('.jp-Dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(job).toHaveCount(0, { timeout: 60_000 });
  });

  await test.step('all is saved, the login ends', async () => {
    await page.evaluate(() => window.jupyterapp.commands.execute('docmanager:save-all'));
    const workspaces = join(world.home, '.jupyter', 'lab', 'workspaces');
    await expect
      .poll(() => existsSync(workspaces) && filesBelow(workspaces).join().includes(world.gate.url))
      .toBe(true);
    expect(placesWith([['store', readFileSync(store, 'utf8')]], secrets())).toEqual(['store']);
    await look();
    await login.getByRole('button', { name: 'Log out' }).click();
    await expect(login).toHaveAttribute('data-insar-login', 'none', { timeout: 60_000 });
    expect(JSON.parse(readFileSync(store, 'utf8'))).toEqual({});
    await look();
  });

  // The search finds a secret where one is: the password and the tokens went where they belong.
  const sentTo = world.gate.headers.map(headers => String(headers.authorization));
  expect(placesWith([['big back-end', sentTo.join()]], secrets())).toEqual(['big back-end']);
  if (world.driver) {
    expect(new Set(placesWith(traffic.sent, [PASSWORD]))).toEqual(
      new Set([
        `request of ${world.jupyter.url}/jupyterlab-insar/backend/companion/remotes/driver/login`
      ])
    );
  }
  const files = places.map(([place]) => place);
  for (const [what, wanted] of Object.entries(MUST_SEE)) {
    expect(
      files.some(place => wanted.test(place)),
      what
    ).toBe(true);
  }
  const received = await Promise.all(traffic.received);
  expect(received.length).toBeGreaterThan(100);
  const logs: Text[] = [
    ['log of Jupyter and its back-end', world.jupyter.printed],
    ['log of the remote back-end', world.printed]
  ];
  expect(world.jupyter.printed).toContain('companion/remotes/big/login');
  const found = new Set(placesWith([...places, ...received, ...logs], secrets()));
  expect([...found]).toEqual([store]);
  expect(placesWith(traffic.sent, world.provider.tokens)).toEqual([]);
});

/** Places that the search must have seen. */
const MUST_SEE = {
  'the notebook': /\.ipynb$/,
  'a saved layout': /\.jupyterlab-workspace$/,
  'the settings': /\.jupyterlab-settings$/,
  'the list of back-ends': /remotes\.json$/,
  'a result': /coh_VV.*\.tif$/,
  'a command line': /process \d+ cmdline/
};

/** Creates a job at the back-end as the panel would ask for it: through the Jupyter server. */
async function createJob({ title, graph }: { title: string; graph: object }): Promise<void> {
  const { baseUrl } = window.jupyterapp.serviceManager.serverSettings;
  const xsrf = /_xsrf=([^;]+)/.exec(document.cookie)?.[1] ?? '';
  const answer = await fetch(
    `${baseUrl}jupyterlab-insar/backend/companion/remotes/big/openeo/jobs`,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-XSRFToken': xsrf },
      body: JSON.stringify({ title, process: { process_graph: graph } })
    }
  );
  if (!answer.ok) {
    throw new Error(`POST /jobs: HTTP ${answer.status} ${await answer.text()}`);
  }
}
