import { execute, expect, test } from '../fixtures';
import { floatTiff, upload } from '../geotiff';

// More bytes than one request takes, or the server answers with the whole file.
const WIDTH = 200;
const HEIGHT = 150;

/** Coherence that grows to the right, with a NaN corner and a row marked by the no-data tag. */
function coherence(): ArrayBuffer {
  return floatTiff(
    WIDTH,
    HEIGHT,
    (column, row) => (row === HEIGHT - 1 ? -1 : column < 40 && row < 40 ? NaN : column / WIDTH),
    { GDAL_NODATA: '-1\0' }
  );
}

test('a GeoTIFF opens beside the notebook, in its place, with its values', async ({
  page,
  tmpPath
}) => {
  const path = `${tmpPath}/coh_VV.tif`;
  await upload(page, path, coherence());
  await page.notebook.createNew();
  const read: string[] = [];
  page.on('response', response => {
    if (response.url().includes('coh_VV.tif')) {
      read.push(`${response.request().method()} ${response.status()} ${response.url()}`);
    }
  });

  await test.step('split to the right, half each', async () => {
    await execute(page, 'insar:open-on-map', { path });
    const map = page.locator('.jp-InsarMap:visible');
    await map.locator('[data-insar-ready="true"]').waitFor();
    const mapBox = (await map.boundingBox())!;
    const notebookBox = (await page.locator('.jp-NotebookPanel:visible').boundingBox())!;
    expect(mapBox.x).toBeGreaterThanOrEqual(notebookBox.x + notebookBox.width);
    expect(mapBox.width).toBeGreaterThanOrEqual(500);
    expect(notebookBox.width).toBeGreaterThanOrEqual(500);
  });

  await test.step('reads by ranges, never as content, and leaves no checkpoint', async () => {
    expect(read.filter(line => line.includes('/files/')).every(line => / 206 /.test(line))).toBe(
      true
    );
    expect(read.filter(line => /\/api\/contents\/.*content=1/.test(line))).toEqual([]);
    expect(read.filter(line => line.startsWith('POST'))).toEqual([]);
  });

  await test.step('hover and insar:value-at agree on the stored value', async () => {
    const frame = (await page.locator('.jp-InsarMap-frame').boundingBox())!;
    await page.mouse.move(frame.x + frame.width / 2, frame.y + frame.height / 2);
    const readout = page.locator('.jp-InsarMap-readout');
    await expect(readout).toHaveAttribute('data-value', /^0\.\d+$/);
    const shown = Number(await readout.getAttribute('data-value'));
    const place = (await page.locator('.jp-InsarMap-place').textContent())!;
    const pixel = (await page.locator('.jp-InsarMap-pixel').textContent())!;
    const [, lat, lon] = /([\d.]+)° N ([\d.]+)° E/.exec(place)!.map(Number);
    const [, column] = /column (\d+)/.exec(pixel)!.map(Number);
    expect(shown).toBe(Math.fround(column / WIDTH));
    expect(await execute(page, 'insar:value-at', { path, lon, lat })).toBe(shown);
    expect(await execute(page, 'insar:value-at', { path, lon: lon + 1, lat })).toBeNull();
  });

  await test.step('NaN and the no-data tag are clear, values are not', async () => {
    const alphas = await page.evaluate(() => {
      const frame = document.querySelector('.jp-InsarMap-frame')!;
      const canvas = frame.querySelector<HTMLCanvasElement>('.ol-layer canvas')!;
      const context = canvas.getContext('2d')!;
      const { width, height } = canvas;
      const pixels = context.getImageData(0, 0, width, height).data;
      let clear = 0;
      for (let index = 3; index < pixels.length; index += 4) {
        clear += pixels[index] === 0 ? 1 : 0;
      }
      return clear / (width * height);
    });
    expect(alphas).toBeGreaterThan(0);
    expect(alphas).toBeLessThan(0.9);
  });

  await test.step('keys move the map, and tell the value at the cross', async () => {
    await page.locator('.jp-InsarMap-frame').focus();
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowRight');
    await expect(page.locator('.jp-InsarMap-frame .jp-InsarMap-cross')).toBeVisible();
    await expect(page.locator('.jp-InsarMap-readout')).toHaveAttribute('data-value', /^0\.\d+$/);
  });

  await test.step('the same file has one map', async () => {
    await execute(page, 'insar:open-on-map', { path });
    await expect(page.locator('.jp-InsarMap')).toHaveCount(1);
  });

  await test.step('bad files say what is wrong', async () => {
    const whole = coherence();
    const text = new TextEncoder().encode('<html></html>').buffer as ArrayBuffer;
    const files: [string, ArrayBuffer, RegExp][] = [
      ['cut.tif', whole.slice(0, whole.byteLength - 100), /cut\.tif is incomplete/],
      ['foreign.tif', text, /foreign\.tif is not a TIFF file/]
    ];
    for (const [name, bytes, message] of files) {
      await upload(page, `${tmpPath}/${name}`, bytes);
      await execute(page, 'insar:open-on-map', { path: `${tmpPath}/${name}` });
      await expect(page.locator('.jp-InsarMap-message:visible')).toContainText(message);
    }
  });
});

test('a double click opens a GeoTIFF on the map', async ({ page, tmpPath }) => {
  await upload(page, `${tmpPath}/coh_double.tif`, coherence());
  await page.filebrowser.openDirectory(tmpPath);
  await page.locator('.jp-DirListing-item', { hasText: 'coh_double.tif' }).dblclick();
  await page.locator('.jp-InsarMap [data-insar-ready="true"]').waitFor();
  await expect(page.locator('.jp-InsarMap-legend input').first()).toHaveValue('0');
});
