import { caretDownEmptyIcon } from '@jupyterlab/ui-components';

/** Makes an element with a class, attributes and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** A number as short as it can be said with `digits` significant digits. */
export function numberText(value: number, digits = 7): string {
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  return size !== 0 && (size < 1e-4 || size >= 1e9) ? rounded.toExponential() : String(rounded);
}

/** A button with a text and a tip. */
export function button(text: string, tip: string, onClick: () => void): HTMLButtonElement {
  const made = element(
    'button',
    'jp-Button jp-mod-styled jp-InsarMap-button',
    { type: 'button', title: tip },
    text
  );
  made.addEventListener('click', onClick);
  return made;
}

/** A list of choices: values and their texts. */
export function select(
  label: string,
  options: readonly (readonly [string, string])[],
  onChange: (value: string) => void
): HTMLSelectElement {
  const made = element('select', 'jp-mod-styled', { 'aria-label': label, title: label });
  for (const [value, text] of options) {
    made.append(element('option', '', { value }, text));
  }
  made.addEventListener('change', () => onChange(made.value));
  return made;
}

/** A list of choices with JupyterLab's caret. */
export function wrapped(control: HTMLSelectElement): HTMLElement {
  const caret = caretDownEmptyIcon.element({ tag: 'span' });
  return element('span', 'jp-select-wrapper jp-InsarMap-select', {}, control, caret);
}

/** A control behind its name. */
export function labelled(text: string, control: HTMLElement): HTMLElement {
  const name = element('span', 'jp-InsarMap-label', {}, text);
  return element('label', 'jp-InsarMap-field', {}, name, control);
}
