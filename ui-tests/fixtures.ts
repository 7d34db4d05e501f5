import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { expect, galata, test as base } from '@jupyterlab/galata';

export { expect, galata };

const SHARED_DATA = resolve(__dirname, '..', '..', 'shared', 'data');

/** Folder of data that the project was given, or null where it is absent. */
export function sharedData(name: string): string | null {
  const folder = join(SHARED_DATA, name);
  return existsSync(folder) ? folder : null;
}

/** Loads the page again, where Galata's own way would wait for a launcher that does not come up. */
export async function reload(page: IJupyterLabPageFixture): Promise<void> {
  await page.reload({ waitForIsReady: false } as object);
  await page.waitForFunction(() => window.jupyterapp?.restored);
}

/** Executes a command of JupyterLab; a widget, which cannot leave the page, comes back as a text. */
export function execute(
  page: Pick<IJupyterLabPageFixture, 'evaluate'>,
  command: string,
  args = {}
): Promise<unknown> {
  return page.evaluate(
    async ([id, given]) => {
      const answer: unknown = await window.jupyterapp.commands.execute(id, given);
      return answer instanceof Object && 'node' in answer ? 'a widget' : (answer ?? null);
    },
    [command, args] as const
  );
}

/** What the console may say without being an error of ours. */
const TOLERATED = [
  // Chromium's own words about software rendering.
  /GPU stall due to ReadPixels/,
  /GL Driver Message/,
  // JupyterLab's debugger, where a test closes a notebook whose kernel still answers it.
  /Could not restore the debugger state: Canceled future/
];

/** A page whose console must stay free of errors: the test fails otherwise. */
export const test = base.extend<{ quietConsole: void }>({
  quietConsole: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('console', message => {
        if (message.type() === 'error' && !TOLERATED.some(known => known.test(message.text()))) {
          errors.push(`${message.text()} (${message.location().url})`);
        }
      });
      page.on('pageerror', error => errors.push(`uncaught: ${error.stack ?? error.message}`));
      await use();
      expect(errors, 'errors in the console').toEqual([]);
    },
    { auto: true }
  ]
});
