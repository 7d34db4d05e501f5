import type { ServerConnection } from '@jupyterlab/services';

import type { CampaignProgress, CampaignRequest } from '../../workflow';
import { companionRequest } from '../client';

/** What can be done with a campaign that runs. */
export type CampaignAction = 'pause' | 'resume' | 'retry' | 'cancel';

/** The campaigns of the back-end that comes with the extension. All reject with what went wrong. */
export interface ICampaignsSource {
  list(): Promise<readonly CampaignProgress[]>;
  start(request: CampaignRequest): Promise<CampaignProgress>;
  act(id: string, action: CampaignAction): Promise<CampaignProgress>;
  /** Forgets a campaign; its jobs stay. */
  remove(id: string): Promise<void>;
}

/** The campaigns, asked for through the Jupyter server. */
export function companionCampaigns(settings: ServerConnection.ISettings): ICampaignsSource {
  const below = (id: string): string => `campaigns/${encodeURIComponent(id)}`;
  return {
    list: async () => {
      const { campaigns } = await companionRequest<{ campaigns: CampaignProgress[] }>(
        settings,
        'GET',
        'campaigns'
      );
      return campaigns;
    },
    start: request => companionRequest(settings, 'POST', 'campaigns', request),
    act: (id, action) => companionRequest(settings, 'POST', `${below(id)}/${action}`),
    remove: id => companionRequest(settings, 'DELETE', below(id))
  };
}
