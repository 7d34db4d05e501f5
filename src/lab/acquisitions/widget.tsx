import type { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';

import '../../../style/base.css';
import '../../../style/map.css';
import '../../../style/acquisitions.css';
import type { IBackendClient, IInsarPanel, IJobsModel } from '../tokens';
import { runSeveralBursts } from '../campaigns';
import { AcquisitionsBody } from './body';
import { AcquisitionsModel } from './model';
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
    const { client, state } = _options;
    this.model = new AcquisitionsModel({ search: companionSearch(client.serverSettings), state });
    void this.model.restore();
  }

  readonly model: AcquisitionsModel;

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this.model.dispose();
    super.dispose();
  }

  protected override render(): React.JSX.Element {
    const { panel, trans } = this._options;
    return (
      <AcquisitionsBody
        model={this.model}
        trans={trans}
        onUse={panel && (values => panel.fillForm(values))}
        onSeveral={panel && (() => void this._runSeveral(panel))}
      />
    );
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
