import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { CommandRegistry } from '@lumino/commands';
import type { TranslationBundle } from '@jupyterlab/translation';

import { insarIcon } from '../icons';
import { UNDOABLE_SELECTOR } from '../notebook/undoable';
import type { PanelController } from './controller';

export const CommandIDs = {
  openPanel: 'insar:open-panel',
  insertCells: 'insar:insert-cells',
  insertAndRun: 'insar:insert-and-run',
  undoCells: 'insar:undo-cells',
  fillFromNotebook: 'insar:fill-from-notebook'
} as const;

/** What the commands work with. */
export interface CommandOptions {
  readonly trans: TranslationBundle;
  readonly controller: () => Promise<PanelController>;
  readonly showPanel: () => Promise<void>;
}

/**
 * Adds the panel's commands. Those that write cells resolve to
 * `{path, id, isUpdate, changed, kept}`, or to null when nothing was written; they reject only when
 * `parameters` were given.
 */
export function addPanelCommands(commands: CommandRegistry, options: CommandOptions): void {
  const { trans } = options;
  const write =
    (run: boolean) =>
    async (args: ReadonlyPartialJSONObject): Promise<unknown> => {
      const given = args['parameters'] as ReadonlyPartialJSONObject | undefined;
      const written = await (await options.controller()).write(run, given);
      return written && { ...written };
    };
  const writing = {
    args: {
      type: 'object',
      properties: {
        parameters: {
          type: 'object',
          description: trans.__(
            'Parameters of the workflow; those left out are the ones in the panel'
          )
        }
      }
    }
  };

  commands.addCommand(CommandIDs.openPanel, {
    label: trans.__('Open the InSAR Panel'),
    caption: trans.__('Set up InSAR coherence from Sentinel-1'),
    icon: args => (args['isPalette'] ? undefined : insarIcon),
    describedBy: { args: { type: 'object', properties: {} } },
    execute: () => options.showPanel()
  });
  commands.addCommand(CommandIDs.insertCells, {
    label: trans.__('Insert InSAR Cells'),
    caption: trans.__('Write the InSAR cells into the current notebook, or update them'),
    icon: args => (args['isPalette'] ? undefined : insarIcon),
    describedBy: writing,
    execute: write(false)
  });
  commands.addCommand(CommandIDs.insertAndRun, {
    label: trans.__('Insert and Run InSAR Cells'),
    caption: trans.__('Write the InSAR cells into the current notebook and run them'),
    icon: args => (args['isPalette'] ? undefined : insarIcon),
    describedBy: writing,
    execute: write(true)
  });
  commands.addCommand(CommandIDs.undoCells, {
    label: trans.__('Undo the Writing of InSAR Cells'),
    caption: trans.__('Take back the last writing of InSAR cells, or else what was typed last'),
    icon: args => (args['isPalette'] ? undefined : insarIcon),
    describedBy: { args: { type: 'object', properties: {} } },
    execute: async () => {
      const isUndone = (await options.controller()).undoWrite();
      return isUndone || commands.execute('editmenu:undo');
    }
  });
  commands.addKeyBinding({
    command: CommandIDs.undoCells,
    keys: ['Accel Z'],
    selector: UNDOABLE_SELECTOR
  });
  commands.addCommand(CommandIDs.fillFromNotebook, {
    label: trans.__('Fill the InSAR Panel from the Notebook'),
    caption: trans.__('Show the parameters of the current notebook’s InSAR cells in the panel'),
    icon: args => (args['isPalette'] ? undefined : insarIcon),
    describedBy: { args: { type: 'object', properties: {} } },
    execute: async () => {
      await options.showPanel();
      return (await options.controller()).fillFromNotebook();
    }
  });
}
