import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';
import type { BaselineRequest, BurstRecord, BurstSearchRequest } from '../../src/workflow';
import { clickPair, listedPairs, writtenParameters } from '../acquisitions';
import { execute, expect, reload, test } from '../fixtures';

const DAY_MS = 86_400_000;
/** Every 12 days, with a winter in between. */
const DATES = Array.from({ length: 16 }, (_, k) =>
  new Date(Date.UTC(2024, 3, 2) + (12 * k + (k > 11 ? 120 : 0)) * DAY_MS).toISOString().slice(0, 10)
);
/** Of this date no orbit is known. */
const NO_ORBIT = DATES[5];

const RING = [
  [10.7, 46.6],
  [11.9, 46.7],
  [11.8, 46.9],
  [10.6, 46.8],
  [10.7, 46.6]
] as const;

const RECORDS: BurstRecord[] = DATES.flatMap(date =>
  (['VV', 'VH'] as const).map(polarization => ({
    burstId: 249435,
    subSwath: 'IW2',
    relativeOrbit: 117,
    direction: 'ascending',
    polarization,
    satellite: 'A',
    time: `${date}T17:07:38.369000Z`,
    footprint: RING,
    product: `S1A_SLC_${date}_${polarization}`
  }))
);

/** Answers searches with these records, and baselines of which no three lie on a line. */
async function answerFromRecords(page: IJupyterLabPageFixture): Promise<void> {
  await page.route(/companion\/bursts\/search/, async route => {
    const { source } = route.request().postDataJSON() as BurstSearchRequest;
    const records = source === 'archive' ? RECORDS : [];
    await route.fulfill({ json: { source, records, isComplete: true, note: '' } });
  });
  await page.route(/companion\/baselines/, async route => {
    const { dates, referenceDate } = route.request().postDataJSON() as BaselineRequest;
    const metres = (date: string): number => 30 * (DATES.indexOf(date) ** 2 % 7);
    const baselines = dates.map(date => {
      const isKnown = date !== NO_ORBIT;
      return {
        date,
        satellite: 'A',
        perpendicularBaselineM: isKnown ? metres(date) - metres(referenceDate) : null,
        parallelBaselineM: null,
        orbit: isKnown ? 'precise' : null,
        problem: isKnown ? '' : `No orbit file covers ${date}.`
      };
    });
    await route.fulfill({ json: { referenceDate, baselines } });
  });
}

test('dates and pairs are chosen by mouse and keyboard, and are those of the cells', async ({
  page
}) => {
  await answerFromRecords(page);
  await execute(page, 'insar:open-panel');
  await execute(page, 'insar:choose-acquisitions');
  const screen = page.locator('.jp-InsarAcquisitions');
  await screen.getByRole('option', { name: /249435/ }).click();

  // The calendar has every date, and tells of the winter.
  const dates = screen.getByRole('region', { name: 'Dates' });
  await expect(dates.locator('[data-insar-date]')).toHaveCount(DATES.length);
  await expect(dates).toContainText('1 gap of more than 12 days: 2024-08-12 to 2024-12-22');
  const pairs = screen.getByRole('region', { name: 'Pairs' });
  const summary = pairs.getByRole('status').filter({ hasText: 'dates.' }).last();
  await expect(summary).toContainText('14 pairs of 16 dates.');
  await expect(summary).toContainText('falls into 2 parts');
  await expect(pairs).toContainText(`No orbit file covers ${NO_ORBIT}.`);
  // The date without an orbit lies in a lane of its own, below every other.
  const heights = await pairs
    .locator('[data-insar-dot]')
    .evaluateAll(dots => dots.map(dot => dot.getBoundingClientRect().y));
  expect(heights.indexOf(Math.max(...heights))).toBe(DATES.indexOf(NO_ORBIT));

  // A date goes by a click on its dot, a second one by the keyboard, and comes back.
  const dot = (date: string): Locator => pairs.locator(`[data-insar-dot="${date}"]`);
  await dot(DATES[0]).click();
  await expect(dot(DATES[0])).toHaveAttribute('aria-checked', 'false');
  await expect(summary).toContainText('13 pairs of 15 dates.');
  await page.keyboard.press('ArrowRight');
  await expect(dot(DATES[1])).toBeFocused();
  await page.keyboard.press('Space');
  await expect(summary).toContainText('12 pairs of 14 dates.');
  await page.keyboard.press('Space');
  await expect(summary).toContainText('13 pairs of 15 dates.');

  // A range of dates goes by the calendar: one, and with Shift all up to another.
  const day = (date: string): Locator => dates.locator(`[data-insar-date="${date}"]`);
  await day(DATES[12]).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+Space');
  await expect(day(DATES[13])).toHaveAttribute('aria-pressed', 'false');
  await expect(summary).toContainText('11 pairs of 13 dates.');
  await day(DATES[12]).click();
  await day(DATES[13]).click();
  await expect(summary).toContainText('13 pairs of 15 dates.');

  // The winter is bridged, and with neighbours of neighbours there are more pairs.
  await pairs.getByLabel('Bridge gaps by the closest pairs').check();
  await expect(summary).toContainText('14 pairs of 15 dates.');
  await expect(summary).not.toContainText('parts');
  await pairs.getByLabel('Pairs by').selectOption('nearest');
  await expect(summary).toContainText('27 pairs of 15 dates.');

  // Three pairs are dropped: two by clicks on their lines, one by the keyboard in the list.
  for (const [a, b] of [
    [DATES[2], DATES[3]],
    [DATES[7], DATES[9]]
  ]) {
    const name = await clickPair(page, pairs, a, b);
    await expect(pairs.locator(`[data-insar-pair="${name}"]`)).toHaveClass(/jp-mod-dropped/);
  }
  await pairs.getByText('Pairs as a list').click();
  const list = pairs.getByRole('listbox');
  await list.getByRole('option').first().focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  await expect(list.getByRole('option').last()).toHaveAttribute('aria-selected', 'false');
  await expect(summary).toContainText('24 pairs of 15 dates. 3 are dropped.');

  // What is on the screen is what stands in the form and in the cells.
  const shown = await listedPairs(pairs);
  expect(shown).toHaveLength(24);
  const primaryDate = (
    await pairs.getByLabel('Primary date').locator('option:checked').textContent()
  )?.slice(0, 10);
  await screen.getByRole('button', { name: 'Use in the form' }).click();
  const form = page.locator('.jp-Insar-form');
  await expect(form).toContainText('24 chosen pairs of 15 dates');
  await form.getByRole('button', { name: 'Insert cells' }).click();
  await expect(form.locator('.jp-Insar-notices')).toContainText('cells inserted');
  const written = await writtenParameters(page);
  expect(written).toMatchObject({
    burstId: 249435,
    subSwath: 'IW2',
    startDate: DATES[1],
    endDate: DATES[15],
    primaryDate,
    polarizations: ['VV'],
    pairs: shown
  });
  await expect(page.locator('.jp-NotebookPanel')).toContainText(
    `("${shown![0].primary}", "${shown![0].secondary}")`
  );
});

test('chosen pairs survive a reload and the way back from the notebook', async ({ page }) => {
  await answerFromRecords(page);
  await execute(page, 'insar:open-panel');
  await execute(page, 'insar:choose-acquisitions');
  const screen = page.locator('.jp-InsarAcquisitions');
  await screen.getByRole('option', { name: /249435/ }).click();
  const pairs = screen.getByRole('region', { name: 'Pairs' });
  await pairs.locator(`[data-insar-dot="${DATES[3]}"]`).click();
  await screen.getByRole('button', { name: 'Use in the form' }).click();
  const form = page.locator('.jp-Insar-form');
  const chosen = form.getByText('12 chosen pairs of 15 dates');
  await expect(chosen).toBeVisible();
  await form.getByRole('button', { name: 'Insert cells' }).click();
  await expect(form.locator('.jp-Insar-notices')).toContainText('cells inserted');
  const { pairs: written } = await writtenParameters(page);
  expect(written).toHaveLength(12);

  // The pairs go by one button, whose place the field takes, and come back from the notebook.
  await form.getByRole('button', { name: 'Use a fixed baseline instead' }).click();
  await expect(form.getByLabel('Temporal baseline')).toBeFocused();
  await page.evaluate(async () => {
    const notebook = [...window.jupyterapp.shell.widgets('main')].find(
      widget => 'sessionContext' in widget
    )!;
    window.jupyterapp.shell.activateById(notebook.id);
    await window.jupyterapp.commands.execute('insar:fill-from-notebook');
  });
  await expect(chosen).toBeVisible();
  await execute(page, 'docmanager:save-all');

  // JupyterLab keeps its state a moment after the last change.
  await page.waitForTimeout(2500);
  await reload(page);
  await execute(page, 'insar:open-panel');
  await expect(chosen).toBeVisible();
  await form.getByRole('button', { name: 'Change…' }).click();
  await expect(pairs.locator(`[data-insar-dot="${DATES[3]}"]`)).toHaveAttribute(
    'aria-checked',
    'false'
  );
  await expect(screen).toContainText('15 dates, 12 pairs');
});

test('what cannot be paired is refused before the run', async ({ page }) => {
  await answerFromRecords(page);
  await execute(page, 'insar:choose-acquisitions');
  const screen = page.locator('.jp-InsarAcquisitions');
  await screen.getByRole('option', { name: /249435/ }).click();
  const use = screen.getByRole('button', { name: 'Use in the form' });
  await expect(use).toBeEnabled();
  const pairs = screen.getByRole('region', { name: 'Pairs' });
  await pairs.getByLabel('Days between the dates').fill('7');
  await expect(screen.locator('.jp-Insar-error').first()).toContainText(
    'pairs no two of the dates'
  );
  await expect(use).toBeDisabled();
  await pairs.getByLabel('Days between the dates').fill('12');
  await expect(use).toBeEnabled();
  const dates = screen.getByRole('region', { name: 'Dates' });
  await dates.getByLabel('Between').fill(DATES[1]);
  await dates.getByRole('button', { name: 'Exclude 15 dates' }).click();
  await expect(screen.locator('.jp-Insar-error').first()).toContainText('Only one date is left');
  await expect(use).toBeDisabled();
  await dates.getByRole('button', { name: 'Take all back' }).click();
  await expect(use).toBeEnabled();
});
