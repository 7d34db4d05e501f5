import { Signal } from '@lumino/signaling';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { cellMetadata, DEFAULT_PARAMETERS, generateCells } from '../../../workflow';
import { runCells } from '../run-cells';

interface FakeCell {
  model: { metadata: object; sharedModel: object } | null;
  isDisposed: boolean;
}

const actions = vi.hoisted(() => ({
  executed: null as unknown as { emit(value: unknown): void },
  runCells: vi.fn<(notebook: unknown, cells: FakeCell[]) => Promise<boolean>>()
}));

vi.mock('@jupyterlab/notebook', () => ({ NotebookActions: actions }));

const SET = 'set';

/** A notebook with a set of cells, and nothing of JupyterLab that is not read here. */
function notebookOf(steps: number) {
  const widgets = generateCells(DEFAULT_PARAMETERS)
    .slice(0, steps)
    .map((cell): FakeCell => ({
      model: { metadata: { insar: cellMetadata(SET, cell, DEFAULT_PARAMETERS) }, sharedModel: {} },
      isDisposed: false
    }));
  const content = {
    model: { cells: widgets.map(({ model }) => model) } as object | null,
    widgets,
    activeCellIndex: 0,
    deselectAll: () => undefined,
    scrollToCell: () => Promise.resolve()
  };
  const sessionContext = {
    ready: Promise.resolve(),
    session: null as unknown,
    kernelDisplayStatus: 'idle',
    hasNoKernel: false
  };
  const panel = { content, sessionContext, context: { path: 'a b/ü.ipynb' }, isDisposed: false };
  return { panel, widgets, asPanel: panel as unknown as NotebookPanel };
}

beforeEach(() => {
  actions.executed = new Signal<object, unknown>({});
  actions.runCells.mockReset().mockResolvedValue(true);
});

describe('runCells', () => {
  it('runs the cells of the set and tells of each step', async () => {
    const { asPanel, widgets, panel } = notebookOf(3);
    actions.runCells.mockImplementation(async (_, cells) => {
      cells.forEach(cell =>
        actions.executed.emit({ notebook: panel.content, cell, success: true, error: null })
      );
      return true;
    });
    const said: unknown[] = [];
    const run = await runCells(asPanel, SET, { onStep: (...step) => said.push(step) });
    expect(run).toMatchObject({ isComplete: true, failedStep: null, path: 'a b/ü.ipynb' });
    expect(said).toEqual([
      ['parameters', 2, 3],
      ['connect', 3, 3]
    ]);
    expect(actions.runCells.mock.calls[0][1]).toEqual(widgets);
  });

  it('names the step that failed, although its cell is taken out of the notebook meanwhile', async () => {
    const { asPanel, widgets, panel } = notebookOf(3);
    actions.runCells.mockImplementation(async () => {
      const error = { errorName: 'ValueError', errorValue: '\u001b[31mno dates\u001b[0m\nmore' };
      actions.executed.emit({ notebook: panel.content, cell: widgets[1], success: false, error });
      Object.assign(widgets[1], { model: null, isDisposed: true });
      return false;
    });
    expect(await runCells(asPanel, SET)).toMatchObject({
      isComplete: false,
      failedStep: 'parameters',
      problem: 'ValueError: no dates'
    });
  });

  it('runs nothing in a notebook that is closed while its kernel starts', async () => {
    const { asPanel, panel } = notebookOf(3);
    panel.sessionContext.session = {
      kernel: {
        get info() {
          Object.assign(panel, { isDisposed: true });
          panel.content.model = null;
          return Promise.reject(new Error('Canceled'));
        }
      }
    };
    expect(await runCells(asPanel, SET)).toMatchObject({ isComplete: false, failedStep: null });
    expect(actions.runCells).not.toHaveBeenCalled();
  });

  it('gives a kernel up that does not get ready, and stops asking', async () => {
    vi.useFakeTimers();
    try {
      const { asPanel, panel } = notebookOf(1);
      let asked = 0;
      Object.defineProperty(panel.sessionContext, 'kernelDisplayStatus', {
        get: () => ((asked += 1), 'initializing')
      });
      const refused = expect(runCells(asPanel, SET)).rejects.toMatchObject({
        _tag: 'KernelNotReady'
      });
      await vi.advanceTimersByTimeAsync(61_000);
      await refused;
      const before = asked;
      await vi.advanceTimersByTimeAsync(10_000);
      expect(asked).toBeLessThanOrEqual(before);
    } finally {
      vi.useRealTimers();
    }
  });
});
