import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

/** Which jobs of the list show their details. */
export class JobSelection {
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  isOpen(id: string): boolean {
    return this._open.has(id);
  }

  /** Opens a job and brings it into view. */
  show(id: string): void {
    this._open.add(id);
    this._wanted = id;
    this._changed.emit();
  }

  toggle(id: string): void {
    if (!this._open.delete(id)) {
      this._open.add(id);
    }
    this._changed.emit();
  }

  /** The job to bring into view, or null. */
  get wanted(): string | null {
    return this._wanted;
  }

  /** The wanted job is in view. */
  clearWanted(): void {
    this._wanted = null;
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _open = new Set<string>();
  private _wanted: string | null = null;
}
