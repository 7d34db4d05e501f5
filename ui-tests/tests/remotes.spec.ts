import type { Locator } from '@playwright/test';
import { expect, test } from '@playwright/test';
import {
  answerAtProvider,
  AWAY,
  BIG,
  choose,
  DRIVER,
  HASTY,
  loginOf,
  noDriver,
  RemoteWorld
} from '../remotes';

/**
 * Other back-ends in the panel: our own behind a real OpenID Connect provider, and openEO's Python
 * driver. JupyterLab runs with its own login and XSRF check.
 */
test.describe.configure({ timeout: 420_000 });

let world: RemoteWorld;

test.beforeAll(async () => {
  world = await RemoteWorld.start();
});

test.afterAll(async () => {
  await world?.stop();
});

const jobsOf = (panel: Locator): Locator => panel.locator('.jp-Insar-jobs');
const state = (login: Locator, wanted: string): Promise<void> =>
  expect(login).toHaveAttribute('data-insar-login', wanted, { timeout: 60_000 });

test('a back-end says what it offers, and logs in, out and in again by device code', async ({
  page
}) => {
  const panel = await world.open(page);
  const login = loginOf(panel);
  await choose(panel, BIG);
  const remote = panel.locator('.jp-Insar-remote');
  await expect(remote).toContainText('openEO 1.2.0');
  await expect(remote).toContainText('Has all that insar_preprocessing needs');
  await state(login, 'none');
  await expect(login).toContainText('Not logged in.');
  // The list of jobs follows, and offers the login.
  await expect(jobsOf(panel)).toContainText(`Log in to see your jobs on ${BIG}.`);
  await jobsOf(panel).getByRole('button', { name: 'Go to the login' }).click();
  await expect(login.getByRole('button', { name: 'Log in', exact: true })).toBeFocused();

  await test.step('the code is shown with its page and its time, and can be given up', async () => {
    await page.keyboard.press('Enter');
    await state(login, 'waiting');
    await expect(login.locator('code')).toHaveText(/^\w{4}-\w{4}$/);
    await expect(login.getByRole('timer')).toContainText(/holds for 9:\d\d min/);
    const link = login.getByRole('link', { name: 'Open the login page' });
    await expect(link).toHaveAttribute('target', '_blank');
    await expect(link).toHaveAttribute('rel', /noopener/);
    const code = await login.locator('code').innerText();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await login.getByRole('button', { name: 'Copy the code' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
    await login.getByRole('button', { name: 'Cancel' }).click();
    await state(login, 'none');
  });

  await test.step('a refusal is told with what to do next', async () => {
    await login.getByRole('button', { name: 'Log in', exact: true }).click();
    await state(login, 'waiting');
    await answerAtProvider(page, login, 'refuse');
    await state(login, 'refused');
    await expect(login).toContainText('Log in again and allow the access there.');
  });

  await test.step('a confirmed code opens the jobs', async () => {
    await login.getByRole('button', { name: 'Log in', exact: true }).click();
    await state(login, 'waiting');
    await answerAtProvider(page, login, 'allow');
    await state(login, 'done');
    await expect(login).toContainText('Logged in by Campus login. Notebooks use the same login.');
    await expect(jobsOf(panel)).toContainText('No jobs yet.');
  });

  await test.step('a login is still there after a reload, and forgotten when logged out', async () => {
    await world.open(page);
    await expect(panel.getByLabel('Processing on')).toHaveValue('listed big');
    await state(login, 'done');
    await login.getByRole('button', { name: 'Log out' }).click();
    await state(login, 'none');
    await expect(jobsOf(panel)).toContainText('Log in to see your jobs');
  });
});

test('a code that is not confirmed expires, and a back-end that is away disturbs no other', async ({
  page
}) => {
  const panel = await world.open(page);
  const login = loginOf(panel);
  await choose(panel, AWAY);
  const remote = panel.locator('.jp-Insar-remote');
  await expect(remote.locator('[data-insar-backend=down]')).toContainText('does not answer', {
    timeout: 60_000
  });
  await expect(remote.getByRole('button', { name: 'Retry' })).toBeVisible();
  await expect(jobsOf(panel)).toContainText('does not answer');
  await choose(panel, HASTY);
  await state(login, 'none');
  await login.getByRole('button', { name: 'Log in', exact: true }).click();
  await state(login, 'waiting');
  await state(login, 'expired');
  await expect(login).toContainText('not confirmed in time. Log in again for a new one.');
  await login.getByRole('button', { name: 'Log in', exact: true }).click();
  await state(login, 'waiting');
  await choose(panel, 'This Jupyter server');
  await expect(panel.locator('[data-insar-backend=running]')).toBeVisible();
  await expect(jobsOf(panel)).toContainText('No jobs yet.');
});

test('an address that is not in the list fills the form, and can be added', async ({ page }) => {
  const panel = await world.open(page);
  const address = 'https://elsewhere.example.org/openeo/1.2';
  await page.evaluate(
    url =>
      window.jupyterapp.commands.execute('insar:insert-cells', {
        parameters: { backendUrl: url }
      }),
    address
  );
  const chosen = panel.getByLabel('Processing on');
  await expect(chosen.locator('option:checked')).toHaveText(address);
  await expect(panel.locator('.jp-Insar-form')).toContainText('not in the list of back-ends');
  await expect(page.locator('.jp-Notebook')).toContainText(`backend_url = "${address}"`);
  await expect(page.locator('.jp-Notebook')).toContainText('connection.authenticate_oidc()');
  await panel.getByRole('button', { name: 'Add it to the list' }).click();
  await expect(chosen.locator('option:checked')).toHaveText('elsewhere.example.org');
  await panel.getByRole('button', { name: 'Edit the list…' }).click();
  await expect(page.locator('.jp-SettingsForm, .jp-SettingsPanel').first()).toContainText(
    'openEO back-ends'
  );
  await expect(page.locator('.jp-SettingsPanel input[value="' + address + '"]')).toHaveCount(1);
});

test(`user name and password${noDriver ? ` (${noDriver})` : ''}`, async ({ page }) => {
  test.skip(noDriver !== null, noDriver ?? '');
  const panel = await world.open(page);
  const login = loginOf(panel);
  await choose(panel, DRIVER);
  await state(login, 'none');
  const remote = panel.locator('.jp-Insar-remote');
  await expect(remote).toContainText('insar_preprocessing cannot run there.');
  await expect(remote).toContainText('Choose another back-end.');
  await login.getByRole('button', { name: 'With user name and password…' }).click();
  const password = login.getByLabel('Password', { exact: true });
  await login.getByRole('textbox', { name: 'User name' }).fill('Alice');
  await password.fill('not hers');
  await password.press('Enter');
  await expect(login.getByRole('alert')).toContainText('user name or password is not right');
  await expect(password).toHaveValue('');
  await password.fill('alice123');
  await login.getByRole('button', { name: 'Log in', exact: true }).last().click();
  await state(login, 'done');
  await expect(login).toContainText('Logged in as Alice.');
  await expect(login).toContainText('openeo-auth add-basic');
  // Enter in the form of the login wrote no cells; those that are written log in as the panel did.
  await expect(page.locator('.jp-NotebookPanel')).toHaveCount(0);
  await panel.getByRole('button', { name: 'Insert cells' }).click();
  await expect(page.locator('.jp-Notebook')).toContainText('connection.authenticate_basic()');
  await login.getByRole('button', { name: 'Log out' }).click();
  await state(login, 'none');
});
