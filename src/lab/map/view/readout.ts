import type { TranslationBundle } from '@jupyterlab/translation';

import type { IPixel, IRaster } from '../raster';
import { lonLatOf, valueAtPixel } from '../raster';
import { element, numberText } from './dom';

/** A degree in words: `31.79450° N`. */
function degrees(value: number, positive: string, negative: string): string {
  return `${Math.abs(value).toFixed(5)}° ${value < 0 ? negative : positive}`;
}

/** The line below the map: value, place and pixel under the pointer. */
export class Readout {
  readonly node: HTMLElement;

  constructor(
    private readonly _raster: IRaster,
    private readonly _trans: TranslationBundle
  ) {
    this._value = element('span', 'jp-InsarMap-value');
    this._place = element('span', 'jp-InsarMap-place');
    this._pixel = element('span', 'jp-InsarMap-pixel');
    this.node = element('div', 'jp-InsarMap-readout', {}, this._value, this._place, this._pixel);
    this.clear();
  }

  /** Nothing is pointed at. */
  clear(): void {
    this._asked++;
    this._value.textContent = this._trans.__('Point at the map for a value');
    this._place.textContent = '';
    this._pixel.textContent = '';
    delete this.node.dataset.value;
  }

  /** A place outside the raster, in degrees where the map is on the ground. */
  showOutside(lonLat: [number, number] | null): void {
    this._asked++;
    this._value.textContent = this._trans.__('outside');
    this._place.textContent = lonLat ? this._lonLat(lonLat) : '';
    this._pixel.textContent = '';
    delete this.node.dataset.value;
  }

  /** Reads and shows one pixel; an answer that comes after another question is dropped. */
  async show(viewId: string, pixel: IPixel): Promise<void> {
    const asked = ++this._asked;
    const trans = this._trans;
    const isRadar = this._raster.placement.kind === 'radar';
    const view = this._raster.views.find(each => each.id === viewId) ?? this._raster.views[0];
    let value: number | null;
    let lonLat: [number, number] | null;
    try {
      [value, lonLat] = await Promise.all([
        valueAtPixel(this._raster, viewId, pixel),
        lonLatOf(this._raster, pixel)
      ]);
    } catch {
      if (asked === this._asked) {
        this._value.textContent = trans.__('%1: cannot be read', view.label);
      }
      return;
    }
    if (asked !== this._asked) {
      return;
    }
    const text = value === null ? trans.__('no data') : numberText(value);
    this._value.replaceChildren(
      element('span', 'jp-InsarMap-bandName', {}, `${view.label} `),
      element('strong', '', {}, text)
    );
    this._place.textContent = lonLat ? this._lonLat(lonLat) : '';
    this._pixel.textContent = isRadar
      ? trans.__('line %1, sample %2', String(pixel.row), String(pixel.column))
      : trans.__('column %1, row %2', String(pixel.column), String(pixel.row));
    this.node.dataset.value = value === null ? 'null' : String(value);
  }

  private _lonLat([lon, lat]: [number, number]): string {
    const wrapped = ((((lon + 180) % 360) + 360) % 360) - 180;
    return `${degrees(lat, 'N', 'S')} ${degrees(wrapped, 'E', 'W')}`;
  }

  private _asked = 0;
  private readonly _value: HTMLElement;
  private readonly _place: HTMLElement;
  private readonly _pixel: HTMLElement;
}
