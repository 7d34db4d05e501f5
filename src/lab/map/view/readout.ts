import type { TranslationBundle } from '@jupyterlab/translation';

import { dateText } from '../model/frames';
import type { IPixel } from '../raster';
import { lonLatOf, radarPlaceOf, valueAtPixel } from '../raster';
import { element, numberText } from './dom';
import type { ShownLayer } from './shown-layer';
import { bandName } from './words';

/** A degree in words: `31.79450° N`. */
function degrees(value: number, positive: string, negative: string): string {
  return `${Math.abs(value).toFixed(5)}° ${value < 0 ? negative : positive}`;
}

/** Latitude and longitude in words. */
export function lonLatText([lon, lat]: readonly [number, number]): string {
  const wrapped = ((((lon + 180) % 360) + 360) % 360) - 180;
  return `${degrees(lat, 'N', 'S')} ${degrees(wrapped, 'E', 'W')}`;
}

/** The line below the map: value, pair or date, place and pixel under the pointer. */
export class Readout {
  readonly node: HTMLElement;

  constructor(private readonly _trans: TranslationBundle) {
    this._value = element('span', 'jp-InsarMap-value');
    this._time = element('span', 'jp-InsarMap-pair');
    this._place = element('span', 'jp-InsarMap-place');
    this._pixel = element('span', 'jp-InsarMap-pixel');
    this._radar = element('span', 'jp-InsarMap-radarPlace', {
      title: _trans.__(
        'Line and sample of the burst, by the positions that the file carries; 95 of 100 pixels are as close as that'
      )
    });
    this.node = element(
      'div',
      'jp-InsarMap-readout',
      {},
      this._value,
      this._time,
      this._place,
      this._pixel,
      this._radar
    );
    this.clear();
  }

  /** Nothing is pointed at. */
  clear(): void {
    this._say(this._trans.__('Point at the map for a value'), null);
  }

  /** A place outside the raster, in degrees where the map is on the ground. */
  showOutside(lonLat: readonly [number, number] | null): void {
    this._say(this._trans.__('outside'), lonLat);
  }

  /** Reads and shows one pixel; an answer that comes after another question is dropped. */
  async show(layer: ShownLayer, pixel: IPixel): Promise<void> {
    const drawn = layer.drawn;
    if (!drawn) {
      return;
    }
    const asked = ++this._asked;
    const trans = this._trans;
    const { raster, view, frame } = drawn;
    let value: number | null;
    let lonLat: [number, number] | null;
    try {
      [value, lonLat] = await Promise.all([
        valueAtPixel(raster, view.id, pixel),
        lonLatOf(raster, pixel)
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
    const shown = value === null ? null : value - layer.zero;
    const text = shown === null ? trans.__('no data') : `${numberText(shown)} ${view.unit}`.trim();
    this._value.replaceChildren(
      element('span', 'jp-InsarMap-bandName', {}, `${bandName(layer)} `),
      element('strong', '', {}, text)
    );
    this._time.textContent = frame.firstDate === null ? '' : dateText(frame);
    this._place.textContent = lonLat ? lonLatText(lonLat) : '';
    this._pixel.textContent =
      raster.placement.kind === 'radar'
        ? trans.__('line %1, sample %2', String(pixel.row), String(pixel.column))
        : trans.__('column %1, row %2', String(pixel.column), String(pixel.row));
    const radar = lonLat && radarPlaceOf(raster, lonLat);
    this._radar.textContent = radar
      ? trans.__(
          'SAR line %1 ± %2, sample %3 ± %4',
          String(Math.round(radar.line)),
          String(Math.ceil(radar.toleranceLines)),
          String(Math.round(radar.sample)),
          String(Math.ceil(radar.toleranceSamples))
        )
      : '';
    this.node.dataset.value = shown === null ? 'null' : String(shown);
  }

  private _say(text: string, lonLat: readonly [number, number] | null): void {
    this._asked++;
    this._value.textContent = text;
    this._time.textContent = '';
    this._place.textContent = lonLat ? lonLatText(lonLat) : '';
    this._pixel.textContent = '';
    this._radar.textContent = '';
    delete this.node.dataset.value;
  }

  private _asked = 0;
  private readonly _value: HTMLElement;
  private readonly _time: HTMLElement;
  private readonly _place: HTMLElement;
  private readonly _pixel: HTMLElement;
  private readonly _radar: HTMLElement;
}
