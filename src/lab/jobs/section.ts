import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import { Panel } from '@lumino/widgets';

import type { JobActions } from './actions';
import type { JobsModel } from './model';
import type { JobSelection } from './selection';

/** What the section is made from. */
export interface IJobsSectionOptions {
  readonly model: JobsModel;
  readonly actions: JobActions;
  readonly selection: JobSelection;
  readonly trans: TranslationBundle;
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
    this._sectionOptions.model.setVisible(isSeen);
    if (isSeen && !this._isLoaded) {
      this._isLoaded = true;
      void this._load();
    }
  }

  private async _load(): Promise<void> {
    const { createJobsView } = await import('./jobs-view');
    if (!this.isDisposed) {
      this.addWidget(createJobsView(this._sectionOptions));
    }
  }

  private readonly _observer: IntersectionObserver;
  private _isLoaded = false;
}
