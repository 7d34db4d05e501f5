import * as React from 'react';

/** One row of a {@link ToggleList}. */
export interface ToggleItem {
  readonly key: string;
  readonly text: string;
  readonly isOn: boolean;
  /** Shown quietly behind the text. */
  readonly detail?: string;
  readonly isDisabled?: boolean;
}

/**
 * A list whose rows are switched on and off: by a click, or with the arrow keys and the space bar.
 * With Shift, all rows from the last one that was switched follow it. It is one stop of the tab key,
 * however long.
 */
export function ToggleList(props: {
  readonly label: string;
  readonly items: readonly ToggleItem[];
  readonly onSet: (keys: readonly string[], isOn: boolean) => void;
}): React.JSX.Element {
  const { label, items, onSet } = props;
  const { current, ref, move, toggle } = useRoving(items, onSet);
  return (
    <div
      ref={ref}
      role="listbox"
      aria-multiselectable="true"
      aria-label={label}
      className="jp-InsarList"
    >
      {items.map((item, index) => (
        <div
          key={item.key}
          role="option"
          aria-selected={item.isOn}
          aria-disabled={item.isDisabled || undefined}
          tabIndex={index === current ? 0 : -1}
          className="jp-InsarList-item"
          data-insar-roving={index}
          onClick={event => toggle(index, event.shiftKey)}
          onKeyDown={event => {
            const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
            if (step !== undefined) {
              move(index + step);
            } else if (event.key === 'Home' || event.key === 'End') {
              move(event.key === 'Home' ? 0 : items.length - 1);
            } else if (event.key === ' ' || event.key === 'Enter') {
              toggle(index, event.shiftKey);
            } else {
              return;
            }
            event.preventDefault();
            event.stopPropagation();
          }}
        >
          <span className="jp-InsarList-mark" aria-hidden="true">
            {item.isOn ? '✓' : ''}
          </span>
          <span className="jp-InsarList-text">{item.text}</span>
          {item.detail && <span className="jp-Insar-hint">{item.detail}</span>}
        </div>
      ))}
    </div>
  );
}

/** What {@link useRoving} needs of what it moves among. */
type Switch = Pick<ToggleItem, 'key' | 'isOn' | 'isDisabled'>;

/** The one among several switches that the tab key stops at, and the one switched last. */
export function useRoving(
  items: readonly Switch[],
  onSet: (keys: readonly string[], isOn: boolean) => void
): {
  readonly current: number;
  /** For the element around; switches inside carry `data-insar-roving` with their index. */
  readonly ref: React.RefObject<HTMLDivElement>;
  /** Puts the focus on the switch with this index, or the one at the end that is nearest. */
  readonly move: (index: number) => void;
  readonly toggle: (index: number, isRange: boolean) => void;
} {
  const ref = React.useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = React.useState(0);
  const last = React.useRef<string | null>(null);
  const current = Math.min(wanted, items.length - 1);
  const move = (index: number): void => {
    const next = Math.max(0, Math.min(index, items.length - 1));
    setWanted(next);
    ref.current?.querySelector<HTMLElement>(`[data-insar-roving="${next}"]`)?.focus();
  };
  const toggle = (index: number, isRange: boolean): void => {
    const { key, isOn, isDisabled } = items[index];
    const start = items.findIndex(item => item.key === last.current);
    setWanted(index);
    if (isRange && start >= 0) {
      const range = items.slice(Math.min(start, index), Math.max(start, index) + 1);
      const keys = range.filter(item => !item.isDisabled).map(item => item.key);
      onSet(keys, items[start].isOn);
    } else if (!isDisabled) {
      onSet([key], !isOn);
      last.current = key;
    }
  };
  return { current, ref, move, toggle };
}
