import { ILayoutRestorer } from '@jupyterlab/application';
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, ISessionContextDialogs } from '@jupyterlab/apputils';
import { ILauncher } from '@jupyterlab/launcher';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { ToolbarButton, undoIcon, refreshIcon } from '@jupyterlab/ui-components';

import { IBackendClient, IInsarPanel, IRemotes } from '../tokens';
import { addPanelCommands, CommandIDs } from './commands';
import type { PanelController } from './controller';
import { InsarPanel } from './widget';

const CHOOSE_ACQUISITIONS = 'insar:choose-acquisitions';

const RANK = 700;

/** The sidebar panel and its commands. */
const panelPlugin: JupyterFrontEndPlugin<IInsarPanel> = {
  id: 'jupyterlab-insar:panel',
  description: 'The InSAR sidebar panel, which writes openEO cells into notebooks.',
  autoStart: true,
  provides: IInsarPanel,
  requires: [INotebookTracker],
  optional: [
    IBackendClient,
    IRemotes,
    ITranslator,
    IStateDB,
    ILayoutRestorer,
    ICommandPalette,
    ILauncher,
    ISessionContextDialogs
  ],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    client: IBackendClient | null,
    remotes: IRemotes | null,
    translatorOrNull: ITranslator | null,
    state: IStateDB | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    launcher: ILauncher | null,
    sessionDialogs: ISessionContextDialogs | null
  ): IInsarPanel => {
    const translator = translatorOrNull ?? nullTranslator;
    const trans = translator.load('jupyterlab_insar');
    let made: Promise<PanelController> | null = null;
    const controller = (): Promise<PanelController> =>
      (made ??= import('./controller').then(
        ({ PanelController }) =>
          new PanelController({
            app,
            tracker,
            translator,
            state,
            sessionDialogs: sessionDialogs ?? undefined,
            showPanel
          }),
        reason => {
          // What cannot be loaded is tried again with the next call.
          made = null;
          throw reason;
        }
      ));
    const panel = new InsarPanel({
      translator,
      loadForm: async () => {
        const [{ FormWidget }, loaded, others] = await Promise.all([
          import('./form-widget'),
          controller(),
          remotes?.load()
        ]);
        await loaded.ready;
        return new FormWidget({
          controller: loaded,
          client,
          remotes: others ?? null,
          translator,
          onChooseBurst: () => void app.commands.execute(CHOOSE_ACQUISITIONS)
        });
      },
      fillForm: async values => {
        await showPanel();
        (await controller()).fillIn(values);
      },
      readForm: async () => {
        const loaded = await controller();
        await loaded.ready;
        return loaded.model.snapshot.parameters;
      }
    });
    const showPanel = async (): Promise<void> => {
      if (!panel.isVisible) {
        app.shell.activateById(panel.id);
      }
      await panel.formReady;
    };

    panel.form.toolbar.addItem(
      'fill',
      new ToolbarButton({
        icon: refreshIcon,
        tooltip: trans.__('Fill the form from the cells of the current notebook'),
        onClick: () => void app.commands.execute(CommandIDs.fillFromNotebook)
      })
    );
    panel.form.toolbar.addItem(
      'reset',
      new ToolbarButton({
        icon: undoIcon,
        tooltip: trans.__('Put the form back to its defaults'),
        onClick: () => void controller().then(loaded => loaded.reset())
      })
    );

    app.shell.add(panel, 'left', { rank: RANK, type: 'InSAR' });
    restorer?.add(panel, panel.id);
    addPanelCommands(app.commands, { trans, controller, showPanel });
    for (const command of Object.values(CommandIDs)) {
      palette?.addItem({ command, category: trans.__('InSAR'), args: { isPalette: true } });
    }
    launcher?.add({ command: CommandIDs.openPanel, category: trans.__('Other'), rank: 20 });
    return panel;
  }
};

export default panelPlugin;
