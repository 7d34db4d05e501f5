import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import type { Widget } from '@lumino/widgets';
import { Panel } from '@lumino/widgets';

/** What the section is made from. */
export interface IJobsSectionOptions {
  readonly trans: TranslationBundle;
  /** Makes the content; called when the section first comes into view. */
  readonly loadView: () => Promise<Widget>;
  /** Told whether the section is in view. */
  readonly onSeen: (isSeen: boolean) => void;
}

/** The jobs' section of the panel. Its content is loaded when it first comes into view. */
export class JobsSection extends Panel {
  constructor(private readonly _sectionOptions: IJobsSectionOptions) {
    super();
    this.id = 'insar-jobs';
    this.addClass('jp-Insar-jobs');
    this.title.label = _sectionOptions.trans.__('Jobs');
    this._observer = new IntersectionObserver(entries =>
      this._onSeen(entries.some(entry => entry.isIntersecting))
    );
  }

  override dispose(): void {
    this._observer.disconnect();
    super.dispose();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this._observer.observe(this.node);
  }

  protected override onBeforeDetach(message: Message): void {
    this._observer.unobserve(this.node);
    this._onSeen(false);
    super.onBeforeDetach(message);
  }

  private _onSeen(isSeen: boolean): void {
    if (this.isDisposed) {
      return;
    }
    this._sectionOptions.onSeen(isSeen);
    if (isSeen && !this._isLoaded) {
      this._isLoaded = true;
      void this._load();
    }
  }

  private async _load(): Promise<void> {
    try {
      const view = await this._sectionOptions.loadView();
      if (this.isDisposed) {
        view.dispose();
      } else {
        this.addWidget(view);
      }
    } catch {
      // The list of jobs says why: it is read by the same parts.
      this._isLoaded = false;
    }
  }

  private readonly _observer: IntersectionObserver;
  private _isLoaded = false;
}
