import type { IStateDB } from '@jupyterlab/statedb';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import { checkParameters, DEFAULT_PARAMETERS, isRecord, PARAMETER_FIELDS } from '../../workflow';
import type { InsarParameters, ParameterProblem } from '../../workflow';
import { automaticTitle, draftFromJson, draftOf, readDraft, withPairs } from './draft';
import type { FormDraft } from './draft';

/** What the panel says below its form. */
export interface PanelNotice {
  readonly kind: 'info' | 'busy' | 'error';
  readonly text: string;
  /** A button beside the text. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** The panel at one moment; a new object after every change. */
export interface PanelSnapshot {
  readonly draft: FormDraft;
  readonly problems: readonly ParameterProblem[];
  /** The parameters; null while a problem is an error. */
  readonly parameters: InsarParameters | null;
  /** Whether the form was changed since it was filled or written into a notebook. */
  readonly isEdited: boolean;
  readonly notice: PanelNotice | null;
  /** Whether cells are being written. */
  readonly isWriting: boolean;
  /** Whether *Insert and run* is running the cells of the notebook in front. */
  readonly isRunning: boolean;
}

/** What a {@link PanelModel} is made of. */
export interface IPanelModelOptions {
  /** Where the form is kept over a reload; not kept without it. */
  state?: IStateDB | null;
}

/** The state of the panel's form. It outlives the form, and a reload of the page. */
export class PanelModel implements IDisposable {
  constructor(options: IPanelModelOptions = {}) {
    this._state = options.state ?? null;
    this._snapshot = snapshotOf(draftOf(DEFAULT_PARAMETERS), {
      isEdited: false,
      notice: null,
      isWriting: false,
      isRunning: false
    });
  }

  get snapshot(): PanelSnapshot {
    return this._snapshot;
  }

  /** The snapshot is another one. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Someone asks for the keyboard focus on a field. */
  get focusRequested(): ISignal<this, keyof InsarParameters> {
    return this._focusRequested;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    Signal.clearData(this);
  }

  /** Brings back what the form held before the page was loaded. What was typed meanwhile stays. */
  async restore(): Promise<void> {
    const stored = await this._state?.fetch(STATE_KEY).catch(() => undefined);
    if (this._isDisposed || this._snapshot.isEdited || !isRecord(stored)) {
      return;
    }
    this._set(draftFromJson(stored['draft']), { isEdited: stored['isEdited'] === true });
  }

  /**
   * What the user typed. A job title that nobody wrote follows the burst, and what was said of the
   * form as it was goes away.
   */
  update(change: Partial<FormDraft>): void {
    const { draft: before, notice: said } = this._snapshot;
    const notice = said?.kind === 'busy' ? said : null;
    const changed = { ...before, ...change };
    const after = change.pairs === undefined ? changed : withPairs(changed, change.pairs);
    const follows = before.jobTitle === automaticTitle(before) && change.jobTitle === undefined;
    this._set(follows ? { ...after, jobTitle: automaticTitle(after) } : after, {
      isEdited: true,
      notice
    });
    this._store();
  }

  /** Shows these parameters, as from a notebook or another extension. */
  fill(parameters: InsarParameters): void {
    const draft = draftOf(parameters);
    const kept = draft.backendUrl === '' ? this._snapshot.draft.backendUrl : draft.backendUrl;
    this._set({ ...draft, backendUrl: kept }, { isEdited: false });
    this._store();
  }

  /** Shows an earlier draft again. */
  putBack(draft: FormDraft, isEdited: boolean): void {
    this._set(draft, { isEdited });
    this._store();
  }

  /** The parameters stand in a notebook now. */
  markWritten(): void {
    this._set(this._snapshot.draft, { isEdited: false });
    this._store();
  }

  setNotice(notice: PanelNotice | null): void {
    this._set(this._snapshot.draft, { notice });
  }

  setProgress(progress: Partial<Pick<PanelSnapshot, 'isWriting' | 'isRunning'>>): void {
    this._set(this._snapshot.draft, progress);
  }

  /** Asks the form to put the focus on the first field that is wrong. */
  focusFirstProblem(): void {
    const first = this._snapshot.problems.find(problem => problem.severity === 'error');
    if (first) {
      this._focusRequested.emit(first.field);
    }
  }

  private _set(draft: FormDraft, flags: Partial<Flags>): void {
    const { isEdited, notice, isWriting, isRunning } = this._snapshot;
    this._snapshot = snapshotOf(draft, { isEdited, notice, isWriting, isRunning, ...flags });
    this._changed.emit();
  }

  private _store(): void {
    const { draft, isEdited } = this._snapshot;
    const pairs = draft.pairs?.map(pair => ({ ...pair })) ?? null;
    const json: ReadonlyPartialJSONObject = { draft: { ...draft, pairs }, isEdited };
    // Where the state cannot be kept, the form still works until the page is left.
    void this._state?.save(STATE_KEY, json).catch(() => undefined);
  }

  private _snapshot: PanelSnapshot;
  private _isDisposed = false;
  private readonly _state: IStateDB | null;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _focusRequested = new Signal<this, keyof InsarParameters>(this);
}

type Flags = Pick<PanelSnapshot, 'isEdited' | 'notice' | 'isWriting' | 'isRunning'>;

const STATE_KEY = 'jupyterlab-insar:panel';

function snapshotOf(draft: FormDraft, flags: Flags): PanelSnapshot {
  const { candidate, problems: unreadable } = readDraft(draft);
  const taken = new Set(unreadable.map(problem => problem.field));
  const problems = [
    ...unreadable,
    ...checkParameters(candidate).filter(problem => !taken.has(problem.field))
  ].sort((a, b) => PARAMETER_FIELDS.indexOf(a.field) - PARAMETER_FIELDS.indexOf(b.field));
  const isRefused = problems.some(problem => problem.severity === 'error');
  return {
    draft,
    problems,
    parameters: isRefused ? null : (candidate as unknown as InsarParameters),
    ...flags
  };
}
