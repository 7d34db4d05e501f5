import { Notification, showErrorMessage } from '@jupyterlab/apputils';
import type { ServerConnection } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';

import { companionRequest } from '../client';
import type { IInsarPanel } from '../tokens';
import { reasonText } from '../reason-text';
import { askForCampaign } from './campaign-dialog';
import { planCampaign } from './plan';
import type { CampaignCandidate } from './plan';
import { companionCampaigns } from './source';

/** What several bursts are run with. */
export interface ISeveralBurstsOptions {
  readonly settings: ServerConnection.ISettings;
  /** Its form holds the parameters. */
  readonly panel: IInsarPanel;
  readonly candidates: readonly CampaignCandidate[];
  /** Relative orbit whose bursts are ticked at first; null ticks all. */
  readonly tickedTrack: number | null;
  readonly trans: TranslationBundle;
}

/** Where the form wants its jobs to run. */
interface Place {
  readonly id: string;
  readonly title: string;
}

/** Asks which of the bursts to compute, and starts them as a campaign. Failures are shown. */
export async function runSeveralBursts(options: ISeveralBurstsOptions): Promise<void> {
  const { settings, panel, candidates, tickedTrack, trans } = options;
  try {
    const parameters = await panel.readForm();
    if (parameters === null) {
      await showErrorMessage(
        trans.__('The form has errors'),
        trans.__('Correct the fields of the InSAR panel that are marked, then run the bursts.')
      );
      return;
    }
    const place = await placeOf(parameters.backendUrl, settings, trans);
    const plans = planCampaign(parameters, candidates);
    const choice = await askForCampaign({
      plans,
      tickedKeys: plans
        .filter(({ candidate }) => tickedTrack === null || candidate.relativeOrbit === tickedTrack)
        .map(({ candidate }) => candidate.key),
      title: trans.__('Coherence %1 to %2', parameters.startDate, parameters.endDate),
      backendTitle: place.title,
      trans
    });
    if (choice) {
      await companionCampaigns(settings).start({ ...choice, backend: place.id });
      Notification.success(
        trans._n(
          'A campaign of %1 burst has begun; the Jobs section shows how far it is.',
          'A campaign of %1 bursts has begun; the Jobs section shows how far it is.',
          choice.bursts.length
        )
      );
    }
  } catch (reason) {
    await showErrorMessage(trans.__('The campaign could not be started'), reasonText(reason));
  }
}

/** @throws Error where the back-end is not in the list of the settings. */
async function placeOf(
  url: string,
  settings: ServerConnection.ISettings,
  trans: TranslationBundle
): Promise<Place> {
  if (url === '') {
    return { id: '', title: trans.__('this Jupyter server') };
  }
  const { remotes } = await companionRequest<{
    remotes: readonly (Place & { readonly url: string })[];
  }>(settings, 'GET', 'remotes');
  const trimmed = (address: string): string => address.replace(/\/+$/, '');
  const found = remotes.find(remote => trimmed(remote.url) === trimmed(url));
  if (!found) {
    throw new Error(
      trans.__('%1 is not in the list of back-ends; add it in the settings of InSAR.', url)
    );
  }
  return found;
}
