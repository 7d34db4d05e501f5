import type { TranslationBundle } from '@jupyterlab/translation';

import type { IBandView } from '../raster';
import { button, element, labelled, select, wrapped } from './dom';
import type { RampId } from './ramps';

/** How two states are compared. */
export type CompareMode = 'none' | 'swipe' | 'blink' | 'beside';

export interface IControlsOptions {
  readonly trans: TranslationBundle;
  readonly onPanel: (isShown: boolean) => void;
  readonly onView: (id: string) => void;
  readonly onRamp: (ramp: RampId) => void;
  /** Opacity from 0 to 1. */
  readonly onOpacity: (opacity: number) => void;
  readonly onCompare: (mode: CompareMode) => void;
  readonly onGraticule: (isShown: boolean) => void;
  readonly onGoTo: () => void;
  readonly onAsk: () => void;
  readonly onImage: () => void;
  readonly onSave: () => void;
  readonly onFit: () => void;
}

/** The strip above the map. Band, colours and opacity are those of the chosen layer. */
export class Controls {
  readonly node: HTMLElement;

  constructor(options: IControlsOptions) {
    const { trans } = options;
    this._panel = button(trans.__('Layers'), trans.__('Layers and their style'), () => {
      this.showPanel(this._panel.getAttribute('aria-expanded') !== 'true');
      options.onPanel(this._panel.getAttribute('aria-expanded') === 'true');
    });
    this._panel.setAttribute('aria-expanded', 'false');
    this._band = select(trans.__('Band'), [], options.onView);
    this._ramp = select(
      trans.__('Colours'),
      [
        ['coherence', trans.__('Violet to yellow')],
        ['grey', trans.__('Grey')],
        ['heat', trans.__('Dark to bright')],
        ['diverging', trans.__('Blue to red')],
        ['cycle', trans.__('Cyclic')],
        ['relief', trans.__('Hillshade')]
      ],
      value => options.onRamp(value as RampId)
    );
    this._opacity = element('input', 'jp-InsarMap-range', {
      type: 'range',
      min: '0',
      max: '100',
      step: '5',
      value: '100'
    });
    this._opacity.addEventListener('input', () =>
      options.onOpacity(Number(this._opacity.value) / 100)
    );
    this._compare = select(
      trans.__('Compare with what is below'),
      [
        ['none', trans.__('No comparison')],
        ['swipe', trans.__('Swipe')],
        ['beside', trans.__('Side by side')],
        ['blink', trans.__('Blink')]
      ],
      value => options.onCompare(value as CompareMode)
    );
    const grid = element('input', '', { type: 'checkbox' });
    grid.checked = true;
    grid.addEventListener('change', () => options.onGraticule(grid.checked));
    this._bandField = wrapped(this._band);
    this.node = element(
      'div',
      'jp-InsarMap-controls',
      { role: 'group', 'aria-label': trans.__('Map controls') },
      this._panel,
      this._bandField,
      wrapped(this._ramp),
      labelled(trans.__('Opacity'), this._opacity),
      wrapped(this._compare),
      labelled(trans.__('Grid'), grid),
      element(
        'span',
        'jp-InsarMap-buttons',
        {},
        button(
          trans.__('Ask'),
          trans.__('Series of points, statistics of an area, profile along a line'),
          options.onAsk
        ),
        button(trans.__('Go to…'), trans.__('Show a place by its coordinates'), options.onGoTo),
        button(
          trans.__('Image'),
          trans.__('Save what is seen as PNG, with its legend'),
          options.onImage
        ),
        button(trans.__('Save…'), trans.__('Save this map as a document'), options.onSave),
        button(trans.__('Fit'), trans.__('Show the whole raster (0)'), options.onFit)
      )
    );
  }

  /** Shows the state of the chosen layer. */
  show(views: readonly IBandView[], viewId: string, ramp: RampId, opacity: number): void {
    const known = [...this._band.options].map(option => option.value);
    if (views.length !== known.length || views.some(({ id }, index) => id !== known[index])) {
      this._band.replaceChildren(
        ...views.map(view => element('option', '', { value: view.id }, view.label))
      );
    }
    this._bandField.hidden = views.length < 2;
    this._band.value = viewId;
    const isHeight = views.find(({ id }) => id === viewId)?.kind === 'height';
    // Shades of slopes are of use for heights alone.
    this._ramp.querySelector<HTMLOptionElement>('[value="relief"]')!.hidden =
      !isHeight && ramp !== 'relief';
    this._ramp.value = ramp;
    this._opacity.value = String(Math.round(opacity * 100));
  }

  showPanel(isShown: boolean): void {
    this._panel.setAttribute('aria-expanded', String(isShown));
  }

  showCompare(mode: CompareMode): void {
    this._compare.value = mode;
  }

  private readonly _panel: HTMLButtonElement;
  private readonly _band: HTMLSelectElement;
  private readonly _bandField: HTMLElement;
  private readonly _ramp: HTMLSelectElement;
  private readonly _opacity: HTMLInputElement;
  private readonly _compare: HTMLSelectElement;
}
