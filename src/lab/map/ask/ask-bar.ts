import type { TranslationBundle } from '@jupyterlab/translation';

import type { IFootprintSpec } from '../model/spec';
import { button, element } from '../view/dom';
import type { IPlane } from '../view/plane';
import { lonLatText } from '../view/readout';
import { pointColour } from './marks';
import type { Place } from './series';

export interface IAskBarOptions {
  readonly trans: TranslationBundle;
  readonly plane: IPlane;
  readonly onDraw: (kind: 'area' | 'line') => void;
  readonly onCsv: () => void;
  readonly onCells: () => void;
  readonly onClear: () => void;
  /** The outline of this index shall go. */
  readonly onRemoveFootprint: (index: number) => void;
}

/** What is asked, in words, and the buttons that ask. */
export class AskBar {
  readonly node: HTMLElement;

  constructor(private readonly _options: IAskBarOptions) {
    const { trans, onDraw, onCsv, onCells, onClear } = _options;
    this._list = element('div', 'jp-InsarMap-pointList');
    this._said = element('div', 'jp-InsarMap-said', { role: 'status' });
    this._area = button(
      trans.__('Area'),
      trans.__('Draw a box: histogram, statistics and series; with keys, Enter sets its corners'),
      () => onDraw('area')
    );
    this._line = button(
      trans.__('Profile'),
      trans.__(
        'Draw a line, which a double click ends; with keys, Enter sets corners and Enter again ends it'
      ),
      () => onDraw('line')
    );
    const csv = trans.__('Save the series, and the area or the profile');
    const cells = trans.__(
      'Put code that gives the same answers into the notebook; without a question, code that draws the view'
    );
    const clear = trans.__('Forget the points, the area, the line and the footprints');
    const buttons = [
      this._area,
      this._line,
      button(trans.__('CSV'), csv, onCsv),
      button(trans.__('As cell'), cells, onCells),
      button(trans.__('Clear'), clear, onClear)
    ];
    this.node = element(
      'div',
      '',
      {},
      element(
        'div',
        'jp-InsarMap-answerBar',
        {},
        this._list,
        element('span', 'jp-InsarMap-buttons', {}, ...buttons)
      ),
      this._said
    );
    this.showDrawing(null);
  }

  /** Lists points and outlines. */
  show(points: readonly Place[], footprints: readonly IFootprintSpec[]): void {
    const hint = this._options.trans.__('Click the map for a series; Shift adds points.');
    this._list.replaceChildren(
      ...(points.length === 0 ? [hint] : points.map((point, at) => this._pointItem(point, at))),
      ...footprints.map(({ label }, index) => this._footprintItem(label, index))
    );
  }

  /** Says how to draw; null: nothing is drawn. */
  showDrawing(kind: 'area' | 'line' | null): void {
    const { trans } = this._options;
    this._area.setAttribute('aria-pressed', String(kind === 'area'));
    this._line.setAttribute('aria-pressed', String(kind === 'line'));
    this._said.textContent =
      kind === 'area'
        ? trans.__('Click two corners of the area, or press Enter at each; Escape gives up.')
        : kind === 'line'
          ? trans.__(
              'Click along the line and double-click its end, or press Enter at each corner and twice at the end; Escape gives up.'
            )
          : '';
  }

  private _pointItem(point: Place, index: number): HTMLElement {
    const { plane, trans } = this._options;
    const [sample, line] = [Math.floor(point[0]), Math.floor(-point[1])];
    const text = plane.ground
      ? lonLatText(point)
      : trans.__('line %1, sample %2', String(line), String(sample));
    const made = element('span', 'jp-InsarMap-point', {}, `${index + 1}: ${text}`);
    made.style.borderColor = pointColour(index);
    return made;
  }

  private _footprintItem(label: string, index: number): HTMLElement {
    const tip = this._options.trans.__('Take the outline of %1 off the map', label);
    const remove = button('×', tip, () => this._options.onRemoveFootprint(index));
    remove.setAttribute('aria-label', tip);
    return element('span', 'jp-InsarMap-footprint', {}, label, remove);
  }

  private readonly _list: HTMLElement;
  private readonly _said: HTMLElement;
  private readonly _area: HTMLButtonElement;
  private readonly _line: HTMLButtonElement;
}
