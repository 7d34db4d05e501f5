import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Clipboard, Dialog, showDialog, showErrorMessage } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { IJobRow, IJobsModel } from '../tokens';
import { reasonText } from '../reason-text';
import type { IJobsSource, ILogEntry, IResultFile } from './source';

const OPEN_ON_MAP = 'insar:open-on-map';

/** What the actions need. */
export interface IJobActionsOptions {
  readonly model: IJobsModel;
  readonly source: IJobsSource;
  readonly commands: JupyterFrontEnd['commands'];
  readonly trans: TranslationBundle;
}

/** What a user can do to a job. Failures are shown in a dialog, and the list is read anew. */
export class JobActions {
  constructor(private readonly _options: IJobActionsOptions) {}

  /** Whether the map of this extension, or another, is there to open results. */
  get canOpenOnMap(): boolean {
    return this._options.commands.hasCommand(OPEN_ON_MAP);
  }

  async openOnMap(file: IResultFile): Promise<void> {
    const { commands, trans } = this._options;
    await this._try(trans.__('Cannot open %1', file.name), () =>
      commands.execute(OPEN_ON_MAP, { url: file.url, name: file.name })
    );
  }

  /** Opens several rasters on one map: those that differ by their dates alone as one layer. */
  async openAllOnMap(files: readonly IResultFile[]): Promise<void> {
    await this._try(this._options.trans.__('Cannot open the results'), () =>
      this.openOnOneMap(files)
    );
  }

  /** As {@link openAllOnMap}, with the failure for the caller to tell. */
  async openOnOneMap(files: readonly Pick<IResultFile, 'name' | 'url'>[]): Promise<void> {
    const given = files.map(({ url, name }) => ({ url, name }));
    await this._options.commands.execute(OPEN_ON_MAP, { files: given });
  }

  async start(job: IJobRow): Promise<void> {
    const { source, trans } = this._options;
    await this._change(trans.__('Cannot start the job'), () => source.start(job.id));
  }

  async cancel(job: IJobRow): Promise<void> {
    const { source, trans } = this._options;
    await this._change(trans.__('Cannot cancel the job'), () => source.cancel(job.id));
  }

  /** Asks first. */
  async remove(job: IJobRow): Promise<void> {
    const { source, trans } = this._options;
    const answer = await showDialog({
      title: trans.__('Delete job?'),
      body: trans.__('"%1", its log and its results are deleted from the back-end.', job.title),
      buttons: [
        Dialog.cancelButton({ label: trans.__('Cancel') }),
        Dialog.warnButton({ label: trans.__('Delete') })
      ],
      defaultButton: 0
    });
    if (answer.button.accept) {
      await this._change(trans.__('Cannot delete the job'), () => source.remove(job.id));
    }
  }

  copyLog(entries: readonly ILogEntry[]): void {
    Clipboard.copyToSystem(
      entries
        .map(({ timeMs, level, message }) =>
          [timeMs === null ? '' : new Date(timeMs).toISOString(), level, message].join('\t').trim()
        )
        .join('\n')
    );
  }

  private async _change(title: string, action: () => Promise<void>): Promise<void> {
    await this._try(title, action);
    await this._options.model.refresh();
  }

  private async _try(title: string, action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
    } catch (reason) {
      await showErrorMessage(title, reasonText(reason));
    }
  }
}
