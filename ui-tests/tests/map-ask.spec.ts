import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { execute, expect, test } from '../fixtures';

const SIDE = 60;
const PAIRS = ['20240809_20240821', '20240821_20240902', '20240809_20240902'];
const ROOT = resolve(__dirname, '../..');
const RIO = join(ROOT, '.venv/bin/rio');

/** Nodes of a geolocation grid around the raster: lines go north to south, samples west to east. */
const GRID = {
  lines: [0, 1000],
  samples: [0, 4000],
  latDeg: [46.76, 46.76, 46.75, 46.75],
  lonDeg: [10.83, 10.86, 10.83, 10.86],
  toleranceLines: 0.4,
  toleranceSamples: 11.2
};

const PYTHON = join(ROOT, '.venv/bin/python');

/** Pairs of one window in IW2, as the back-end writes them. */
const MAKE_PAIRS = [
  'import json, sys, numpy as np, rasterio',
  'from rasterio.transform import from_origin',
  'side, grid, *paths = json.loads(sys.argv[1])',
  'kind = dict(driver="GTiff", width=side, height=side, count=1, dtype="float32", nodata=np.nan,',
  '    crs="EPSG:32632", transform=from_origin(640000, 5180000, 20, 20))',
  'for index, path in enumerate(paths):',
  '    values = (np.arange(side) / side + index) / len(paths)',
  '    with rasterio.open(path, "w", **kind) as file:',
  '        file.write(np.tile(values, (side, 1)).astype("float32"), 1)',
  '        file.update_tags(SUB_SWATH="IW2", WINDOW_AZIMUTH_LINES=2, WINDOW_RANGE_SAMPLES=10)',
  '        file.update_tags(GEOLOCATION_GRID=json.dumps(grid))'
].join('\n');

test.beforeEach(async ({ page, tmpPath }) => {
  const names = PAIRS.map(pair => `coh_VV_${pair}.tif`);
  const made = names.map(name => test.info().outputPath(name));
  execFileSync(PYTHON, ['-c', MAKE_PAIRS, JSON.stringify([SIDE, GRID, ...made])]);
  for (const [index, name] of names.entries()) {
    await page.contents.uploadFile(made[index], `${tmpPath}/${name}`);
  }
  const files = names.map(name => ({ path: `${tmpPath}/${name}` }));
  await execute(page, 'insar:open-on-map', { files });
  await page.locator('.jp-InsarMap:visible [data-insar-ready="true"]').waitFor();
});

test('points answer with matrix, network and looks, by keys alone', async ({ page }) => {
  const map = page.locator('.jp-InsarMap:visible');
  const frame = map.locator('.jp-InsarMap-frame');
  const label = map.locator('.jp-InsarMap-timeLabel');
  await frame.focus();
  await page.keyboard.press('+');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');

  await test.step('the readout tells line and sample of the burst, with how sure they are', async () => {
    await expect(map.locator('.jp-InsarMap-radarPlace')).toHaveText(
      /^SAR line \d+ ± 1, sample \d+ ± 12$/
    );
  });

  await test.step('looks and bias of the window are said', async () => {
    // 1.417 x 6.521 looks; sqrt(pi) Gamma(L) / (2 Gamma(L + 1/2)) = 0.295 of them.
    const note = map.locator('.jp-InsarMap-looks');
    await expect(note).toContainText('9.2 independent looks of 20 samples in IW2');
    await expect(note).toContainText('it reads 0.30 ± 0.14');
    await expect(note).toContainText(/Point 1 reads 0\.\d{3}/);
  });

  await test.step('arrow keys choose pairs of the matrix, which keeps the focus', async () => {
    await expect(label).toHaveText('2024-08-09 – 2024-08-21 (1/3)');
    const matrix = map.getByRole('listbox', { name: /Matrix of coh_VV/ });
    await expect(matrix.getByRole('option')).toHaveCount(6);
    await matrix.focus();
    await page.keyboard.press('ArrowRight');
    await expect(label).toHaveText('2024-08-09 – 2024-09-02 (2/3)');
    await page.keyboard.press('ArrowDown');
    await expect(label).toHaveText('2024-08-21 – 2024-09-02 (3/3)');
    await expect(matrix).toBeFocused();
  });

  await test.step('so do those of the network, and clicks', async () => {
    const network = map.getByRole('listbox', { name: /Network of the pairs/ });
    await expect(network.getByRole('option')).toHaveCount(3);
    await network.focus();
    await page.keyboard.press('Home');
    await expect(label).toHaveText('2024-08-09 – 2024-08-21 (1/3)');
    await page.keyboard.press('ArrowRight');
    await expect(label).toHaveText('2024-08-09 – 2024-09-02 (2/3)');
    await expect(network.locator('[aria-selected="true"]')).toHaveAccessibleName(
      /2024-08-09 – 2024-09-02, 24 days/
    );
    await network.locator('[data-frame="2"]').dispatchEvent('click');
    await expect(label).toHaveText('2024-08-21 – 2024-09-02 (3/3)');
  });

  await test.step('beside the data it says so, and draws no empty axes', async () => {
    await frame.focus();
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('ArrowLeft');
    }
    await page.keyboard.press('Enter');
    const answers = map.getByRole('region', { name: 'Answers' });
    await expect(answers).toContainText('No data at point 1.');
    await expect(answers.getByRole('img', { name: /at the points/ })).toHaveCount(0);
    await expect(answers.getByRole('listbox', { name: /Matrix/ })).toHaveCount(0);
    await expect(answers.getByRole('listbox', { name: /Network/ })).toBeVisible();
  });
});

test('an area drawn by keys has a series, becomes a cell, and comes back by a link', async ({
  page
}) => {
  const map = page.locator('.jp-InsarMap:visible');
  await map.getByRole('button', { name: 'Ask' }).click();
  await map.getByRole('button', { name: 'Area' }).click();
  await expect(map.getByRole('button', { name: 'Area' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('+');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(map.locator('.jp-InsarMap-cross').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(map.locator('figcaption', { hasText: 'pixels with data' })).toBeVisible();
  await expect(map.locator('[data-figure="area-series"] line[stroke-linecap]')).toHaveCount(3);
  const link = String(await execute(page, 'insar:copy-map-link', {}));
  expect(link).toMatch(/\/lab\/?#insar-map=[\w-]+$/);
  expect(link).not.toMatch(/token|_xsrf/);

  await test.step('as a cell', async () => {
    await page.notebook.createNew();
    await page.locator('.jp-InsarMap').first().waitFor({ state: 'attached' });
    await page.getByRole('tab', { name: /^coh_VV/ }).click();
    await map.getByRole('button', { name: 'As cell' }).click();
    await expect(
      page.locator('.jp-Notebook .cm-content', { hasText: 'values_in_area' })
    ).toHaveCount(1);
  });

  await test.step('by its link in an open page', async () => {
    const hash = link.slice(link.indexOf('#'));
    await page.evaluate(text => {
      window.location.hash = text;
    }, hash);
    const linked = page.locator('.jp-InsarMap:visible');
    await expect(linked.locator('figcaption', { hasText: 'pixels with data' })).toBeVisible();
    await expect(page).not.toHaveURL(/insar-map/);
  });
});

test('the view is written as a valid COG of the stored pixels', async ({ page, tmpPath }) => {
  const path = `${tmpPath}/part.tif`;
  const map = page.locator('.jp-InsarMap:visible');
  await map.locator('.jp-InsarMap-frame').focus();
  for (let times = 0; times < 3; times++) {
    await page.keyboard.press('+');
  }
  expect(await execute(page, 'insar:export-map-view', { path })).toBe(path);
  const content = await page.evaluate(
    async where =>
      String(
        (
          await window.jupyterapp.serviceManager.contents.get(where, {
            type: 'file',
            format: 'base64',
            content: true
          })
        ).content
      ),
    path
  );
  const file = test.info().outputPath('part.tif');
  writeFileSync(file, Buffer.from(content, 'base64'));
  expect(
    execFileSync(RIO, ['cogeo', 'validate', '--strict', file], { encoding: 'utf8' })
  ).toContain('is a valid cloud optimized GeoTIFF');
  const whole = test.info().outputPath(`coh_VV_${PAIRS[0]}.tif`);
  const script = [
    'import sys, numpy as np, rasterio',
    'part, whole = (rasterio.open(name) for name in sys.argv[1:])',
    'window = whole.window(*part.bounds)',
    'same = np.array_equal(part.read(1), whole.read(1, window=window))',
    'print(same, part.shape[0] < 60, part.crs.to_epsg(), part.tags()["SUB_SWATH"])'
  ].join('\n');
  const said = execFileSync(PYTHON, ['-c', script, file, whole], { encoding: 'utf8' });
  expect(said.trim()).toBe('True True 32632 IW2');
});

test('the outline of a stack is placed on the map, and taken off', async ({ page, tmpPath }) => {
  // Three bands in radar geometry: a value and the positions of a burst around the map.
  const [width, height] = [40, 30];
  const script = [
    'import sys, numpy as np, rasterio',
    `kind = dict(driver="GTiff", width=${width}, height=${height}, count=3, dtype="float32")`,
    `line, sample = np.mgrid[0:${height}, 0:${width}]`,
    'with rasterio.open(sys.argv[1], "w", **kind) as file:',
    '    file.write(line.astype("float32"), 1)',
    '    file.write((46.74 + line / 1e3).astype("float32"), 2)',
    '    file.write((10.82 + sample / 1e3).astype("float32"), 3)',
    '    file.descriptions = ("i_VV", "grid_lat", "grid_lon")'
  ].join('\n');
  const file = test.info().outputPath('stack.tif');
  execFileSync(PYTHON, ['-W', 'ignore', '-c', script, file]);
  await page.contents.uploadFile(file, `${tmpPath}/openEO_2024-08-09Z.tif`);
  const args = { path: `${tmpPath}/openEO_2024-08-09Z.tif` };
  expect(await execute(page, 'insar:place-footprint', args)).toBe(true);
  const map = page.locator('.jp-InsarMap:visible');
  await expect(map.locator('.jp-InsarMap-footprint')).toContainText('openEO_2024-08-09Z');
  await map.getByRole('button', { name: /Take the outline/ }).click();
  await expect(map.locator('.jp-InsarMap-footprint')).toHaveCount(0);
});
