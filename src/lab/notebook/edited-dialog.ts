import { Dialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import type { EditedAnswer, ExistingCell } from '../../workflow';

/**
 * Asks what becomes of cells that were edited by hand.
 *
 * @returns null when the user cancels.
 */
export async function askAboutEdits(
  edited: readonly ExistingCell[],
  trans: TranslationBundle
): Promise<EditedAnswer | null> {
  const button = (
    answer: EditedAnswer,
    label: string,
    caption: string,
    make: (options: Partial<Dialog.IButton>) => Readonly<Dialog.IButton>
  ): Readonly<Dialog.IButton> => make({ label, caption, className: `jp-Insar-answer-${answer}` });
  const buttons = [
    Dialog.cancelButton({ label: trans.__('Cancel') }),
    button(
      'replace',
      trans.__('Replace'),
      trans.__('Write over the edits; undo brings them back'),
      Dialog.warnButton
    ),
    button(
      'insert',
      trans.__('Insert beside'),
      trans.__('Leave the edited cell as a cell of its own and write a new one below it'),
      Dialog.cancelButton
    ),
    button(
      'keep',
      trans.__('Keep mine'),
      trans.__('Leave the edited cell, update the others'),
      Dialog.okButton
    )
  ];
  const dialog = new Dialog({
    title: trans._n(
      'An InSAR cell was edited by hand',
      '%1 InSAR cells were edited by hand',
      edited.length
    ),
    body: dialogBody(edited, trans),
    buttons,
    defaultButton: 3
  });
  const result = await dialog.launch();
  const answers: readonly (EditedAnswer | null)[] = [null, 'replace', 'insert', 'keep'];
  return answers[buttons.indexOf(result.button)] ?? null;
}

function dialogBody(edited: readonly ExistingCell[], trans: TranslationBundle): Widget {
  const node = document.createElement('div');
  const question = document.createElement('p');
  question.textContent = trans.__('The parameters in the panel would change what these cells say:');
  const list = document.createElement('ul');
  for (const cell of edited) {
    const item = document.createElement('li');
    item.textContent = trans.__('Cell %1, step "%2"', cell.index + 1, cell.metadata?.step ?? '');
    list.append(item);
  }
  const choices = document.createElement('p');
  choices.textContent = trans.__(
    'Keep your edits, replace them, or leave them and insert new cells beside them?'
  );
  node.append(question, list, choices);
  return new Widget({ node });
}
