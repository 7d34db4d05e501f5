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
import { OpeneoError } from '../client/errors';
import type { RemoteBackend } from '../remotes';
import { connectRemote } from '../remotes';
import type { IBackendClient, IJobRow, IRemotes } from '../tokens';
import { JobActions } from './actions';
import { BackendJobs } from './backend-jobs';
import { JobsBoard } from './board';
import { createBoardView } from './board-view';
import { JobsModel } from './model';
import { noticeOf } from './notify';
import type { INotice } from './notify';
import { OpeneoJobs } from './openeo-jobs';
import type { IJobsSource } from './source';

/** Other back-ends are shared by many, and further away than the own one. */
const REMOTE_SHORTEST_MS = 5_000;

/** What the parts are made from. */
export interface IJobsPartsOptions {
  readonly client: IBackendClient;
  /** The jobs of the back-end that comes with the extension. */
  readonly model: JobsModel;
  /** Other back-ends; only the own one is shown without it. */
  readonly remotes: IRemotes | null;
  readonly commands: JupyterFrontEnd['commands'];
  readonly trans: TranslationBundle;
  /** Brings the panel into view. */
  readonly openPanel: () => void;
  /** Shows what is to be told of a job, if the user wants to be told. */
  readonly notify: (notice: () => Promise<INotice | null>) => Promise<void>;
}

/** The heavy half of the jobs, which is loaded when the list is first seen or read. */
export class JobsParts {
  constructor(private readonly _options: IJobsPartsOptions) {
    const { client, model } = _options;
    this._campaigns = new CampaignsModel(companionCampaigns(client.serverSettings));
    const source = new OpeneoJobs({
      connection: () => client.connection(),
      fileUrl: (_id, _name, href) => client.proxied(href)
    });
    this._own = this._jobsOf(model, source, null);
  }

  /** All jobs of the back-end that comes with the extension. */
  list(): Promise<IJobRow[]> {
    void this._campaigns.refresh();
    return this._own.source.list();
  }

  /** A cell ran that may have made a job. */
  noteCell(): void {
    this._board?.refresh();
  }

  /** Says whether the section is in view. */
  async setSeen(isSeen: boolean): Promise<void> {
    this._isSeen = isSeen;
    this._campaigns.setVisible(isSeen);
    (await this._loadBoard()).setSeen(this._isSeen);
  }

  async createView(): Promise<Widget> {
    const { trans } = this._options;
    const board = await this._loadBoard();
    const view = new Panel();
    view.addWidget(
      createCampaignsView({ model: this._campaigns, actions: this._campaignActions(), trans })
    );
    view.addWidget(createBoardView({ board, trans }));
    return view;
  }

  private _loadBoard(): Promise<JobsBoard> {
    return (this._loading ??= this._makeBoard());
  }

  private async _makeBoard(): Promise<JobsBoard> {
    // Without the others, the own jobs are still shown.
    const remotes = await this._options.remotes?.load().catch(() => null);
    this._board = new JobsBoard({
      own: this._own,
      remotes: remotes ?? null,
      jobsOf: backend => this._remoteJobs(backend)
    });
    return this._board;
  }

  /** The jobs of a back-end by its id, for which a campaign was run. */
  private _sourceOf(backendId: string): IJobsSource {
    if (backendId === '') {
      return this._own.source;
    }
    const remote = this._board?.remotes?.ofId(backendId);
    if (!remote) {
      const { trans } = this._options;
      throw new Error(trans.__('%1 is not in the list of back-ends any more.', backendId));
    }
    return this._remoteSource(remote);
  }

  private _remoteSource(backend: RemoteBackend): OpeneoJobs {
    const { serverSettings } = this._options.client;
    return new OpeneoJobs(connectRemote(backend, serverSettings), REMOTE_SHORTEST_MS);
  }

  private _remoteJobs(backend: RemoteBackend): BackendJobs {
    const source = this._remoteSource(backend);
    const model = new JobsModel({
      shortestMs: REMOTE_SHORTEST_MS,
      list: async () => {
        try {
          return await source.list();
        } catch (reason) {
          if (reason instanceof OpeneoError && (reason.status === 401 || reason.status === 403)) {
            // The login may have ended, which the panel then says.
            backend.refresh();
          }
          throw reason;
        }
      }
    });
    return this._jobsOf(model, source, backend.remote.id);
  }

  private _jobsOf(model: JobsModel, source: OpeneoJobs, remoteId: string | null): BackendJobs {
    const { commands, trans, openPanel, notify } = this._options;
    const actions = new JobActions({ model, source, commands, trans });
    const jobs = new BackendJobs(model, source, actions);
    const show = (id: string): void => {
      this._board?.choose(remoteId);
      jobs.selection.show(id);
      openPanel();
    };
    model.ended.connect((_, job) => {
      // The list tells of the jobs of campaigns.
      if (!this._campaigns.hasJob(job.id)) {
        void notify(() => noticeOf(job, { source, actions, trans, show }));
      }
    });
    return jobs;
  }

  private _campaignActions(): CampaignActions {
    const { trans } = this._options;
    const { actions } = this._own;
    return new CampaignActions({
      model: this._campaigns,
      trans,
      rastersOf: async (backendId, jobId) =>
        (await this._sourceOf(backendId).results(jobId)).filter(file => file.isGeoTiff),
      openFiles: actions.canOpenOnMap ? files => actions.openOnOneMap(files) : null
    });
  }

  private readonly _campaigns: CampaignsModel;
  private readonly _own: BackendJobs;
  private _board: JobsBoard | null = null;
  private _loading: Promise<JobsBoard> | null = null;
  private _isSeen = false;
}
