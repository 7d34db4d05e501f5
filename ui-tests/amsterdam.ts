import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';
import { execute, sharedData } from './fixtures';

/** Why tests of the real pair cannot run; null where they can. */
export const NO_AMSTERDAM =
  sharedData('s1-amsterdam-pair') === null
    ? 'the real Amsterdam pair (../shared/data) is not beside the project'
    : null;

export const AMSTERDAM_TITLE = 'Coherence of Amsterdam';

const FIELDS = {
  'Burst id': '65551',
  'First date': '2023-03-19',
  'Last date': '2023-03-31',
  'Primary date': '2023-03-19',
  'Job title': AMSTERDAM_TITLE
};

/** Opens the panel and fills its form for the pair; gives the panel. */
export async function fillForAmsterdam(page: IJupyterLabPageFixture): Promise<Locator> {
  await execute(page, 'insar:open-panel');
  const panel = page.locator('#insar-panel');
  await panel.getByLabel('Sub-swath').selectOption('IW3');
  for (const [label, value] of Object.entries(FIELDS)) {
    await panel.getByLabel(label, { exact: true }).fill(value);
  }
  return panel;
}
