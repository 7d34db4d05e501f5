import { clickPair, listedPairs, middleOf, openScreen, writtenParameters } from '../acquisitions';
import { expect, sharedData, test } from '../fixtures';

test.skip(
  sharedData('cdse-bursts') === null,
  'the recorded answers of the burst catalogue (../shared/data) are not beside the project'
);

test('a drawn box leads by burst, dates and pairs to the cells', async ({ page }) => {
  const screen = await openScreen(page);
  await screen.getByLabel('From', { exact: true }).fill('2024-01-01');
  await screen.getByLabel('To', { exact: true }).fill('2025-01-31');
  const area = screen.getByRole('textbox', { name: 'Area' });
  const options = screen.getByRole('listbox', { name: 'Bursts by track' }).getByRole('option');

  await test.step('from a box to a burst', async () => {
    await area.fill('10.8, 46.5, 11.8, 46.9');
    await expect(options.first()).toBeVisible();
    await screen.getByRole('button', { name: 'Draw box' }).click();
    const [x, y] = await middleOf(screen.locator('.jp-InsarAcquisitions-map'));
    await page.mouse.click(x - 80, y - 50);
    await page.mouse.move(x, y);
    await page.mouse.click(x + 90, y + 60);
    await expect(area).not.toHaveValue('10.8, 46.5, 11.8, 46.9');
    await options.filter({ hasText: '249434 IW2' }).click();
  });

  const dates = screen.getByRole('region', { name: 'Dates' });
  const pairs = screen.getByRole('region', { name: 'Pairs' });
  const days = await test.step('the calendar and the network have every date', async () => {
    await expect(dates.locator('[data-insar-date]')).toHaveCount(33);
    await expect(pairs.locator('[data-insar-dot]')).toHaveCount(33);
    await expect(pairs).toContainText('32 pairs of 33 dates.');
    await expect(pairs).toContainText('The baseline of 33 of 33 dates is not known.');
    return pairs
      .locator('[data-insar-dot]')
      .evaluateAll(dots => dots.map(dot => dot.getAttribute('data-insar-dot') ?? ''));
  });

  await test.step('three pairs are dropped, by click and by keyboard', async () => {
    const name = await clickPair(page, pairs, days[4], days[5], 0.5);
    await expect(pairs.locator(`[data-insar-pair="${name}"]`)).toHaveClass(/jp-mod-dropped/);
    await pairs.getByText('Pairs as a list').click();
    await pairs.getByRole('listbox').getByRole('option').first().focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    await expect(pairs).toContainText('29 pairs of 33 dates. 3 are dropped.');
  });

  await test.step('the parameters of the cells are those on the screen', async () => {
    const shown = await listedPairs(pairs);
    expect(shown).toHaveLength(29);
    await screen.getByRole('button', { name: 'Use in the form' }).click();
    const form = page.locator('.jp-Insar-form');
    await expect(form).toContainText('29 chosen pairs');
    await form.getByRole('button', { name: 'Insert cells' }).click();
    await expect(form.locator('.jp-Insar-notices')).toContainText('cells inserted');
    expect(await writtenParameters(page)).toMatchObject({
      burstId: 249434,
      subSwath: 'IW2',
      startDate: days[0],
      endDate: days[32],
      pairs: shown
    });
  });
});
