import type { TranslationBundle } from '@jupyterlab/translation';
import { caretDownEmptyIcon } from '@jupyterlab/ui-components';

import type { IBandView } from '../raster';
import { element } from './dom';
import type { RampId } from './ramps';

export interface IControlsOptions {
  readonly views: readonly IBandView[];
  readonly trans: TranslationBundle;
  readonly onView: (id: string) => void;
  readonly onRamp: (ramp: RampId) => void;
  /** Opacity from 0 to 1. */
  readonly onOpacity: (opacity: number) => void;
  readonly onFit: () => void;
}

/** The strip above the map: band, colours, opacity, fit. */
export class Controls {
  readonly node: HTMLElement;

  constructor(options: IControlsOptions) {
    const { trans, views } = options;
    this._band = select(
      trans.__('Band'),
      views.map(view => [view.id, view.label]),
      options.onView
    );
    this._ramp = select(
      trans.__('Colours'),
      [
        ['coherence', trans.__('Violet to yellow')],
        ['grey', trans.__('Grey')],
        ['cycle', trans.__('Cyclic')]
      ],
      value => options.onRamp(value as RampId)
    );
    const opacity = element('input', 'jp-InsarMap-range', {
      type: 'range',
      min: '0',
      max: '100',
      step: '5',
      value: '100'
    });
    opacity.addEventListener('input', () => options.onOpacity(Number(opacity.value) / 100));
    const fit = element(
      'button',
      'jp-Button jp-mod-styled jp-InsarMap-fit',
      { type: 'button', title: trans.__('Show the whole raster (0)') },
      trans.__('Fit')
    );
    fit.addEventListener('click', options.onFit);
    const band = wrapped(this._band);
    band.hidden = views.length < 2;
    this.node = element(
      'div',
      'jp-InsarMap-controls',
      { role: 'group', 'aria-label': trans.__('Map controls') },
      band,
      wrapped(this._ramp),
      labelled(trans.__('Opacity'), opacity),
      fit
    );
  }

  setView(id: string): void {
    this._band.value = id;
  }

  setRamp(ramp: RampId): void {
    this._ramp.value = ramp;
  }

  private readonly _band: HTMLSelectElement;
  private readonly _ramp: HTMLSelectElement;
}

function select(
  label: string,
  options: readonly (readonly [string, string])[],
  onChange: (value: string) => void
): HTMLSelectElement {
  const made = element('select', 'jp-mod-styled', { 'aria-label': label, title: label });
  for (const [value, label] of options) {
    made.append(element('option', '', { value }, label));
  }
  made.addEventListener('change', () => onChange(made.value));
  return made;
}

function wrapped(control: HTMLSelectElement): HTMLElement {
  const caret = caretDownEmptyIcon.element({ tag: 'span' });
  return element('span', 'jp-select-wrapper jp-InsarMap-select', {}, control, caret);
}

function labelled(text: string, control: HTMLElement): HTMLElement {
  const name = element('span', 'jp-InsarMap-label', {}, text);
  return element('label', 'jp-InsarMap-field', {}, name, control);
}
