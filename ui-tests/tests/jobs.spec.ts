import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { expect as baseExpect, test as baseTest } from '@jupyterlab/galata';
import { DEFAULT_PARAMETERS, preprocessingGraph } from '../../src/workflow';
import { execute, expect, reload, test } from '../fixtures';

/** Asks the back-end through the Jupyter server, as a notebook's own Python might directly. */
function ask(
  page: IJupyterLabPageFixture,
  method: string,
  path: string,
  body?: unknown
): Promise<{ readonly id: string | null; readonly text: string }> {
  return page.evaluate(
    async ([method, path, body]) => {
      const { serverSettings } = window.jupyterapp.serviceManager;
      const url = `${serverSettings.baseUrl}jupyterlab-insar/backend/openeo/1.2${path}`;
      const headers = { 'Content-Type': 'application/json' };
      const response = await fetch(url, { method, headers, body });
      if (!response.ok) {
        throw new Error(`${method} ${path}: HTTP ${response.status} ${await response.text()}`);
      }
      return { id: response.headers.get('OpenEO-Identifier'), text: await response.text() };
    },
    [method, path, body === undefined ? undefined : JSON.stringify(body)] as const
  );
}

/** Creates a job and starts it if asked; gives its id. */
async function makeJob(
  page: IJupyterLabPageFixture,
  title: string,
  processGraph: unknown,
  isStarted: boolean
): Promise<string> {
  const process = { process_graph: processGraph };
  const { id } = await ask(page, 'POST', '/jobs', { title, process });
  if (isStarted) {
    await ask(page, 'POST', `/jobs/${id}/results`, {});
  }
  return id!;
}

const openPanel = (page: IJupyterLabPageFixture): Promise<unknown> =>
  execute(page, 'insar:open-panel');

test('jobs are listed, followed to their end, opened, started and deleted', async ({ page }) => {
  const graph = preprocessingGraph(DEFAULT_PARAMETERS);
  const noStack = preprocessingGraph({ ...DEFAULT_PARAMETERS, burstId: 1 });
  const stamp = Date.now();
  await openPanel(page);
  const section = page.locator('.jp-Insar-jobs');
  await expect(section.locator('.jp-Insar-jobsView')).toBeVisible();
  const job = (title: string): ReturnType<typeof section.locator> =>
    section.locator('.jp-Insar-job').filter({ hasText: title });

  // A job that something else than the panel starts shows by itself.
  const good = `Preprocessing ${stamp}`;
  await makeJob(page, good, graph, true);
  await expect(job(good)).toBeVisible({ timeout: 70_000 });
  // The back-end makes its sample scene when it first starts; the job waits for that.
  await expect(job(good)).toHaveAttribute('data-status', 'finished', { timeout: 240_000 });
  const notice = page.locator('.Toastify__toast').filter({ hasText: `"${good}" has finished` });
  await expect(notice).toBeVisible();

  // Its details, by the keyboard.
  const toggle = job(good).locator('.jp-Insar-jobToggle');
  await toggle.focus();
  await page.keyboard.press('Enter');
  await expect(toggle).toHaveAttribute('aria-expanded', 'true');
  await expect(job(good).getByRole('list', { name: 'Results' })).toContainText('.tif');
  await expect(job(good).getByRole('log')).toContainText('info');
  await notice.getByRole('button', { name: 'Open on map' }).click();
  await expect(page.locator('.lm-TabBar-tabLabel').filter({ hasText: /\.tif$/ })).toBeVisible();

  // A job that fails says why in one line.
  const bad = `Without a stack ${stamp}`;
  await makeJob(page, bad, noStack, true);
  await section.getByRole('button', { name: 'Refresh the list of jobs' }).click();
  await expect(job(bad)).toHaveAttribute('data-status', 'error', { timeout: 60_000 });
  const cause = await job(bad).locator('.jp-Insar-jobCause').innerText();
  expect(cause).toMatch(/\w{3,}/);
  expect(cause).not.toContain('\n');
  const failure = page.locator('.Toastify__toast').filter({ hasText: `"${bad}" failed` });
  await expect(failure).toBeVisible();

  // A job that was only made can be started here, and deleted after a question.
  const made = `Made only ${stamp}`;
  await makeJob(page, made, graph, false);
  await section.getByRole('button', { name: 'Refresh the list of jobs' }).click();
  await expect(job(made)).toHaveAttribute('data-status', 'created');
  await job(made).locator('.jp-Insar-jobToggle').click();
  await job(made).getByRole('button', { name: 'Start', exact: true }).click();
  await expect(job(made)).toHaveAttribute('data-status', 'finished', { timeout: 60_000 });
  await job(made).getByRole('button', { name: 'Delete…' }).click();
  await page.locator('.jp-Dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(job(made)).toBeVisible();
  await job(made).getByRole('button', { name: 'Delete…' }).click();
  await page.locator('.jp-Dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(job(made)).toHaveCount(0);

  // Ended jobs are not told of again after a reload.
  await reload(page);
  await openPanel(page);
  await expect(job(good)).toBeVisible();
  await expect(page.locator('.Toastify__toast').filter({ hasText: String(stamp) })).toHaveCount(0);
});

test('a notification leads to a job that is far down the list', async ({ page }) => {
  const graph = preprocessingGraph({ ...DEFAULT_PARAMETERS, burstId: 1 });
  const stamp = Date.now();
  await openPanel(page);
  const title = `Far down ${stamp}`;
  const id = await makeJob(page, title, graph, false);
  const newer: string[] = [];
  for (let count = 0; count < 21; count++) {
    newer.push(await makeJob(page, `Newer ${stamp} ${count}`, graph, false));
  }
  const section = page.locator('.jp-Insar-jobs');
  await section.getByRole('button', { name: 'Refresh the list of jobs' }).click();
  const job = section.locator('.jp-Insar-job').filter({ hasText: title });
  await expect(section.getByRole('button', { name: /Show all \d+ jobs/ })).toBeVisible();
  await expect(job).toHaveCount(0);
  await ask(page, 'POST', `/jobs/${id}/results`, {});
  await section.getByRole('button', { name: 'Refresh the list of jobs' }).click();
  const notice = page.locator('.Toastify__toast').filter({ hasText: `"${title}" failed` });
  await notice.getByRole('button', { name: 'Show job' }).click();
  await expect(job.locator('.jp-Insar-jobToggle')).toBeInViewport();
  await expect(job.locator('.jp-Insar-jobToggle')).toHaveAttribute('aria-expanded', 'true');
  // An open job asks for its log, which is not there once the job is deleted.
  await job.locator('.jp-Insar-jobToggle').click();
  await expect(job.locator('.jp-Insar-jobToggle')).toHaveAttribute('aria-expanded', 'false');
  for (const made of [...newer, id]) {
    await ask(page, 'DELETE', `/jobs/${made}`);
  }
});

baseTest('a back-end that is down is named, and found again', async ({ page }) => {
  const message = 'The InSAR back-end ended with code 1: the disk is full';
  const backend = '**/jupyterlab-insar/backend/**';
  await page.route(backend, route => route.fulfill({ status: 503, json: { message } }));
  await openPanel(page);
  const problem = page.locator('.jp-Insar-jobsProblem');
  await baseExpect(problem).toContainText(message);
  await page.unroute(backend);
  await problem.getByRole('button', { name: 'Retry' }).click();
  await baseExpect(problem).toHaveCount(0);
});
