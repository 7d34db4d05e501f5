import type { IMessage } from '../messages';
import { button, element } from './dom';

/** A message in the place of a map, with a way on where there is one. */
export function messageBox(
  title: string,
  text: string,
  action: { readonly label: string; readonly act: () => void } | null
): HTMLElement {
  const box = element(
    'div',
    'jp-InsarMap-message',
    { role: 'alert' },
    element('h2', '', {}, title),
    element('p', '', {}, text)
  );
  if (action) {
    const button = element(
      'button',
      'jp-Button jp-mod-styled jp-mod-accept',
      { type: 'button' },
      action.label
    );
    button.addEventListener('click', action.act);
    box.append(button);
  }
  return box;
}

/** A message about a layer, above the map. */
export function problemNote(
  { title, text, action }: IMessage,
  onAction: (does: NonNullable<IMessage['action']>['does']) => void
): HTMLElement {
  const said = `${title}: ${text} `;
  const note = element('div', 'jp-InsarMap-note jp-mod-error', { role: 'alert' }, said);
  if (action) {
    note.append(button(action.label, action.label, () => onAction(action.does)));
  }
  return note;
}
