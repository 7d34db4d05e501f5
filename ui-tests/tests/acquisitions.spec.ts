import { middleOf, openScreen } from '../acquisitions';
import { expect, reload, sharedData, test } from '../fixtures';
import { keepImage } from '../keep-image';

test.skip(
  sharedData('cdse-bursts') === null,
  'the recorded answers of the burst catalogue (../shared/data) are not beside the project'
);

const DATES = { From: '2024-01-01', To: '2025-01-31' };

test('a drawn box leads to a chosen burst, which survives a reload', async ({ page }) => {
  const screen = await openScreen(page);
  const map = screen.locator('.jp-InsarAcquisitions-map');
  const options = screen.getByRole('listbox', { name: 'Bursts by track' }).getByRole('option');
  const area = screen.getByRole('textbox', { name: 'Area' });
  const footer = screen.locator('.jp-InsarAcquisitions-footer');
  const source = (name: string) => screen.locator(`[data-source="${name}"]`);

  await test.step('what is wrong is refused beside its field', async () => {
    await screen.getByLabel('From', { exact: true }).fill(DATES.To);
    await screen.getByLabel('To', { exact: true }).fill(DATES.From);
    await expect(screen.getByRole('alert')).toContainText('lies before 2025-01-31');
    await expect(screen.getByLabel('To', { exact: true })).toHaveAttribute('aria-invalid', 'true');
    for (const [label, day] of Object.entries(DATES)) {
      await screen.getByLabel(label, { exact: true }).fill(day);
    }
    await expect(screen.getByRole('alert')).toHaveCount(0);
    await area.fill('POLYGON ((11 46, 12 47, 12 46, 11 47, 11 46))');
    await expect(screen.getByRole('alert')).toContainText('crosses itself');
    await area.fill('');
    await expect(source('cdse')).toContainText('when there is an area');
  });

  await test.step('a box is drawn', async () => {
    await area.fill('10.8, 46.5, 11.8, 46.9');
    await expect(options.first()).toBeVisible();
    await screen.getByRole('button', { name: 'Draw box' }).click();
    const [x, y] = await middleOf(map);
    await page.mouse.click(x - 80, y - 50);
    await page.mouse.move(x, y);
    await page.mouse.click(x + 90, y + 60);
    await expect(area).toHaveValue(/^1[01]\.\d+, 46\.\d+, 11\.\d+, 46\.\d+$/);
    await expect(area).not.toHaveValue('10.8, 46.5, 11.8, 46.9');
    await expect(screen.getByRole('button', { name: 'Draw box' })).toHaveAttribute(
      'aria-pressed',
      'false'
    );
  });

  await test.step('every page of the answer is in the list and on the map', async () => {
    await expect(source('archive')).toHaveClass(/jp-mod-done/);
    // The area that was typed before has seven.
    await expect(source('cdse')).toContainText(/\d+ acquisitions of 5 bursts\./);
    await expect(options).toHaveCount(5);
    await expect(options.filter({ hasText: '249434 IW2' })).toContainText('33 dates');
    await expect(screen.getByRole('group', { name: 'Track 117, ascending' })).toBeVisible();
    await expect(screen.getByRole('group', { name: 'Track 95, descending' })).toBeVisible();
    await expect(map).toHaveAttribute('data-footprints', String(await options.count()));
  });

  await test.step('a click where bursts overlap lists those, and the keyboard chooses', async () => {
    const all = await options.count();
    await page.mouse.click(...(await middleOf(map)));
    const here = screen.locator('.jp-InsarAcquisitions-here');
    await expect(here).toContainText(/\d bursts at this place/);
    expect(await options.count()).toBeLessThan(all);
    await here.getByRole('button').click();
    await expect(options).toHaveCount(all);

    await page.mouse.move(0, 0);
    await options.first().focus();
    await page.keyboard.press('End');
    await expect(options.last()).toBeFocused();
    await expect(options.last()).toHaveClass(/jp-mod-pointed/);
    await page.keyboard.press('Home');
    const wanted = await options.filter({ hasText: '249434 IW2' }).getAttribute('data-key');
    for (let row = 0; row < all; row++) {
      const focused = await page.evaluate(() => document.activeElement?.getAttribute('data-key'));
      if (focused === wanted) {
        break;
      }
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await expect(options.filter({ hasText: '249434 IW2' })).toHaveAttribute(
      'aria-selected',
      'true'
    );
    await expect(footer).toContainText('Burst 249434, IW2, ascending, track 117: 33 dates');
  });

  await keepImage(page, 'bursts-and-dates');

  await test.step('area and burst are there after a reload', async () => {
    const text = await area.inputValue();
    await page.waitForTimeout(1500);
    await reload(page);
    await expect(screen).toBeVisible({ timeout: 60_000 });
    await expect(area).toHaveValue(text);
    await expect(footer).toContainText('Burst 249434, IW2, ascending, track 117: 33 dates');
  });
});

test('a source that fails empties no other, and is asked again', async ({ page }) => {
  let isDown = true;
  await page.route(/companion\/bursts\/search/, async route => {
    const asked = route.request().postDataJSON() as { source: string };
    if (asked.source === 'archive' && isDown) {
      // As an answer of the companion; a status of 500 would be an error of the page's console.
      await route.fulfill({ contentType: 'application/json', body: '<not json>' });
    } else {
      await route.continue();
    }
  });
  const screen = await openScreen(page);
  for (const [label, day] of Object.entries(DATES)) {
    await screen.getByLabel(label, { exact: true }).fill(day);
  }
  await screen.getByRole('textbox', { name: 'Area' }).fill('11, 46.6, 11.4, 46.8');
  const archive = screen.locator('[data-source="archive"]');
  await expect(archive).toHaveClass(/jp-mod-error/);
  await expect(
    screen.getByRole('listbox', { name: 'Bursts by track' }).getByRole('option').first()
  ).toBeVisible();
  isDown = false;
  await archive.getByRole('button', { name: 'Retry' }).click();
  await expect(archive).toHaveClass(/jp-mod-done/);
  await expect(archive.getByRole('button', { name: 'Retry' })).toHaveCount(0);
});
