import type { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import * as React from 'react';

import '../../../style/base.css';
import '../../../style/map.css';
import '../../../style/acquisitions.css';
import '../../../style/network.css';
import '../../../style/pairs.css';
import type { IBackendClient, IInsarPanel, IJobsModel } from '../tokens';
import { runSeveralBursts } from '../campaigns';
import { AcquisitionsBody } from './body';
import { AcquisitionsModel } from './model';
import { companionBaselines } from './pairs/baseline-source';
import { PairsModel } from './pairs/pairs-model';
import { seriesKey } from './series';
import { companionSearch } from './source';

/** What an {@link AcquisitionsWidget} is made of. */
export interface IAcquisitionsWidgetOptions {
  readonly client: IBackendClient;
  /** Whose form is filled in; without it, nothing can be used. */
  readonly panel: IInsarPanel | null;
  /** Told when jobs were submitted. */
  readonly jobs: IJobsModel | null;
  readonly state: IStateDB | null;
  readonly trans: TranslationBundle;
}

/** Burst, dates and pairs, chosen on a map, a calendar and a network. */
export class AcquisitionsWidget extends ReactWidget {
  constructor(private readonly _options: IAcquisitionsWidgetOptions) {
    super();
    this.addClass('jp-InsarAcquisitions');
    const { client, state, trans } = _options;
    const settings = client.serverSettings;
    this.model = new AcquisitionsModel({ search: companionSearch(settings), state });
    this.pairs = new PairsModel({ baselines: companionBaselines(settings), state, trans });
    void this._restore();
  }

  readonly model: AcquisitionsModel;

  readonly pairs: PairsModel;

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this.model.dispose();
    this.pairs.dispose();
    super.dispose();
  }

  protected override render(): React.JSX.Element {
    const { panel, trans } = this._options;
    return (
      <AcquisitionsBody
        model={this.model}
        pairs={this.pairs}
        trans={trans}
        onUse={panel && (values => panel.fillForm(values))}
        onSeveral={panel && (() => void this._runSeveral(panel))}
      />
    );
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    void this._readForm();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    void this._readForm();
  }

  /** Losses are told for the window of the form, and its pairs are those to begin with. */
  private async _readForm(): Promise<void> {
    const parameters = await this._options.panel?.readForm();
    if (parameters && !this.isDisposed) {
      this.pairs.takeForm(parameters);
    }
  }

  private async _restore(): Promise<void> {
    await this.pairs.restore();
    this.model.changed.connect(() => this.pairs.show(this.model.chosen));
    const form = await this._options.panel?.readForm().catch(() => null);
    await this.model.restore(form ? seriesKey(form) : null);
  }

  private async _runSeveral(panel: IInsarPanel): Promise<void> {
    const { client, jobs, trans } = this._options;
    const { series, chosen } = this.model.snapshot;
    await runSeveralBursts({
      settings: client.serverSettings,
      panel,
      candidates: series,
      tickedTrack: chosen?.relativeOrbit ?? null,
      trans
    });
    await jobs?.refresh();
  }
}
