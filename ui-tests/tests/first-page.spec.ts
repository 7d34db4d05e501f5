import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const ROOT = resolve(__dirname, '..', '..');

/**
 * `npm start` as a user runs it, with JupyterLab's own login and XSRF check, which the server of
 * the other tests switches off.
 */
test('npm start opens the panel and an example that runs', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'insar-start-'));
  const started = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs')], {
    cwd: ROOT,
    env: {
      ...process.env,
      INSAR_WORKSPACE: join(folder, 'workspace'),
      INSAR_DATA: join(folder, 'data'),
      JUPYTER_CONFIG_DIR: join(folder, 'config'),
      JUPYTER_DATA_DIR: join(folder, 'jupyter-data'),
      JUPYTER_RUNTIME_DIR: join(folder, 'runtime'),
      JUPYTERLAB_SETTINGS_DIR: join(folder, 'settings')
    },
    stdio: ['ignore', 'pipe', 'ignore']
  });
  const ended = new Promise<void>(done => started.on('exit', () => done()));
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(`uncaught: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error') {
      errors.push(`${message.text()} (${message.location().url})`);
    }
  });
  try {
    const address = await new Promise<string>((found, failed) => {
      let printed = '';
      started.stdout.on('data', chunk => {
        printed += chunk;
        const match = /http:\/\/127\.0\.0\.1:\d+\/lab\?token=\w+/.exec(printed);
        if (match) {
          found(match[0]);
        }
      });
      started.on('exit', code => failed(new Error(`npm start ended with ${code}: ${printed}`)));
    });
    await page.goto(address);
    const panel = page.locator('#insar-panel');
    await expect(panel.getByLabel('Burst id')).toHaveValue('249435', { timeout: 60_000 });
    await expect(page.locator('.jp-Notebook')).toContainText('InSAR coherence');
    await expect(page.locator('.jp-Notebook')).toContainText('simulated');

    await panel.getByRole('button', { name: 'Insert and run' }).click();
    await expect(panel.locator('.jp-Insar-notices')).toContainText('All cells', {
      timeout: 180_000
    });
    const job = panel.locator('.jp-Insar-job[data-status="finished"]');
    await expect(job).toHaveCount(2);
    // Two pairs are two maps: the job's button shows them, each with a button of its own.
    const coherence = job.filter({ hasNotText: 'preprocessing' });
    await coherence.locator('.jp-Insar-jobToggle').click();
    await coherence
      .getByRole('listitem')
      .filter({ hasText: 'coh_VV' })
      .first()
      .getByRole('button', { name: /on map/i })
      .click();
    const map = page.locator('.jp-InsarMap:visible');
    await map.locator('[data-insar-ready="true"]').waitFor();
    await expect(map).toContainText(/simulated/i);
    // Both pairs on one map: their network is drawn by the baselines of the scene's orbits.
    await coherence.getByRole('button', { name: 'Open all on one map' }).click();
    await map.locator('[data-insar-ready="true"]').waitFor();
    await map.getByRole('button', { name: 'Ask' }).click();
    const network = map.locator('figcaption', { hasText: '2 pairs, 3 dates' });
    await expect(network).toBeVisible();
    await expect(network).not.toContainText('baselines are not known');
    expect(errors).toEqual([]);
  } finally {
    started.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
});
