import { createRequire } from 'node:module';
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { RunOptions } from 'axe-core';

import { execute, expect, sharedData, test } from '../fixtures';
import { floatTiff, upload } from '../geotiff';

const AXE = createRequire(__filename).resolve('axe-core/axe.min.js');

/** Buttons of JupyterLab's own toolbars: they say `aria-pressed` where no role allows it. */
const NOT_OURS = ['jp-button'];

const PAIRS = ['20240809_20240821', '20240821_20240902'];

/** What axe finds wrong in the part of the page that the selector names; it has to be there. */
async function problems(page: IJupyterLabPageFixture, selector: string): Promise<string[]> {
  await expect(page.locator(selector)).toBeVisible();
  return page.evaluate(
    async ([include, exclude]) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      const options: RunOptions = { resultTypes: ['violations'] };
      const { violations } = await axe.run({ include, exclude }, options);
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`)
      );
    },
    [selector, NOT_OURS] as const
  );
}

test.beforeEach(async ({ page }) => {
  await page.addScriptTag({ path: AXE });
  // All of JupyterLab is out of the flow: axe takes what is in a body without height for hidden.
  await page.addStyleTag({ content: 'body { height: 100vh }' });
});

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.beforeEach(async ({ page }) => {
      await (theme === 'dark' ? page.theme.setDarkTheme() : page.theme.setLightTheme());
    });

    test('the panel is read and used by everybody', async ({ page }) => {
      await execute(page, 'insar:open-panel', {});
      const burstId = page.locator('#insar-panel').getByLabel('Burst id');
      await expect(burstId).toBeVisible();
      expect(await problems(page, '#insar-panel')).toEqual([]);
      await burstId.fill('Bolzano');
      await expect(burstId).toHaveAttribute('aria-invalid', 'true');
      expect(await problems(page, '#insar-panel')).toEqual([]);
    });

    test('so are bursts and dates', async ({ page }) => {
      await execute(page, 'insar:choose-acquisitions', {});
      const screen = page.locator('.jp-InsarAcquisitions');
      await screen.locator('.jp-InsarAcquisitions-map[data-insar-ready="true"]').waitFor();
      // The bursts of a real pair, where it is beside the project; else the words for none.
      await screen.getByLabel('From', { exact: true }).fill('2023-03-01');
      await screen.getByLabel('To', { exact: true }).fill('2023-04-30');
      if (sharedData('s1-amsterdam-pair') !== null) {
        const burst = screen.getByRole('option', { name: /65551 IW3/ });
        await burst.click();
        await expect(burst).toHaveAttribute('aria-selected', 'true');
      }
      await expect(screen.locator('[data-source="archive"]')).toHaveClass(/jp-mod-done/);
      expect(await problems(page, '.jp-InsarAcquisitions')).toEqual([]);
    });

    test('so is a map with its layers and answers', async ({ page, tmpPath }) => {
      const files = PAIRS.map(pair => ({ path: `${tmpPath}/coh_VV_${pair}.tif` }));
      for (const { path } of files) {
        await upload(
          page,
          path,
          floatTiff(64, 64, column => column / 64)
        );
      }
      await execute(page, 'insar:open-on-map', { files });
      const map = page.locator('.jp-InsarMap:visible');
      await map.locator('[data-insar-ready="true"]').waitFor();
      await map.getByRole('button', { name: 'Layers' }).click();
      await map.locator('.jp-InsarMap-frame').focus();
      await page.keyboard.press('+');
      await page.keyboard.press('Enter');
      await expect(map.getByRole('listbox', { name: /Matrix/ })).toBeVisible();
      expect(await problems(page, '.jp-InsarMap:not(.lm-mod-hidden)')).toEqual([]);
    });
  });
}
