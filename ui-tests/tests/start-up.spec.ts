import { execute, expect, test } from '../fixtures';

/** What the extension may load before its panel is opened. */
const MOST_BYTES = 50_000;

test.use({ autoGoto: false });

test('less than 50 kB is loaded before the panel is opened', async ({ page }) => {
  const sizes: Record<string, Promise<number>> = {};
  page.on('response', response => {
    const name = /\/extensions\/jupyterlab-insar\/(.*?)(\?|$)/.exec(response.url())?.[1];
    if (name) {
      sizes[name] = response.body().then(body => body.length);
    }
  });
  const loaded = async (): Promise<number> => {
    const all = await Promise.all(Object.values(sizes));
    return all.reduce((sum, size) => sum + size, 0);
  };
  await page.goto();
  await page.evaluate(() => window.jupyterapp.restored);
  await page.waitForLoadState('networkidle');
  const before = await loaded();
  expect(before, Object.keys(sizes).join(' ')).toBeGreaterThan(5_000);
  expect(before).toBeLessThan(MOST_BYTES);
  test.info().annotations.push({ type: 'bytes before the panel', description: String(before) });

  await execute(page, 'insar:open-panel');
  await expect(page.locator('#insar-panel').getByLabel('Burst id')).toBeVisible();
  expect(await loaded()).toBeGreaterThan(before);
});
