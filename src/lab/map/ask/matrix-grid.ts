import type { TranslationBundle } from '@jupyterlab/translation';

import { dateText } from '../model/frames';
import { element, numberText } from '../view/dom';
import { RAMP_LENGTH } from '../view/ramps';
import type { IStretch } from '../view/stretch';
import { svg } from './chart';
import type { ArrowKey, IChoice } from './choices';
import { makeChoices } from './choices';
import type { IDateMatrix } from './matrix';
import type { IFrame } from '../model/spec';

const SIDE_PX = 170;

export interface IMatrixGridOptions {
  readonly matrix: IDateMatrix;
  /** Name of the layer. */
  readonly name: string;
  /** Which point the matrix is of, counted from 1. */
  readonly point: number;
  readonly frames: readonly IFrame[];
  /** The frame that is shown. */
  readonly frame: number;
  readonly stretch: IStretch;
  readonly colours: Uint8ClampedArray;
  readonly trans: TranslationBundle;
  readonly onFrame: (frame: number) => void;
}

/** The matrix of a point by date; choosing an entry shows its pair. */
export function matrixGrid(options: IMatrixGridOptions): HTMLElement {
  const { matrix, stretch, colours, trans, frame: shown, frames } = options;
  const { dates, values } = matrix;
  const count = dates.length;
  const sidePx = Math.max(5, Math.min(22, Math.floor(SIDE_PX / count)));
  const root = svg('svg', {
    class: 'jp-InsarMap-matrix',
    width: count * sidePx,
    height: count * sidePx,
    'data-figure': 'matrix'
  });
  const places: number[] = [];
  const choices: IChoice[] = [];
  values.forEach((value, index) => {
    const frame = matrix.frames[index];
    if (frame < 0) {
      return;
    }
    const isShown = frame === shown;
    const mark = svg('rect', {
      x: (index % count) * sidePx + (isShown ? 1 : 0.5),
      y: Math.floor(index / count) * sidePx + (isShown ? 1 : 0.5),
      width: sidePx - (isShown ? 2 : 1),
      height: sidePx - (isShown ? 2 : 1),
      fill: value === null ? 'none' : colourOf(value, stretch, colours),
      class: isShown ? 'jp-mod-shown' : value === null ? 'jp-mod-empty' : ''
    });
    const said = value === null ? trans.__('no data') : numberText(value, 4);
    const text = `${dateText(frames[frame])}: ${said}`;
    mark.append(svg('title', {}, text));
    root.append(mark);
    places.push(index);
    choices.push({ mark, text, frame });
  });
  makeChoices({
    root,
    label: trans.__(
      'Matrix of %1 by date at point %2; arrow keys choose a pair',
      options.name,
      String(options.point)
    ),
    choices,
    frame: shown,
    onFrame: options.onFrame,
    towards: (from, key) => neighbour(places, places[from], count, key)
  });
  return element(
    'figure',
    'jp-InsarMap-figure',
    {},
    root,
    element(
      'figcaption',
      '',
      {},
      trans.__('Point %1 by date, %2 to %3', String(options.point), dates[0], dates[count - 1])
    )
  );
}

/** The nearest entry in a direction: in the same row or column, else in the next one that has any. */
function neighbour(
  places: readonly number[],
  from: number,
  count: number,
  key: ArrowKey
): number | null {
  const isAcross = key === 'ArrowLeft' || key === 'ArrowRight';
  const isOnwards = key === 'ArrowRight' || key === 'ArrowDown';
  const [row, column] = [Math.floor(from / count), from % count];
  let best: number | null = null;
  let least = Infinity;
  places.forEach((place, index) => {
    const [down, across] = [Math.floor(place / count) - row, (place % count) - column];
    const [along, aside] = isAcross ? [across, down] : [down, across];
    const ahead = isOnwards ? along : -along;
    const far = ahead + count * Math.abs(aside);
    if (ahead > 0 && far < least) {
      least = far;
      best = index;
    }
  });
  return best;
}

/** The colour of a value as CSS. */
export function colourOf(
  value: number,
  { low, high }: IStretch,
  colours: Uint8ClampedArray
): string {
  const step = Math.round(((value - low) / (high - low)) * (RAMP_LENGTH - 1));
  const at = 3 * Math.min(RAMP_LENGTH - 1, Math.max(0, step));
  return `rgb(${colours[at]} ${colours[at + 1]} ${colours[at + 2]})`;
}
