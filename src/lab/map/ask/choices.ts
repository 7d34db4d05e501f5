/** One thing that can be chosen in a drawing. */
export interface IChoice {
  readonly mark: Element;
  /** As a screen reader says it. */
  readonly text: string;
  /** Index of the raster that it shows. */
  readonly frame: number;
}

export interface IChoicesOptions {
  /** Takes the focus and the keys. */
  readonly root: SVGElement;
  readonly label: string;
  readonly choices: readonly IChoice[];
  /** The frame that is shown. */
  readonly frame: number;
  readonly onFrame: (frame: number) => void;
  /** The choice that an arrow key leads to from another one; null: none lies there. */
  readonly towards: (from: number, key: ArrowKey) => number | null;
}

export type ArrowKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

let lists = 0;

/**
 * Makes a drawing a list from which one thing is chosen, by a click or by arrow keys, Home and End:
 * what is chosen is shown at once.
 */
export function makeChoices(options: IChoicesOptions): void {
  const { root, choices, onFrame, towards } = options;
  const id = `jp-InsarMap-choices-${lists++}`;
  const chosen = choices.findIndex(choice => choice.frame === options.frame);
  root.setAttribute('role', 'listbox');
  root.setAttribute('tabindex', '0');
  root.setAttribute('aria-label', options.label);
  if (chosen >= 0) {
    root.setAttribute('aria-activedescendant', `${id}-${chosen}`);
  }
  choices.forEach(({ mark, text, frame }, index) => {
    mark.setAttribute('id', `${id}-${index}`);
    mark.setAttribute('role', 'option');
    mark.setAttribute('aria-label', text);
    mark.setAttribute('aria-selected', String(index === chosen));
    mark.setAttribute('data-frame', String(frame));
    mark.addEventListener('click', () => onFrame(frame));
  });
  root.addEventListener('keydown', event => {
    const to =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? choices.length - 1
          : event.key.startsWith('Arrow')
            ? towards(Math.max(0, chosen), event.key as ArrowKey)
            : null;
    if (to !== null && choices[to]) {
      onFrame(choices[to].frame);
      event.preventDefault();
      event.stopPropagation();
    }
  });
}
