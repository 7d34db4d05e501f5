import { Signal } from '@lumino/signaling';
import { PromiseDelegate } from '@lumino/coreutils';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { IPanelControllerOptions } from '../controller';
import { PanelController } from '../controller';

const notebooks = vi.hoisted(() => ({
  findNotebook: vi.fn(),
  writeCells: vi.fn(),
  runCells: vi.fn(),
  cellParameters: () => null,
  askAboutEdits: () => null,
  NotebookFollower: class {
    followed = { connect: () => undefined };
    look = async () => undefined;
    dispose = () => undefined;
  },
  WriteHistory: class {
    note = () => undefined;
  }
}));

vi.mock('../../notebook', () => notebooks);
vi.mock('@jupyterlab/apputils', () => ({ showErrorMessage: vi.fn() }));

const panelOf = (path: string) => ({ id: path, context: { path }, isDisposed: false });
type FakePanel = ReturnType<typeof panelOf>;

const trans = {
  __: (text: string, ...given: unknown[]) => text.replace(/%(\d)/g, (_, n) => String(given[n - 1])),
  _n: (text: string) => text
};

/** A tracker of which a test says what is in front. */
class FakeTracker {
  currentWidget: FakePanel | null = null;
  readonly currentChanged = new Signal<this, unknown>(this);

  show(panel: FakePanel | null): void {
    this.currentWidget = panel;
    this.currentChanged.emit(panel);
  }
}

let one: FakePanel;
let two: FakePanel;
let tracker: FakeTracker;
let controller: PanelController;

beforeEach(() => {
  one = panelOf('folder/one.ipynb');
  two = panelOf('folder/two.ipynb');
  tracker = new FakeTracker();
  controller = new PanelController({
    app: { shell: { activateById: () => undefined } },
    tracker,
    translator: { load: () => trans },
    state: null,
    showPanel: async () => undefined
  } as unknown as IPanelControllerOptions);
  notebooks.findNotebook.mockReset().mockImplementation(async () => tracker.currentWidget);
  notebooks.writeCells.mockReset().mockImplementation(async ({ context }: FakePanel) => ({
    path: context.path,
    id: 'set',
    isUpdate: false,
    changed: 7,
    kept: 0
  }));
  notebooks.runCells.mockReset();
});

/** Runs that a test ends. */
function openRuns(): PromiseDelegate<object>[] {
  const runs: PromiseDelegate<object>[] = [];
  notebooks.runCells.mockImplementation(() => {
    const run = new PromiseDelegate<object>();
    runs.push(run);
    return run.promise;
  });
  return runs;
}

describe('Insert and run', () => {
  it('runs the cells of two notebooks side by side, each of them once', async () => {
    const runs = openRuns();
    tracker.show(one);
    const first = controller.write(true);
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    expect(controller.model.snapshot.isRunning).toBe(true);

    tracker.show(two);
    expect(controller.model.snapshot.isRunning).toBe(false);
    const second = controller.write(true);
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    expect(controller.model.snapshot.isRunning).toBe(true);

    tracker.show(one);
    await controller.write(true);
    expect(runs).toHaveLength(2);
    expect(controller.model.snapshot.notice?.text).toMatch(/^The cells of one\.ipynb are running/);

    runs[0].resolve({ isComplete: true, failedStep: null, problem: '' });
    await first;
    expect(controller.model.snapshot.isRunning).toBe(false);
    expect(controller.model.snapshot.notice?.text).toBe('All cells of one.ipynb ran.');
    tracker.show(two);
    expect(controller.model.snapshot.isRunning).toBe(true);
    two.context.path = 'folder/renamed.ipynb';
    runs[1].resolve({ isComplete: false, failedStep: 'pairs', problem: 'ValueError: no' });
    await second;
    expect(controller.model.snapshot).toMatchObject({
      isRunning: false,
      notice: { kind: 'error', text: 'renamed.ipynb: the pairs cell failed. ValueError: no' }
    });
  });

  it('writes and runs once for two clicks in a row', async () => {
    const runs = openRuns();
    tracker.show(one);
    const clicks = [controller.write(true), controller.write(true)];
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    await clicks[1];
    expect(notebooks.writeCells).toHaveBeenCalledTimes(1);
    expect(controller.model.snapshot.notice).toMatchObject({ kind: 'busy' });
    runs[0].resolve({ isComplete: true });
    await clicks[0];
    expect(runs).toHaveLength(1);
  });

  it('says what went wrong when the cells cannot be run, and can be tried again', async () => {
    tracker.show(one);
    notebooks.runCells.mockRejectedValueOnce(new Error('The kernel was not ready.'));
    await controller.write(true);
    expect(controller.model.snapshot).toMatchObject({
      isRunning: false,
      notice: { kind: 'error', text: 'The kernel was not ready.' }
    });
    notebooks.runCells.mockResolvedValueOnce({ isComplete: true });
    await controller.write(true);
    expect(controller.model.snapshot.notice?.text).toBe('All cells of one.ipynb ran.');
  });
});
