import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { Gate } from '../tests/remote/gate';
import { Jupyter } from '../tests/remote/jupyter';
import { ensureDriver, OpeneoDriver } from '../tests/remote/openeo-driver';
import { CLIENT_ID, OpenidProvider } from '../tests/remote/openid-provider';
import {
  buildBackend,
  newFolder,
  start,
  type Started,
  stopBackends
} from '../tests/running-backend';

/** Titles of the back-ends in the list. */
export const BIG = 'Big back-end';
export const HASTY = 'Hasty back-end';
export const AWAY = 'Back-end that is away';
export const DRIVER = 'openEO Python driver';

/** Why openEO's own driver is not among the back-ends, or null. */
export const noDriver = ensureDriver();

/** A JupyterLab with its own login and XSRF check, and other back-ends that it may use. */
export class RemoteWorld {
  private constructor(
    readonly home: string,
    readonly provider: OpenidProvider,
    /** Of a device code that holds for seconds. */
    readonly hasty: OpenidProvider,
    readonly remote: Started,
    readonly gate: Gate,
    readonly hastyGate: Gate,
    readonly driver: OpeneoDriver | null,
    readonly jupyter: Jupyter
  ) {}

  /** All that the remote back-end printed. */
  printed = '';

  static async start(): Promise<RemoteWorld> {
    await buildBackend();
    const home = newFolder();
    const provider = await OpenidProvider.start();
    const hasty = await OpenidProvider.start({ deviceCodeS: 6 });
    const remote = await start(['--data', newFolder(), '--sample-scene']);
    const gate = new Gate(remote.ready, provider.issuer);
    const hastyGate = new Gate(remote.ready, hasty.issuer);
    await Promise.all([gate.start(), hastyGate.start()]);
    const driver = noDriver ? null : await OpeneoDriver.start(hasty.issuer, CLIENT_ID);
    writeSettings(home, [
      { id: 'big', title: BIG, url: gate.url },
      { id: 'hasty', title: HASTY, url: hastyGate.url },
      { id: 'away', title: AWAY, url: 'http://127.0.0.1:9' },
      ...(driver ? [{ id: 'driver', title: DRIVER, url: driver.url }] : [])
    ]);
    const jupyter = await Jupyter.start(home, 'lab');
    const parts = [provider, hasty, remote, gate, hastyGate, driver, jupyter] as const;
    const world = new RemoteWorld(home, ...parts);
    for (const stream of [remote.child.stdout, remote.child.stderr]) {
      stream?.on('data', chunk => (world.printed += String(chunk)));
    }
    return world;
  }

  async stop(): Promise<void> {
    await this.jupyter.stop();
    stopBackends();
    this.driver?.stop();
    this.gate.stop();
    this.hastyGate.stop();
    await Promise.all([this.provider.stop(), this.hasty.stop()]);
  }

  /** Opens JupyterLab in a workspace of the test's own, with the panel in front. */
  async open(page: Page): Promise<Locator> {
    const { testId, retry } = test.info();
    const address = `${this.jupyter.url}/lab/workspaces/${testId}-${retry}`;
    await page.goto(`${address}?token=${this.jupyter.token}`);
    await page.waitForFunction(() => window.jupyterapp?.restored);
    // Where nothing was restored the launcher comes up later, and takes the focus from what has it.
    await page.locator('#jp-main-dock-panel > .lm-Widget').first().waitFor();
    const launcher = page.locator('.jp-Launcher');
    if ((await launcher.count()) > 0) {
      await expect(launcher).toBeFocused();
    }
    await page.evaluate(() => window.jupyterapp.commands.execute('insar:open-panel'));
    const panel = page.locator('#insar-panel');
    await expect(panel.getByLabel('Burst id')).toBeVisible({ timeout: 60_000 });
    return panel;
  }
}

/** The settings of a user who has a list of back-ends. */
function writeSettings(home: string, remotes: readonly object[]): void {
  const folder = join(home, '.jupyter', 'lab', 'user-settings', 'jupyterlab-insar');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'remotes.jupyterlab-settings'), JSON.stringify({ remotes }));
}

/** Chooses where to process, by its title. */
export async function choose(panel: Locator, title: string): Promise<void> {
  await panel.getByLabel('Processing on').selectOption({ label: title });
}

/** The login of the form's back-end. */
export const loginOf = (panel: Locator): Locator => panel.locator('.jp-Insar-form .jp-Insar-login');

/** Follows the link of a login to the provider's page, as a person does, and answers there. */
export async function answerAtProvider(
  page: Page,
  login: Locator,
  answer: 'allow' | 'refuse'
): Promise<void> {
  const opening = page.context().waitForEvent('page');
  await login.getByRole('link', { name: 'Open the login page' }).click();
  const tab = await opening;
  const end = tab.getByText(answer === 'allow' ? 'Sign-in Success' : 'interrupted');
  const abort = tab.locator('[name=abort]');
  const next = tab.locator('[type=submit]:not([name=abort])');
  const name = tab.locator('[name=login]');
  for (let step = 0; step < 8; step++) {
    await end.or(abort).or(next).first().waitFor();
    if (await end.isVisible()) {
      break;
    }
    if (answer === 'refuse' && (await abort.isVisible())) {
      await abort.click();
      continue;
    }
    if (await name.isVisible()) {
      await name.fill('somebody');
      await tab.locator('[name=password]').fill('anything');
    }
    await next.first().click();
  }
  await expect(end).toBeVisible();
  await tab.close();
}
