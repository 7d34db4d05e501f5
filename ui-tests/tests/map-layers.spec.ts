import { readFileSync } from 'node:fs';

import type { IJupyterLabPageFixture } from '@jupyterlab/galata';

import { execute, expect, reload, test } from '../fixtures';
import { floatTiff, upload } from '../geotiff';

const SIDE = 60;
const PAIRS = ['20240809_20240821', '20240821_20240902', '20240809_20240902'];

/** Uploads a raster whose values rise from west to east. */
const uploadRamp = (page: IJupyterLabPageFixture, path: string): Promise<void> =>
  upload(
    page,
    path,
    floatTiff(SIDE, SIDE, column => column / SIDE)
  );

test('pairs are one layer in time, with series, other layers, and a saved map', async ({
  page,
  tmpPath
}) => {
  for (const [index, pair] of PAIRS.entries()) {
    const bytes = floatTiff(SIDE, SIDE, column => (column / SIDE + index) / PAIRS.length);
    await upload(page, `${tmpPath}/coh_VV_${pair}.tif`, bytes);
  }
  // Degrees, in about the same place: 10.84 E, 46.75 N.
  const phase = floatTiff(SIDE, SIDE, (_, row) => row / 10 - 3, {
    ModelPixelScale: [0.0003, 0.0002, 0],
    ModelTiepoint: [0, 0, 0, 10.832, 46.757, 0],
    GTModelTypeGeoKey: 2,
    ProjectedCSTypeGeoKey: undefined,
    GeographicTypeGeoKey: 4326
  });
  await upload(page, `${tmpPath}/phi_VV.tif`, phase);
  const refused: string[] = [];
  page.on('response', response => {
    if (response.status() >= 400) {
      refused.push(`${response.status()} ${response.url()}`);
    }
  });
  const files = PAIRS.map(pair => ({ path: `${tmpPath}/coh_VV_${pair}.tif` }));
  await execute(page, 'insar:open-on-map', { files });
  const map = page.locator('.jp-InsarMap:visible');
  await map.locator('[data-insar-ready="true"]').waitFor();
  const frame = map.locator('.jp-InsarMap-frame');
  const label = map.locator('.jp-InsarMap-timeLabel');
  const middle = async () => {
    const box = (await frame.boundingBox())!;
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };

  await test.step('the slider and keys step through pairs in the order of time', async () => {
    await expect(label).toHaveText('2024-08-09 – 2024-08-21 (1/3)');
    await map.locator('.jp-InsarMap-time').focus();
    await page.keyboard.press('ArrowRight');
    await expect(label).toHaveText('2024-08-09 – 2024-09-02 (2/3)');
    await frame.focus();
    await page.keyboard.press('PageDown');
    await expect(label).toHaveText('2024-08-21 – 2024-09-02 (3/3)');
  });

  await test.step('a click draws the series, and the matrix chooses a pair', async () => {
    await page.mouse.click(...(await middle()));
    await expect(map.locator('.jp-InsarMap-chart line[stroke-linecap]')).toHaveCount(3);
    await expect(map.locator('.jp-InsarMap-matrix rect')).toHaveCount(6);
    await map.locator('.jp-InsarMap-matrix rect[data-frame="0"]').first().click();
    await expect(label).toHaveText('2024-08-09 – 2024-08-21 (1/3)');
    await expect(map.locator('.jp-InsarMap-point')).toHaveText(/^1: 46\.\d+° N 10\.\d+° E$/);
    const download = page.waitForEvent('download');
    await map.getByRole('button', { name: 'CSV' }).click();
    const csv = readFileSync(await (await download).path(), 'utf8');
    expect(csv.trim().split('\r\n')).toHaveLength(4);
  });

  await test.step('a raster in degrees joins, is masked, and keeps its own range', async () => {
    await execute(page, 'insar:add-to-map', { path: `${tmpPath}/phi_VV.tif` });
    await map.getByRole('button', { name: 'Layers' }).click();
    await expect(map.locator('.jp-InsarMap-layerName')).toHaveText(['phi_VV', 'coh_VV']);
    await expect(map.locator('.jp-InsarMap-legendTitle')).toContainText('27.7 mm of line of sight');
    await map.getByLabel('Hide by').selectOption({ label: 'coh_VV' });
    await map.locator('[data-insar-ready="true"]').waitFor();
    await page.mouse.move(...(await middle()));
    await expect(map.locator('.jp-InsarMap-readout')).toHaveAttribute('data-value', /^-?\d/);
    await map.locator('.jp-InsarMap-layerName', { hasText: 'coh_VV' }).click();
    await expect(map.locator('.jp-InsarMap-legend .jp-InsarMap-end').first()).toHaveValue('0');
  });

  await test.step('swipe clips the chosen layer, and the image holds the legends', async () => {
    await map.getByLabel('Compare with what is below').selectOption('swipe');
    await expect(map.locator('.jp-InsarMap-swipe')).toBeVisible();
    await map.getByLabel('Compare with what is below').selectOption('beside');
    await expect(map.locator('.jp-InsarMap-beside canvas').first()).toBeVisible();
    await map.getByLabel('Compare with what is below').selectOption('none');
    const download = page.waitForEvent('download');
    await map.getByRole('button', { name: 'Image' }).click();
    const png = readFileSync(await (await download).path());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const canvasHeight = (await frame.boundingBox())!.height;
    expect(png.readUInt32BE(20)).toBeGreaterThan(canvasHeight + 60);
  });

  await test.step('a saved map opens again with its layers, style and points', async () => {
    const path = `${tmpPath}/pairs.insarmap.json`;
    await execute(page, 'insar:save-map', { path });
    const saved = await page.evaluate(
      async where => String((await window.jupyterapp.serviceManager.contents.get(where)).content),
      path
    );
    expect(saved).not.toMatch(/token|_xsrf|signature|http/i);
    expect(JSON.parse(saved).layers[0].frames[0].source).toEqual({
      path: `coh_VV_${PAIRS[0]}.tif`
    });
    await execute(page, 'docmanager:open', { path });
    const again = page.locator('.jp-InsarMap:visible').last();
    await again.locator('[data-insar-ready="true"]').waitFor();
    await expect(again.locator('.jp-InsarMap-layerName')).toHaveText(['phi_VV', 'coh_VV']);
    await expect(again.locator('.jp-InsarMap-point')).toHaveCount(1);
    await expect(again.getByLabel('Hide by')).toHaveValue('layer-1');
  });

  expect(refused).toEqual([]);
});

test('a map comes back after a reload as it was left', async ({ page, tmpPath }) => {
  const path = `${tmpPath}/coh_kept.tif`;
  await uploadRamp(page, path);
  await execute(page, 'insar:open-on-map', { path });
  const map = page.locator('.jp-InsarMap:visible');
  await map.locator('[data-insar-ready="true"]').waitFor();
  await map.getByLabel('Colours').selectOption('grey');
  await execute(page, 'insar:go-to-place', { lon: 10.84, lat: 46.755 });
  await expect(map.locator('.jp-InsarMap-place')).toHaveText(/46\.75\d+° N 10\.8[34]\d+° E/);
  // Longer than what is shown waits before it is kept.
  await page.waitForTimeout(1500);
  await reload(page);
  await execute(page, 'insar:open-on-map', { path });
  await map.locator('[data-insar-ready="true"]').waitFor();
  await expect(map.getByLabel('Colours')).toHaveValue('grey');
});

test('maps of several files and of a link come back with the layout', async ({ page, tmpPath }) => {
  const files = PAIRS.slice(0, 2).map(pair => ({ path: `${tmpPath}/coh_VV_${pair}.tif` }));
  for (const { path } of files) {
    await uploadRamp(page, path);
  }
  await execute(page, 'insar:open-on-map', { files });
  const map = page.locator('.jp-InsarMap:visible');
  await map.locator('[data-insar-ready="true"]').waitFor();
  const link = String(await execute(page, 'insar:copy-map-link', {}));
  await map.locator('.jp-InsarMap-time').focus();
  await page.keyboard.press('ArrowRight');
  await expect(map.locator('.jp-InsarMap-timeLabel')).toContainText('(2/2)');
  await execute(page, 'insar:open-map-link', { hash: link.slice(link.indexOf('#')) });
  await expect(page.locator('.jp-InsarMap')).toHaveCount(2);
  await map.locator('[data-insar-ready="true"]').waitFor();
  // The layout and what is shown wait before they are kept.
  await page.waitForTimeout(2500);
  await reload(page);
  await expect(page.locator('.jp-InsarMap')).toHaveCount(2);
  await map.locator('[data-insar-ready="true"]').waitFor();
  await expect(map.locator('.jp-InsarMap-timeLabel')).toContainText('(1/2)');
  await page.locator('#jp-main-dock-panel .lm-TabBar-tab:not(.lm-mod-current)').first().click();
  await map.locator('[data-insar-ready="true"]').waitFor();
  await expect(map.locator('.jp-InsarMap-timeLabel')).toContainText('(2/2)');
});
