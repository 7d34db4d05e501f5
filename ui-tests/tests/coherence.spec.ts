import { AMSTERDAM_TITLE, fillForAmsterdam, NO_AMSTERDAM } from '../amsterdam';
import { expect, test } from '../fixtures';
import { keepImage } from '../keep-image';

test.skip(NO_AMSTERDAM !== null, NO_AMSTERDAM ?? '');

test('a real pair goes from the panel to a coherence map beside the notebook', async ({ page }) => {
  const panel = await fillForAmsterdam(page);
  await panel.getByRole('button', { name: 'Insert and run' }).click();

  await test.step('both jobs finish and every cell ran', async () => {
    const finished = panel.locator('.jp-Insar-job[data-status="finished"]').filter({
      hasText: AMSTERDAM_TITLE
    });
    await expect(finished).toHaveCount(2, { timeout: 150_000 });
    await expect(panel.locator('.jp-Insar-notices')).toContainText('All cells', {
      timeout: 60_000
    });
    await expect(page.locator('.jp-OutputArea-output img').last()).toBeAttached();
  });

  await test.step('the result opens beside the notebook', async () => {
    const coherence = panel
      .locator('.jp-Insar-job')
      .filter({ hasText: AMSTERDAM_TITLE })
      .filter({ hasNotText: 'preprocessing' });
    await coherence.getByRole('button', { name: /Open on map/i }).click();
    const map = page.locator('.jp-InsarMap:visible');
    await map.locator('[data-insar-ready="true"]').waitFor();
    const mapBox = (await map.boundingBox())!;
    const notebookBox = (await page.locator('.jp-NotebookPanel:visible').boundingBox())!;
    expect(mapBox.x).toBeGreaterThanOrEqual(notebookBox.x + notebookBox.width);
    expect(Math.min(mapBox.width, notebookBox.width)).toBeGreaterThanOrEqual(500);
  });

  await test.step('hover shows a coherence, in its place on the Earth', async () => {
    const map = page.locator('.jp-InsarMap:visible');
    const box = (await map.locator('canvas').first().boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const readout = map.locator('.jp-InsarMap-readout');
    await expect(readout).toHaveAttribute('data-value', /^0\.\d+/);
    const value = Number(await readout.getAttribute('data-value'));
    expect(value).toBeGreaterThan(0);
    expect(value).toBeLessThanOrEqual(1);
    await expect(readout).toContainText(/52\.3\d+° N/);
    // The notices have been read by now; they would hide the legend in the picture.
    for (const close of await page.locator('.jp-Notification-Toast-Close').all()) {
      await close.click().catch(() => null);
    }
    await expect(page.locator('.Toastify__toast')).toHaveCount(0);
    await page.mouse.move(box.x + box.width / 2 + 2, box.y + box.height / 2);
    await keepImage(page, 'coherence-beside-the-notebook');
  });

  await test.step('the same in the dark theme', async () => {
    await page.theme.setDarkTheme();
    await expect(page.locator('.jp-InsarMap:visible')).toBeVisible();
    await keepImage(page, 'coherence-dark');
    await page.theme.setLightTheme();
  });
});
