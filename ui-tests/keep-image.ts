import { join } from 'node:path';
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';

const IMAGES = join(__dirname, '..', 'docs', 'images');

/** Keeps a screenshot for the documentation when they are renewed (`INSAR_IMAGES=1`). */
export async function keepImage(page: IJupyterLabPageFixture, name: string): Promise<void> {
  if (process.env.INSAR_IMAGES) {
    await page.screenshot({ path: join(IMAGES, `${name}.png`) });
  }
}
