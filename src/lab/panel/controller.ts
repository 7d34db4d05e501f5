import type { JupyterFrontEnd } from '@jupyterlab/application';
import { showErrorMessage } from '@jupyterlab/apputils';
import type { ISessionContextDialogs } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { IStateDB } from '@jupyterlab/statedb';
import type { ITranslator, TranslationBundle } from '@jupyterlab/translation';
import { JSONExt } from '@lumino/coreutils';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';

import { DEFAULT_PARAMETERS, parametersFromJson, parametersToJson } from '../../workflow';
import type { InsarParameters } from '../../workflow';
import {
  askAboutEdits,
  cellParameters,
  findNotebook,
  NotebookFollower,
  runCells,
  writeCells,
  WriteHistory
} from '../notebook';
import type { CellsRun, FollowedNotebook, WrittenCells } from '../notebook';
import { reasonText } from '../reason-text';
import { InvalidParametersError } from './errors';
import { draftChange } from './draft';
import type { FormDraft } from './draft';
import { PanelModel } from './model';
import type { PanelNotice } from './model';

/** What a {@link PanelController} is made of. */
export interface IPanelControllerOptions {
  app: Pick<JupyterFrontEnd, 'commands' | 'shell' | 'serviceManager'>;
  tracker: INotebookTracker;
  translator: ITranslator;
  state: IStateDB | null;
  sessionDialogs?: ISessionContextDialogs;
  /** Brings the panel to the front and waits until its form is there. */
  showPanel: () => Promise<void>;
}

/** What the panel's buttons and the commands do, between the form and the notebooks. */
export class PanelController implements IDisposable {
  constructor(options: IPanelControllerOptions) {
    this._options = options;
    this._trans = options.translator.load('jupyterlab_insar');
    this.model = new PanelModel({ state: options.state });
    this._follower = new NotebookFollower({ tracker: options.tracker });
    options.tracker.currentChanged.connect(this._showRunning, this);
    this.ready = this._start();
  }

  readonly model: PanelModel;

  /** The form holds what it held before the page was loaded. */
  readonly ready: Promise<void>;

  get isDisposed(): boolean {
    return this.model.isDisposed;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._options.tracker.currentChanged.disconnect(this._showRunning, this);
    this._follower.dispose();
    this.model.dispose();
  }

  /**
   * Writes the cells into the notebook, and runs them if asked to. While cells are being written, a
   * second call without parameters of its own waits for the first and writes nothing.
   *
   * @param given - Members of `InsarParameters` that take the place of the form's.
   * @returns What was written; null when the form or the user refused.
   * @throws InvalidParametersError, NotebookError only where `given` is: the user has seen the
   *   reason in the panel or in a dialog otherwise.
   */
  async write(run: boolean, given?: ReadonlyPartialJSONObject): Promise<WrittenCells | null> {
    await this.ready;
    if (given) {
      await this._writing?.catch(() => null);
      this._take(given);
    }
    const isJoined = this._writing !== null;
    const written = this._writing
      ? await this._writing.catch(() => null)
      : await (this._writing = this._write(given !== undefined).finally(() => {
          this._writing = null;
        }));
    // The call that this one waited for may have run them already.
    if (written && run && !(isJoined && this._running.has(written.panel))) {
      await this._run(written.panel, written.cells.id);
    }
    return written?.cells ?? null;
  }

  /** Fills the form from the cells of the current notebook. */
  async fillFromNotebook(): Promise<boolean> {
    await this.ready;
    const panel = this._options.tracker.currentWidget;
    const parameters = panel && cellParameters(panel);
    if (!panel || !parameters) {
      this.model.setNotice({
        kind: 'error',
        text: panel
          ? this._trans.__('%1 has no InSAR cells.', PathExt.basename(panel.context.path))
          : this._trans.__('No notebook is open.')
      });
      return false;
    }
    this._fill(panel.context.path, parameters);
    return true;
  }

  /**
   * Takes back the writing of cells into the current notebook, when it is the last change there.
   *
   * @returns Whether it was.
   */
  undoWrite(): boolean {
    const panel = this._options.tracker.currentWidget;
    const isUndone = panel !== null && this._history.undo(panel);
    if (isUndone) {
      const name = PathExt.basename(panel.context.path);
      this.model.setNotice({ kind: 'info', text: this._trans.__('%1 is as it was.', name) });
    }
    return isUndone;
  }

  /** Puts these values into the form, as if the user had typed them. */
  fillIn(values: Partial<InsarParameters>): void {
    const { draft, isEdited } = this.model.snapshot;
    this.model.update(draftChange(values));
    this.model.setNotice({
      kind: 'info',
      text: this._trans.__('The form holds the burst and the dates that were chosen.'),
      action: this._putBackAction(draft, isEdited)
    });
  }

  /** Puts the form back to its defaults; what it held can be brought back. */
  async reset(): Promise<void> {
    await this.ready;
    const { draft, isEdited } = this.model.snapshot;
    this.model.fill(DEFAULT_PARAMETERS);
    this.model.setNotice({
      kind: 'info',
      text: this._trans.__('The form shows the defaults.'),
      action: this._putBackAction(draft, isEdited)
    });
  }

  /** Goes back from chosen pairs to a fixed temporal baseline; the pairs can be brought back. */
  dropPairs(): void {
    const { draft, isEdited } = this.model.snapshot;
    this.model.update({ pairs: null });
    this.model.setNotice({
      kind: 'info',
      text: this._trans.__('The chosen pairs are gone from the form.'),
      action: this._putBackAction(draft, isEdited)
    });
  }

  private async _start(): Promise<void> {
    await this.model.restore();
    this._follower.followed.connect(this._onFollowed, this);
    await this._follower.look();
  }

  private _onFollowed(_: NotebookFollower, found: FollowedNotebook): void {
    const { path, parameters, isOpened } = found;
    const { snapshot } = this.model;
    if (!parameters || isSame(parameters, snapshot.parameters)) {
      return;
    }
    if (isOpened || !snapshot.isEdited) {
      this._fill(path, parameters);
      return;
    }
    this.model.setNotice({
      kind: 'info',
      text: this._trans.__('%1 has other parameters.', PathExt.basename(path)),
      action: {
        label: this._trans.__('Use them'),
        run: () => this._fill(path, parameters)
      }
    });
  }

  private _fill(path: string, parameters: InsarParameters): void {
    const { draft, isEdited } = this.model.snapshot;
    this.model.fill(parameters);
    this.model.setNotice({
      kind: 'info',
      text: this._trans.__('Filled from the cells of %1.', PathExt.basename(path)),
      action: isEdited ? this._putBackAction(draft, isEdited) : undefined
    });
  }

  private _undoAction(): PanelNotice['action'] {
    return {
      label: this._trans.__('Undo'),
      run: () => {
        if (!this.undoWrite()) {
          const text = this._trans.__('The notebook has changed since; undo it there.');
          this.model.setNotice({ kind: 'info', text });
        }
      }
    };
  }

  private _putBackAction(draft: FormDraft, isEdited: boolean): PanelNotice['action'] {
    return {
      label: this._trans.__('Undo'),
      run: () => {
        this.model.putBack(draft, isEdited);
        this.model.setNotice(null);
      }
    };
  }

  private _take(given: ReadonlyPartialJSONObject): void {
    const base = this.model.snapshot.parameters;
    const reading = parametersFromJson({ ...(base ? parametersToJson(base) : {}), ...given });
    if (reading.problems.length > 0) {
      throw new InvalidParametersError(reading.problems);
    }
    this.model.fill(reading.parameters);
    if (!this.model.snapshot.parameters) {
      throw new InvalidParametersError(this.model.snapshot.problems);
    }
  }

  private async _write(rethrows: boolean): Promise<Written | null> {
    const { model, _options: options } = this;
    const { parameters } = model.snapshot;
    if (!parameters) {
      await options.showPanel();
      model.focusFirstProblem();
      return null;
    }
    model.setProgress({ isWriting: true });
    model.setNotice(null);
    try {
      const panel = await findNotebook({ app: options.app, tracker: options.tracker });
      const cells = await writeCells(panel, parameters, edited =>
        askAboutEdits(edited, this._trans)
      );
      if (cells) {
        model.markWritten();
      }
      if (cells && cells.changed > 0) {
        this._history.note(panel);
      }
      model.setNotice({
        kind: 'info',
        text: this._describe(cells, panel),
        action: cells && cells.changed > 0 ? this._undoAction() : undefined
      });
      return cells && { panel, cells };
    } catch (error) {
      model.setNotice(null);
      if (rethrows) {
        throw error;
      }
      await showErrorMessage(this._trans.__('No InSAR cells were written'), reasonText(error));
      return null;
    } finally {
      model.setProgress({ isWriting: false });
    }
  }

  private async _run(panel: NotebookPanel, id: string): Promise<void> {
    const { model, _trans: trans } = this;
    // The notebook may be renamed meanwhile.
    const name = (): string => PathExt.basename(panel.context.path);
    if (this._running.has(panel)) {
      const text = trans.__('The cells of %1 are running; run them again when they end.', name());
      model.setNotice({ kind: 'info', text });
      return;
    }
    this._running.add(panel);
    this._showRunning();
    model.setNotice({ kind: 'busy', text: trans.__('Running the cells in %1…', name()) });
    try {
      const run = await runCells(panel, id, {
        translator: this._options.translator,
        sessionDialogs: this._options.sessionDialogs,
        onStep: (step, position, count) =>
          model.setNotice({
            kind: 'busy',
            text: trans.__('Running %1: step %2 of %3, %4…', name(), position, count, step)
          })
      });
      model.setNotice({
        ...this._describeRun(run, name()),
        action: {
          label: trans.__('Show'),
          run: () => this._options.app.shell.activateById(panel.id)
        }
      });
    } catch (error) {
      model.setNotice({ kind: 'error', text: reasonText(error) });
    } finally {
      this._running.delete(panel);
      this._showRunning();
    }
  }

  private _describeRun(run: CellsRun, name: string): PanelNotice {
    const { _trans: trans } = this;
    if (run.isComplete) {
      return { kind: 'info', text: trans.__('All cells of %1 ran.', name) };
    }
    const text = run.failedStep
      ? trans.__('%1: the %2 cell failed. %3', name, run.failedStep, run.problem)
      : trans.__('%1: the cells did not run to their end.', name);
    return { kind: 'error', text };
  }

  /** Each notebook has a kernel of its own: the cells of one may run while another one's do. */
  private _showRunning(): void {
    const { currentWidget } = this._options.tracker;
    this.model.setProgress({
      isRunning: currentWidget !== null && this._running.has(currentWidget)
    });
  }

  private _describe(cells: WrittenCells | null, panel: NotebookPanel): string {
    const { _trans: trans } = this;
    const name = PathExt.basename(panel.context.path);
    if (!cells) {
      return trans.__('Nothing was written.');
    }
    const { changed, kept, isUpdate } = cells;
    const keptText =
      kept > 0 ? ` ${trans._n('%1 edited cell kept.', '%1 edited cells kept.', kept)}` : '';
    if (changed === 0) {
      return trans.__('The cells in %1 are up to date.', name) + keptText;
    }
    const text = isUpdate
      ? trans._n('%1 cell updated in %2.', '%1 cells updated in %2.', changed, name)
      : trans._n('%1 cell inserted in %2.', '%1 cells inserted in %2.', changed, name);
    return text + keptText;
  }

  private _writing: Promise<Written | null> | null = null;
  /** Notebooks whose cells are being run. */
  private readonly _running = new Set<NotebookPanel>();
  private readonly _trans: TranslationBundle;
  private readonly _history = new WriteHistory();
  private readonly _follower: NotebookFollower;
  private readonly _options: IPanelControllerOptions;
}

interface Written {
  readonly panel: NotebookPanel;
  readonly cells: WrittenCells;
}

function isSame(a: InsarParameters, b: InsarParameters | null): boolean {
  return b !== null && JSONExt.deepEqual(parametersToJson(a), parametersToJson(b));
}
