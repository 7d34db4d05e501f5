import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import type { Cell } from '@jupyterlab/cells';
import { NotebookActions } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { IBackendClient, IInsarPanel, IJobsModel, IRemotes } from '../tokens';
import { JobsModel } from './model';
import type { IJobsPartsOptions, JobsParts } from './parts';
import { JobsSection } from './section';

const PLUGIN_ID = 'jupyterlab-insar:jobs';
const OPEN_PANEL = 'insar:open-panel';
const SECTION_RANK = 900;

/** A cell that may make a job; until one runs or the list is seen, the back-end is left alone. */
const MENTIONS_JOBS = /openeo|insar|job/i;

const plugin: JupyterFrontEndPlugin<IJobsModel> = {
  id: PLUGIN_ID,
  description: 'Watches the batch jobs of the InSAR back-end, in the panel and by notifications.',
  autoStart: true,
  provides: IJobsModel,
  requires: [IBackendClient],
  optional: [IInsarPanel, IRemotes, ISettingRegistry, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    client: IBackendClient,
    panel: IInsarPanel | null,
    remotes: IRemotes | null,
    settingRegistry: ISettingRegistry | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_insar');
    const { commands } = app;
    const openPanel = (): void => {
      if (commands.hasCommand(OPEN_PANEL)) {
        void commands.execute(OPEN_PANEL);
      }
    };
    let isNotifying = true;
    const notify: IJobsPartsOptions['notify'] = async noticeOf => {
      const notice = isNotifying ? await noticeOf() : null;
      if (notice) {
        const { message, type, autoClose, actions } = notice;
        Notification.emit(message, type, { autoClose, actions });
      }
    };
    let loading: Promise<JobsParts> | null = null;
    const parts = (): Promise<JobsParts> =>
      (loading ??= import('./parts').then(
        ({ JobsParts }) =>
          new JobsParts({ client, model, remotes, commands, trans, openPanel, notify }),
        reason => {
          loading = null;
          throw reason;
        }
      ));
    const model = new JobsModel({ list: async () => (await parts()).list() });
    const section = new JobsSection({
      trans,
      loadView: async () => (await parts()).createView(),
      // What cannot be loaded is tried again when the section comes into view.
      onSeen: isSeen => {
        void (isSeen ? parts() : loading)?.then(
          loaded => loaded.setSeen(isSeen),
          () => undefined
        );
      }
    });
    panel?.addSection(section, SECTION_RANK);

    const onCell = (_: unknown, { cell }: { readonly cell: Cell }): void => {
      if (model.isReady || MENTIONS_JOBS.test(cell.model.sharedModel.getSource())) {
        void model.refresh();
        void loading?.then(
          loaded => loaded.noteCell(),
          () => undefined
        );
      }
    };
    NotebookActions.executionScheduled.connect(onCell);
    NotebookActions.executed.connect(onCell);

    void settingRegistry?.load(PLUGIN_ID).then(
      settings => {
        const read = (): void => {
          isNotifying = settings.get('notify').composite !== false;
        };
        settings.changed.connect(read);
        read();
      },
      // Settings that cannot be read are their defaults.
      () => undefined
    );
    return model;
  }
};

export default plugin;
