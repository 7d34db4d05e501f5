import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';
import type { InsarParameters } from '../src/workflow';
import { execute, expect } from './fixtures';

/** The screen, opened by the panel's button. */
export async function openScreen(page: IJupyterLabPageFixture) {
  await execute(page, 'insar:open-panel');
  await page.locator('#insar-panel').getByRole('button', { name: 'Choose on a map…' }).click();
  const screen = page.locator('.jp-InsarAcquisitions');
  await expect(screen.locator('.jp-InsarAcquisitions-map')).toHaveAttribute(
    'data-insar-ready',
    'true'
  );
  return screen;
}

export async function middleOf(map: Locator): Promise<[number, number]> {
  const { x, y, width, height } = (await map.boundingBox())!;
  return [x + width / 2, y + height / 2];
}

/** The parameters that the first set of cells of the notebook in front was written with. */
export function writtenParameters(page: IJupyterLabPageFixture): Promise<InsarParameters> {
  return page.evaluate(() => {
    const panel = [...window.jupyterapp.shell.widgets('main')].find(
      widget => 'sessionContext' in widget
    ) as unknown as {
      content: {
        model: {
          sharedModel: {
            cells: { getMetadata(): { insar?: { parameters: InsarParameters } } }[];
          };
        };
      };
    };
    const [own] = panel.content.model.sharedModel.cells.flatMap(
      cell => cell.getMetadata().insar ?? []
    );
    return own.parameters;
  });
}

/** The pairs that the list of the screen shows as taken. */
export async function listedPairs(pairs: Locator): Promise<InsarParameters['pairs']> {
  const texts = await pairs
    .locator('[role="option"][aria-selected="true"] .jp-InsarList-text')
    .allTextContents();
  return texts.map(text => {
    const [primary, secondary] = text.split(' / ');
    return { primary, secondary };
  });
}

/** Clicks the line of a pair in the network; gives the pair's name. */
export async function clickPair(
  page: IJupyterLabPageFixture,
  pairs: Locator,
  a: string,
  b: string,
  part = 0.37
): Promise<string> {
  const name = `${a}_${b}`.replaceAll('-', '');
  const middle = await pairs
    .locator(`[data-insar-pair="${name}"] .jp-InsarNetwork-line`)
    .evaluate((line: SVGPathElement, along) => {
      line.scrollIntoView({ block: 'center' });
      const at = line.getPointAtLength(line.getTotalLength() * along);
      const onScreen = at.matrixTransform(line.getScreenCTM()!);
      return { x: onScreen.x, y: onScreen.y };
    }, part);
  await page.mouse.click(middle.x, middle.y);
  return name;
}
