import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Panel } from '@lumino/widgets';
import type { Widget } from '@lumino/widgets';

import {
  CampaignActions,
  CampaignsModel,
  companionCampaigns,
  createCampaignsView
} from '../campaigns';
import type { IBackendClient, IJobRow, IJobsModel } from '../tokens';
import { JobActions } from './actions';
import { createJobsView } from './jobs-view';
import { noticeOf } from './notify';
import type { INotice } from './notify';
import { OpeneoJobs } from './openeo-jobs';
import { JobSelection } from './selection';

/** What the parts are made from. */
export interface IJobsPartsOptions {
  readonly client: IBackendClient;
  readonly model: IJobsModel;
  readonly commands: JupyterFrontEnd['commands'];
  readonly trans: TranslationBundle;
  /** Brings the panel into view. */
  readonly openPanel: () => void;
}

/** The heavy half of the jobs, which is loaded when the list is first seen or read. */
export class JobsParts {
  constructor(private readonly _options: IJobsPartsOptions) {
    const { client, model, commands, trans } = _options;
    this._source = new OpeneoJobs(client);
    this._campaigns = new CampaignsModel(companionCampaigns(client.serverSettings));
    this._actions = new JobActions({ model, source: this._source, commands, trans });
  }

  list(): Promise<IJobRow[]> {
    void this._campaigns.refresh();
    return this._source.list();
  }

  createView(): Widget {
    const { model, trans } = this._options;
    const view = new Panel();
    view.addWidget(
      createCampaignsView({ model: this._campaigns, actions: this._campaignActions(), trans })
    );
    view.addWidget(
      createJobsView({
        model,
        trans,
        source: this._source,
        actions: this._actions,
        selection: this._selection
      })
    );
    return view;
  }

  /** Says whether anyone can see the list. */
  setVisible(isVisible: boolean): void {
    this._campaigns.setVisible(isVisible);
  }

  /** What to tell of a job that has ended, or null; the list tells of those of campaigns. */
  noticeOf(job: IJobRow): Promise<INotice | null> {
    const { trans, openPanel } = this._options;
    if (this._campaigns.hasJob(job.id)) {
      return Promise.resolve(null);
    }
    const show = (id: string): void => {
      this._selection.show(id);
      openPanel();
    };
    return noticeOf(job, { source: this._source, actions: this._actions, trans, show });
  }

  private _campaignActions(): CampaignActions {
    const { trans } = this._options;
    return new CampaignActions({
      model: this._campaigns,
      trans,
      rastersOf: async (_, jobId) =>
        (await this._source.results(jobId)).filter(file => file.isGeoTiff),
      openFiles: this._actions.canOpenOnMap ? files => this._actions.openOnOneMap(files) : null
    });
  }

  private readonly _campaigns: CampaignsModel;
  private readonly _source: OpeneoJobs;
  private readonly _actions: JobActions;
  private readonly _selection = new JobSelection();
}
