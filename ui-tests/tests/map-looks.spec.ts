import { execute, expect, test } from '../fixtures';
import { floatTiff, upload } from '../geotiff';

const SIDE = 96;
const PAIRS = 24;

/** Frames a second that pan and zoom have at least, and how much of the time is theirs. */
const LEAST_FRAMES_A_SECOND = 30;

/** Where pixels are compared: the same size and theme everywhere, the map alone. */
test.use({ viewport: { width: 1000, height: 700 } });

/** A value of 0 to 1 that tells corners apart, and NaN in one of them. */
function share(column: number, row: number): number {
  return column + row < 20 ? NaN : (column + (row * row) / SIDE) / (2 * SIDE);
}

/** Default looks by the name of the file, which tells the kind. */
const LOOKS: readonly (readonly [string, (share: number) => number])[] = [
  ['coh_VV', value => value],
  ['phase_VV', value => Math.PI * (2 * ((4 * value) % 1) - 1)],
  ['unw_VV', value => 40 * value - 10],
  ['disp_VV', value => 0.05 * value - 0.03],
  ['amp_VV', value => Math.exp(6 * value)],
  ['dem', value => 2000 * Math.sin(9 * value)]
];

/**
 * One in a hundred pixels may differ, each by a tenth of what colours can: fonts of ticks and the
 * edges of tiles at other zooms, not another ramp, range or place.
 */
const TOLERANCE = { maxDiffPixelRatio: 0.01, threshold: 0.1 };

for (const [name, valueOf] of LOOKS) {
  test(`${name} looks as it should when it is opened`, async ({ page, tmpPath }) => {
    const path = `${tmpPath}/${name}.tif`;
    const bytes = floatTiff(SIDE, SIDE, (column, row) => valueOf(share(column, row)));
    await upload(page, path, bytes);
    await execute(page, 'insar:open-on-map', { path });
    const map = page.locator('.jp-InsarMap:visible');
    await map.locator('[data-insar-ready="true"]').waitFor();
    // Without outlines and names, which are drawn with the fonts of the machine.
    await map.getByLabel('Grid').uncheck();
    if (name === 'dem') {
      await map.getByLabel('Colours').selectOption('relief');
    }
    await page.waitForTimeout(500);
    await map.locator('[data-insar-ready="true"]').waitFor();
    const raster = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>(
        '.jp-InsarMap-frame .ol-layer canvas'
      )!;
      const small = document.createElement('canvas');
      small.width = 200;
      small.height = Math.round((200 * canvas.height) / canvas.width);
      const context = small.getContext('2d')!;
      context.fillStyle = '#fff';
      context.fillRect(0, 0, small.width, small.height);
      context.imageSmoothingEnabled = false;
      context.drawImage(canvas, 0, 0, small.width, small.height);
      return small.toDataURL('image/png').split(',')[1];
    });
    expect(Buffer.from(raster, 'base64')).toMatchSnapshot(`${name}.png`, TOLERANCE);
    const ramp = await page.evaluate(() =>
      document.querySelector<HTMLCanvasElement>('.jp-InsarMap-ramp')!.toDataURL('image/png')
    );
    expect(Buffer.from(ramp.split(',')[1], 'base64')).toMatchSnapshot(`${name}-ramp.png`, {
      maxDiffPixelRatio: 0,
      threshold: 0.02
    });
  });
}

test('pan and zoom stay smooth with 24 pairs loaded', async ({ page, tmpPath }) => {
  const files: { path: string }[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const first = new Date(Date.UTC(2024, 0, 1 + 12 * pair)).toISOString().slice(0, 10);
    const second = new Date(Date.UTC(2024, 0, 13 + 12 * pair)).toISOString().slice(0, 10);
    const path = `${tmpPath}/coh_VV_${first.replaceAll('-', '')}_${second.replaceAll('-', '')}.tif`;
    const bytes = floatTiff(400, 400, (column, row) => ((column + row + pair * 9) % 97) / 97);
    await upload(page, path, bytes);
    files.push({ path });
  }
  await execute(page, 'insar:open-on-map', { files });
  const map = page.locator('.jp-InsarMap:visible');
  await map.locator('[data-insar-ready="true"]').waitFor();
  await expect(map.locator('.jp-InsarMap-timeLabel')).toContainText(`(1/${PAIRS})`);

  await test.step('every pair is read and drawn once', async () => {
    const slider = map.locator('.jp-InsarMap-time');
    await slider.focus();
    for (let pair = 1; pair < PAIRS; pair++) {
      await page.keyboard.press('ArrowRight');
      await expect(map.locator('.jp-InsarMap-timeLabel')).toContainText(`(${pair + 1}/${PAIRS})`);
      await map.locator('[data-insar-ready="true"]').waitFor();
    }
  });

  const box = (await map.locator('.jp-InsarMap-frame').boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  /** Milliseconds between frames, the median of those while something is done. */
  const medianMs = async (act: () => Promise<void>): Promise<number> => {
    await page.evaluate(() => {
      const told = window as unknown as { frames: number[]; isCounting: boolean };
      told.frames = [];
      told.isCounting = true;
      const step = (now: number): void => {
        told.frames.push(now);
        if (told.isCounting) {
          requestAnimationFrame(step);
        }
      };
      requestAnimationFrame(step);
    });
    await act();
    const frames = await page.evaluate(() => {
      const told = window as unknown as { frames: number[]; isCounting: boolean };
      told.isCounting = false;
      return told.frames;
    });
    const gaps = frames.slice(1).map((now, index) => now - frames[index]);
    expect(gaps.length).toBeGreaterThan(20);
    return gaps.sort((one, other) => one - other)[gaps.length >> 1];
  };
  const pan = await medianMs(async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 0; step < 90; step++) {
      await page.mouse.move(x + 120 * Math.sin(step / 9), y + 80 * Math.cos(step / 7));
    }
    await page.mouse.up();
  });
  const zoom = await medianMs(async () => {
    await page.mouse.move(x, y);
    for (let step = 0; step < 24; step++) {
      await page.mouse.wheel(0, step % 8 < 4 ? -120 : 120);
      await page.waitForTimeout(40);
    }
  });
  const figures = `pan ${(1000 / pan).toFixed(0)}, zoom ${(1000 / zoom).toFixed(0)} frames a second`;
  test.info().annotations.push({ type: 'frames', description: figures });
  process.stdout.write(`    ${figures}\n`);
  expect(1000 / pan, figures).toBeGreaterThanOrEqual(LEAST_FRAMES_A_SECOND);
  expect(1000 / zoom, figures).toBeGreaterThanOrEqual(LEAST_FRAMES_A_SECOND);
});

test('a large file without overviews becomes sharp when they are made', async ({
  page,
  tmpPath
}) => {
  const path = `${tmpPath}/coh_wide.tif`;
  // Wider than what is shown without overviews; the value is the parity of the column.
  await upload(
    page,
    path,
    floatTiff(2304, 300, column => column % 2)
  );
  const read: string[] = [];
  page.on('response', response => {
    if (/overviews/.test(response.url())) {
      read.push(`${response.request().method()} ${response.status()}`);
    }
  });
  await execute(page, 'insar:open-on-map', { path });
  const map = page.locator('.jp-InsarMap:visible');
  await map.locator('[data-insar-ready="true"]').waitFor();
  await expect(map.locator('.jp-InsarMap-note')).toHaveCount(0, { timeout: 60_000 });
  await expect.poll(() => read).toContain('POST 200');
  await expect.poll(() => read).toContain('GET 206');
  // Means of neighbours are one half all over, the middle of the ramp; a sample of columns never is.
  await expect
    .poll(() =>
      page.evaluate(() => {
        const pixelsOf = (selector: string): Uint8ClampedArray => {
          const canvas = document.querySelector<HTMLCanvasElement>(selector)!;
          const { width, height } = canvas;
          return canvas.getContext('2d')!.getImageData(0, height >> 1, width, 1).data;
        };
        const colourAt = (pixels: Uint8ClampedArray, index: number): string =>
          pixels.subarray(4 * index, 4 * index + 3).join(' ');
        const ramp = pixelsOf('.jp-InsarMap-ramp');
        const middle = colourAt(ramp, 128);
        const row = pixelsOf('.jp-InsarMap-frame .ol-layer canvas');
        const seen = Array.from({ length: row.length / 4 }, (_, index) => index).filter(
          index => row[4 * index + 3] === 255
        );
        // The graticule crosses some of them.
        return seen.filter(index => colourAt(row, index) === middle).length / seen.length;
      })
    )
    .toBeGreaterThan(0.8);
});
