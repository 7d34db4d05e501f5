import { ReactWidget } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import '../../../style/base.css';
import '../../../style/jobs.css';
import '../../../style/campaigns.css';
import { useSignal } from '../use-signal';
import type { CampaignActions } from './actions';
import { CampaignItem } from './campaign-item';
import type { CampaignsModel } from './model';

/** What the list of campaigns is made of. */
export interface ICampaignsViewOptions {
  readonly model: CampaignsModel;
  readonly actions: CampaignActions;
  readonly trans: TranslationBundle;
}

/** The list of campaigns as a widget; empty where there are none. */
export function createCampaignsView(options: ICampaignsViewOptions): ReactWidget {
  const widget = ReactWidget.create(<CampaignsView {...options} />);
  widget.addClass('jp-Insar-campaignsView');
  return widget;
}

function CampaignsView({ model, actions, trans }: ICampaignsViewOptions): React.JSX.Element | null {
  useSignal(model.changed);
  const { campaigns, problem } = model;
  if (campaigns.length === 0) {
    // A list that cannot be read is told of by the jobs below, which are read the same way.
    return null;
  }
  return (
    <>
      <h3 className="jp-Insar-campaignsTitle">{trans.__('Campaigns')}</h3>
      {problem !== null && (
        <p className="jp-Insar-hint">{trans.__('The list is as it was before.')}</p>
      )}
      <ul className="jp-Insar-jobList" aria-label={trans.__('Campaigns')}>
        {campaigns.map(campaign => (
          <CampaignItem key={campaign.id} campaign={campaign} actions={actions} trans={trans} />
        ))}
      </ul>
    </>
  );
}
