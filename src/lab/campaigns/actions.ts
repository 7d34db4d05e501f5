import { Dialog, showDialog, showErrorMessage } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { CampaignProgress } from '../../workflow';
import { reasonText } from '../reason-text';
import type { CampaignsModel } from './model';
import type { CampaignAction } from './source';

/** A result file, as the map opens it. */
export interface ICampaignFile {
  readonly name: string;
  readonly url: string;
}

/** What the actions need. */
export interface ICampaignActionsOptions {
  readonly model: CampaignsModel;
  readonly trans: TranslationBundle;
  /** The rasters of a finished job. */
  readonly rastersOf: (backend: string, jobId: string) => Promise<readonly ICampaignFile[]>;
  /** Opens rasters on one map; null where there is no map. */
  readonly openFiles: ((files: readonly ICampaignFile[]) => Promise<void>) | null;
}

/** What a user can do to a campaign. Failures are shown in a dialog, and the list is read anew. */
export class CampaignActions {
  constructor(private readonly _options: ICampaignActionsOptions) {}

  get canOpenOnMap(): boolean {
    return this._options.openFiles !== null;
  }

  /** Opens the results of all bursts that are finished on one map, each under its burst's name. */
  async openOnMap({ backend, bursts }: CampaignProgress): Promise<void> {
    const { trans, rastersOf, openFiles } = this._options;
    await this._try(trans.__('Cannot open the results'), async () => {
      const finished = bursts.filter(({ state }) => state === 'finished');
      const files = await Promise.all(
        finished.map(async ({ burstId, subSwath, jobs }) =>
          (await rastersOf(backend, String(jobs.coherence))).map(({ name, url }) => ({
            name: `${burstId} ${subSwath} ${name}`,
            url
          }))
        )
      );
      await openFiles?.(files.flat());
    });
  }

  act({ id }: CampaignProgress, action: CampaignAction): Promise<void> {
    const { model, trans } = this._options;
    return this._try(trans.__('Cannot change the campaign'), () => model.source.act(id, action));
  }

  /** Asks first. */
  async cancel(campaign: CampaignProgress): Promise<void> {
    const { trans } = this._options;
    const isSure = await this._isSure(
      trans.__('Cancel campaign?'),
      trans.__(
        'The jobs of "%1" that run are cancelled, and no further ones are submitted. What is finished stays.',
        campaign.title
      ),
      trans.__('Cancel campaign')
    );
    if (isSure) {
      await this.act(campaign, 'cancel');
    }
  }

  /** Asks first. */
  async remove({ id, title }: CampaignProgress): Promise<void> {
    const { model, trans } = this._options;
    const isSure = await this._isSure(
      trans.__('Remove campaign?'),
      trans.__('"%1" is taken from the list. Its jobs and their results stay.', title),
      trans.__('Remove')
    );
    if (isSure) {
      await this._try(trans.__('Cannot remove the campaign'), () => model.source.remove(id));
    }
  }

  private async _isSure(title: string, body: string, label: string): Promise<boolean> {
    const { trans } = this._options;
    const answer = await showDialog({
      title,
      body,
      buttons: [Dialog.cancelButton({ label: trans.__('Keep it') }), Dialog.warnButton({ label })],
      defaultButton: 0
    });
    return answer.button.accept;
  }

  private async _try(title: string, action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
    } catch (reason) {
      await showErrorMessage(title, reasonText(reason));
    }
    await this._options.model.refresh();
  }
}
