import { ILayoutRestorer } from '@jupyterlab/application';
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { insarIcon } from '../icons';
import { IBackendClient, IInsarPanel, IJobsModel } from '../tokens';

const COMMAND = 'insar:choose-acquisitions';
const ID = 'insar-acquisitions';

/** Opens the choice of burst, dates and pairs, which is loaded with its first use. */
const acquisitionsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-insar:acquisitions',
  description: 'Chooses burst, dates and pairs on a map, a calendar and a network.',
  autoStart: true,
  requires: [IBackendClient],
  optional: [IInsarPanel, IJobsModel, ITranslator, IStateDB, ILayoutRestorer, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    client: IBackendClient,
    panel: IInsarPanel | null,
    jobs: IJobsModel | null,
    translator: ITranslator | null,
    state: IStateDB | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_insar');
    const tracker = new WidgetTracker<MainAreaWidget>({ namespace: ID });
    app.commands.addCommand(COMMAND, {
      label: trans.__('Choose Burst, Dates and Pairs'),
      describedBy: { args: { type: 'object', properties: {} } },
      execute: async () => {
        let widget = tracker.find(open => open.id === ID);
        if (!widget) {
          const { AcquisitionsWidget } = await import('./widget');
          widget = tracker.find(open => open.id === ID) ?? makeWidget(AcquisitionsWidget);
        }
        app.shell.activateById(widget.id);
      }
    });
    const makeWidget = (Content: typeof import('./widget').AcquisitionsWidget): MainAreaWidget => {
      const content = new Content({ client, panel, jobs, state, trans });
      const widget = new MainAreaWidget({ content });
      widget.id = ID;
      widget.title.label = trans.__('Bursts and dates');
      widget.title.icon = insarIcon;
      widget.toolbar.hide();
      void tracker.add(widget);
      app.shell.add(widget, 'main');
      return widget;
    };
    void restorer?.restore(tracker, { command: COMMAND, name: () => ID });
    palette?.addItem({ command: COMMAND, category: trans.__('InSAR') });
  }
};

export default acquisitionsPlugin;
