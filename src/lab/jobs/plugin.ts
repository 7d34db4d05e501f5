import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import type { Cell } from '@jupyterlab/cells';
import { NotebookActions } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { IBackendClient, IInsarPanel, IJobsModel } from '../tokens';
import { JobsModel } from './model';
import type { JobsParts } from './parts';
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
  optional: [IInsarPanel, ISettingRegistry, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    client: IBackendClient,
    panel: IInsarPanel | null,
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
    let loading: Promise<JobsParts> | null = null;
    const parts = (): Promise<JobsParts> =>
      (loading ??= import('./parts').then(
        ({ JobsParts }) => new JobsParts({ client, model, commands, trans, openPanel }),
        reason => {
          loading = null;
          throw reason;
        }
      ));
    const model = new JobsModel({ list: async () => (await parts()).list() });
    const section = new JobsSection({
      trans,
      loadView: async () => {
        const loaded = await parts();
        loaded.setVisible(true);
        return loaded.createView();
      },
      onSeen: isSeen => {
        model.setVisible(isSeen);
        void loading?.then(loaded => loaded.setVisible(isSeen));
      }
    });
    panel?.addSection(section, SECTION_RANK);

    const onCell = (_: unknown, { cell }: { readonly cell: Cell }): void => {
      if (model.isReady || MENTIONS_JOBS.test(cell.model.sharedModel.getSource())) {
        void model.refresh();
      }
    };
    NotebookActions.executionScheduled.connect(onCell);
    NotebookActions.executed.connect(onCell);

    let isNotifying = true;
    void settingRegistry?.load(PLUGIN_ID).then(settings => {
      const read = (): void => {
        isNotifying = settings.get('notify').composite !== false;
      };
      settings.changed.connect(read);
      read();
    });
    model.ended.connect(async (_, job) => {
      const notice = isNotifying ? await (await parts()).noticeOf(job) : null;
      if (notice) {
        const { message, type, autoClose, actions } = notice;
        Notification.emit(message, type, { autoClose, actions });
      }
    });
    return model;
  }
};

export default plugin;
