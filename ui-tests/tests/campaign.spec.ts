import { fillForAmsterdam, NO_AMSTERDAM } from '../amsterdam';
import { execute, expect, test } from '../fixtures';

test.skip(NO_AMSTERDAM !== null, NO_AMSTERDAM ?? '');

test('several bursts run as one campaign and open on one map', async ({ page }) => {
  const panel = await fillForAmsterdam(page);

  await test.step('the bursts are found and chosen', async () => {
    await execute(page, 'insar:choose-acquisitions');
    const screen = page.locator('.jp-InsarAcquisitions');
    // No network here: the catalogue's failure has its own test.
    await screen.getByRole('checkbox', { name: /Copernicus/ }).uncheck();
    await screen.getByRole('textbox', { name: 'Area' }).fill('4.8, 52.3, 5.0, 52.4');
    await screen.getByLabel('From', { exact: true }).fill('2023-03-01');
    await screen.getByLabel('To', { exact: true }).fill('2023-04-30');
    await expect(screen.getByText('65553')).toBeVisible();
    await screen.getByRole('button', { name: 'Several bursts…' }).click();
    const dialog = page.locator('.jp-Dialog');
    await expect(dialog.getByRole('checkbox', { checked: true })).toHaveCount(3);
    await dialog.getByLabel('Burst 65552, IW3').uncheck();
    await expect(dialog.getByRole('status')).toContainText('2 bursts on this Jupyter server');
    await dialog.getByLabel('Burst 65552, IW3').check();
    await dialog.getByLabel('Title').fill('Amsterdam and around');
    await dialog.getByRole('button', { name: 'Start' }).click();
  });

  const campaign = panel.locator('.jp-Insar-campaign');
  await test.step('the panel follows it to its end', async () => {
    await expect(campaign).toContainText('Amsterdam and around');
    await expect(campaign.getByText('3 / 3')).toBeVisible({ timeout: 120_000 });
    await campaign.getByRole('button', { name: /Amsterdam and around/ }).click();
    const bursts = campaign.getByRole('list', { name: 'Bursts of Amsterdam and around' });
    await expect(bursts.getByRole('listitem')).toHaveText([
      /Burst 65551, IW3\s*finished/,
      /Burst 65552, IW3\s*finished/,
      /Burst 65553, IW3\s*finished/
    ]);
  });

  await test.step('its results open on one map', async () => {
    await campaign.getByRole('button', { name: 'Open all on map' }).click();
    const map = page.locator('.jp-InsarMap:visible');
    await map.locator('[data-insar-ready="true"]').waitFor();
    for (const id of ['65551', '65552', '65553']) {
      await expect(map.getByText(new RegExp(`^${id} IW3`)).first()).toBeVisible();
    }
  });

  await campaign.getByRole('button', { name: 'Remove…' }).click();
  await page.locator('.jp-Dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(campaign).toHaveCount(0);
});
