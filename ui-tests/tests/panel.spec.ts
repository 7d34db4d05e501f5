import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { DEFAULT_PARAMETERS, generateCells } from '../../src/workflow';
import { execute, expect, reload, test } from '../fixtures';

/** A cell of the notebook in front. */
interface ShownCell {
  readonly step: string | null;
  readonly set: string | null;
  readonly source: string;
}

/** What is done here to the model of the notebook in front. */
interface SharedNotebook {
  readonly cells: readonly {
    getSource(): string;
    setSource(source: string): void;
    getMetadata(): { insar?: { step: string; id: string } };
  }[];
  moveCell(from: number, to: number): void;
  insertCell(index: number, cell: { cell_type: 'code'; source: string }): void;
}

function onNotebook<Argument, Result>(
  page: IJupyterLabPageFixture,
  work: (shared: SharedNotebook, argument: Argument) => Result,
  argument: Argument
): Promise<Result> {
  return page.evaluate(
    ([text, given]) => {
      const panel = [...window.jupyterapp.shell.widgets('main')].find(
        widget => widget.isVisible && 'sessionContext' in widget
      ) as unknown as { content: { model: { sharedModel: SharedNotebook } } };
      // The function travels as text; it uses nothing but its arguments.
      return (0, eval)(`(${text})`)(panel.content.model.sharedModel, given) as Result;
    },
    [work.toString(), argument] as const
  );
}

function shownCells(page: IJupyterLabPageFixture): Promise<ShownCell[]> {
  return onNotebook(
    page,
    shared =>
      shared.cells.map(cell => ({
        step: cell.getMetadata().insar?.step ?? null,
        set: cell.getMetadata().insar?.id ?? null,
        source: cell.getSource()
      })),
    null
  );
}

const STEPS = generateCells(DEFAULT_PARAMETERS).map(cell => cell.step);

test('the form writes one set of cells, updates it in place and asks about edits', async ({
  page
}) => {
  await execute(page, 'insar:open-panel');
  const form = page.locator('.jp-Insar-form');
  const insert = form.getByRole('button', { name: 'Insert cells' });
  const said = form.locator('.jp-Insar-notices');
  const field = (label: string): ReturnType<typeof form.getByLabel> =>
    form.getByLabel(label, { exact: true });
  await expect(field('Burst id')).toHaveValue(String(DEFAULT_PARAMETERS.burstId));

  // A wrong field is marked, nothing is written and no notebook made.
  await field('Burst id').fill('0');
  await insert.click();
  await expect(field('Burst id')).toBeFocused();
  await expect(field('Burst id')).toHaveAttribute('aria-invalid', 'true');
  await expect(form.getByRole('alert')).toContainText('Burst id');
  await expect(page.locator('.jp-NotebookPanel')).toHaveCount(0);
  await field('Burst id').fill(String(DEFAULT_PARAMETERS.burstId));

  // Ten presses make one notebook with one set of cells.
  await insert.click();
  await expect(said).toContainText(`${STEPS.length} cells inserted`);
  for (let press = 0; press < 9; press++) {
    await insert.click();
    await expect(said).toContainText('up to date');
  }
  await expect(page.locator('.jp-NotebookPanel')).toHaveCount(1);
  let cells = await shownCells(page);
  expect(cells.map(cell => cell.step)).toEqual(STEPS);
  expect(new Set(cells.map(cell => cell.set)).size).toBe(1);

  // Cells are updated where they were moved to, and the undo key takes all of it back.
  await onNotebook(
    page,
    (shared, last) => {
      shared.moveCell(last, 0);
      shared.insertCell(3, { cell_type: 'code', source: 'mine = 1' });
    },
    STEPS.length - 1
  );
  const before = await shownCells(page);
  await field('Burst id').fill('65551');
  await expect(field('Job title')).toHaveValue('InSAR coherence 65551 IW2');
  await insert.click();
  await expect(said).toContainText('updated');
  cells = await shownCells(page);
  expect(cells.map(cell => cell.step)).toEqual(before.map(cell => cell.step));
  expect(cells.find(cell => cell.step === 'parameters')?.source).toContain('65551');
  await page.locator('.jp-Notebook .jp-CodeCell .jp-InputPrompt').first().click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect.poll(() => shownCells(page)).toEqual(before);
  await insert.click();
  await expect(said).toContainText('updated');

  // A cell that was edited by hand is written over only when the user says so.
  const edit = (): Promise<void> =>
    onNotebook(
      page,
      shared => {
        const own = shared.cells.find(cell => cell.getMetadata().insar?.step === 'parameters')!;
        own.setSource('my_edit = 42');
      },
      null
    );
  for (const [answer, edited, count] of [
    ['Keep mine', true, before.length],
    ['Insert beside', true, before.length + 1],
    ['Replace', false, before.length + 1]
  ] as const) {
    await edit();
    await insert.click();
    const dialog = page.locator('.jp-Dialog');
    await expect(dialog).toContainText('parameters');
    await dialog.getByRole('button', { name: answer }).click();
    await expect(dialog).toHaveCount(0);
    await expect(insert).toBeEnabled();
    cells = await shownCells(page);
    expect(cells, answer).toHaveLength(count);
    const own = cells.find(cell => cell.step === 'parameters')!;
    expect(own.source === 'my_edit = 42', answer).toBe(answer === 'Keep mine');
    const left = cells.filter(cell => cell.source === 'my_edit = 42');
    expect(left.length > (answer === 'Replace' ? 1 : 0), answer).toBe(edited);
  }
});

test('the form keeps its values over a reload and reads them from a notebook', async ({
  page,
  tmpPath
}) => {
  const given = {
    ...DEFAULT_PARAMETERS,
    burstId: 65551,
    subSwath: 'IW3',
    polarizations: ['VV', 'VH'],
    windowRangeSamples: 9,
    windowAzimuthLines: 3,
    epsg: 32631,
    resolution: 12.5,
    jobTitle: `quotes " and ' and \\`,
    jobOptions: { 'driver-memory': '4g', list: [1, null, "x'\n"] }
  };
  const written = (await execute(page, 'insar:insert-cells', { parameters: given })) as {
    path: string;
  };
  expect(written.path).toContain(tmpPath);
  const parameters = await onNotebook(
    page,
    shared =>
      (shared.cells[0].getMetadata().insar as unknown as { parameters: unknown }).parameters,
    null
  );
  expect(parameters).toMatchObject(JSON.parse(JSON.stringify(given)));
  await expect(
    execute(page, 'insar:insert-cells', { parameters: { burstId: -1 } }).catch(error =>
      String(error)
    )
  ).resolves.toContain('InvalidParameters');
  await execute(page, 'docmanager:save-all');

  await execute(page, 'insar:open-panel');
  const form = page.locator('.jp-Insar-form');
  const title = form.getByLabel('Job title', { exact: true });
  await expect(title).toHaveValue(given.jobTitle);
  // JupyterLab keeps its state a moment after the last change.
  const kept = page.waitForRequest(
    request =>
      request.method() === 'PUT' &&
      request.url().includes('/api/workspaces') &&
      (request.postData() ?? '').includes('not in the notebook')
  );
  await title.fill('not in the notebook');
  await kept;
  await reload(page);
  await execute(page, 'insar:open-panel');
  await expect(title).toHaveValue('not in the notebook');
  await expect(form.getByLabel('Resolution', { exact: true })).toHaveValue('12.5');

  await page.evaluate(async () => {
    for (const widget of [...window.jupyterapp.shell.widgets('main')]) {
      // A kernel that is still starting complains when its notebook goes.
      await (widget as { sessionContext?: { ready: Promise<void> } }).sessionContext?.ready;
      widget.dispose();
    }
  });
  await execute(page, 'docmanager:open', { path: written.path });
  await expect(title).toHaveValue(given.jobTitle);
  await form.getByRole('button', { name: 'Undo' }).click();
  await expect(title).toHaveValue('not in the notebook');
});
