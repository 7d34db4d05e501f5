import type { TranslationBundle } from '@jupyterlab/translation';

import { element, numberText } from './dom';
import { RAMP_LENGTH } from './ramps';
import type { IStretch } from './stretch';

export interface ILegendOptions {
  readonly trans: TranslationBundle;
  /** The user typed another stretch; `low < high`. */
  readonly onStretch: (stretch: IStretch) => void;
  /** The user wants the first stretch back. */
  readonly onReset: () => void;
}

/** The colour ramp with numbers; its ends can be typed. */
export class Legend {
  readonly node: HTMLElement;

  constructor(private readonly _options: ILegendOptions) {
    const { trans } = _options;
    this._low = this._end(trans.__('Value of the first colour'));
    this._high = this._end(trans.__('Value of the last colour'));
    this._bar = element('canvas', 'jp-InsarMap-ramp', {
      width: String(RAMP_LENGTH),
      height: '1',
      'aria-hidden': 'true'
    });
    this._ticks = element('div', 'jp-InsarMap-ticks', { 'aria-hidden': 'true' });
    this._reset = element(
      'button',
      'jp-Button jp-mod-styled jp-mod-minimal jp-InsarMap-reset',
      { type: 'button', title: trans.__('Back to the stretch that suits the values') },
      trans.__('Auto')
    );
    this._reset.addEventListener('click', _options.onReset);
    this._scale = element('div', 'jp-InsarMap-scale', {}, this._bar, this._ticks);
    this._title = element('div', 'jp-InsarMap-legendTitle');
    this.node = element(
      'div',
      'jp-InsarMap-legend',
      { role: 'group', 'aria-label': trans.__('Legend') },
      this._title,
      this._low,
      this._scale,
      this._high,
      this._reset
    );
  }

  /**
   * @param title what the numbers are, with their unit
   * @param isRelief the colours are shades of slopes, and stand for no numbers
   */
  show(title: string, stretch: IStretch, colours: Uint8ClampedArray, isRelief: boolean): void {
    for (const node of [this._low, this._high, this._scale, this._reset]) {
      node.hidden = isRelief;
    }
    this._stretch = stretch;
    this._title.textContent = title;
    this._title.title = title;
    this._low.value = numberText(stretch.low, 4);
    this._high.value = numberText(stretch.high, 4);
    this._mark(false);
    const pixels = new ImageData(RAMP_LENGTH, 1);
    for (let index = 0; index < RAMP_LENGTH; index++) {
      pixels.data.set([...colours.subarray(3 * index, 3 * index + 3), 255], 4 * index);
    }
    this._bar.getContext('2d')!.putImageData(pixels, 0, 0);
    const span = stretch.high - stretch.low;
    this._ticks.replaceChildren(
      ...[0.25, 0.5, 0.75].map(share =>
        element('span', '', {}, numberText(stretch.low + share * span, 3))
      )
    );
  }

  private _end(label: string): HTMLInputElement {
    const input = element('input', 'jp-mod-styled jp-InsarMap-end', {
      type: 'text',
      inputmode: 'decimal',
      'aria-label': label,
      title: label
    });
    input.addEventListener('change', () => this._typed());
    return input;
  }

  private _typed(): void {
    const [low, high] = [this._low, this._high].map(input =>
      input.value.trim() === '' ? NaN : Number(input.value.replace(',', '.'))
    );
    const isUsable = Number.isFinite(low) && Number.isFinite(high) && low < high;
    this._mark(!isUsable);
    if (isUsable && (low !== this._stretch?.low || high !== this._stretch?.high)) {
      this._options.onStretch({ low, high });
    }
  }

  private _mark(isWrong: boolean): void {
    for (const input of [this._low, this._high]) {
      input.setAttribute('aria-invalid', String(isWrong));
    }
  }

  private _stretch: IStretch | null = null;
  private readonly _title: HTMLElement;
  private readonly _low: HTMLInputElement;
  private readonly _high: HTMLInputElement;
  private readonly _bar: HTMLCanvasElement;
  private readonly _ticks: HTMLElement;
  private readonly _reset: HTMLElement;
  private readonly _scale: HTMLElement;
}
