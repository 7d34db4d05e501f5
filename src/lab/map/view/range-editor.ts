import type { TranslationBundle } from '@jupyterlab/translation';
import { Debouncer } from '@lumino/polling';

import { svg } from '../ask/chart';
import { element, numberText } from './dom';
import { RAMP_LENGTH } from './ramps';
import type { IStretch } from './stretch';

const BINS = 64;
const WIDTH_PX = 240;
const BARS_PX = 56;

/** The axis goes on past values and ends by this share of their span. */
const AROUND_SHARE = 0.08;

/** The least distance of the ends, as a share of the axis. */
const LEAST_SHARE = 0.005;

/** While an end is dragged, the map follows after this time. */
const FOLLOW_MS = 60;

/** What the editor shows. */
export interface IRangeShown {
  /** Values of what is seen; NaN is passed over. */
  readonly values: Float64Array;
  readonly stretch: IStretch;
  /** Colour table, see `rampColours`. */
  readonly colours: Uint8ClampedArray;
  /** Name of the axis, with its unit. */
  readonly axis: string;
}

type End = 'low' | 'high';

/** A histogram of what is seen, with an end of the colour ramp at each of two handles. */
export class RangeEditor {
  readonly node: HTMLElement;

  constructor(
    private readonly _trans: TranslationBundle,
    private readonly _onStretch: (stretch: IStretch) => void
  ) {
    this._bars = svg('svg', {
      class: 'jp-InsarMap-bars',
      viewBox: `0 0 ${WIDTH_PX} ${BARS_PX}`,
      preserveAspectRatio: 'none',
      'aria-hidden': 'true'
    });
    this._handles = {
      low: this._handle('low', _trans.__('Value of the first colour')),
      high: this._handle('high', _trans.__('Value of the last colour'))
    };
    this._plot = element(
      'div',
      'jp-InsarMap-histogram',
      {},
      this._bars,
      this._handles.low,
      this._handles.high
    );
    this._least = element('span', '');
    this._axis = element('span', 'jp-InsarMap-axisName');
    this._most = element('span', '');
    this.node = element(
      'div',
      'jp-InsarMap-rangeEditor',
      { role: 'group', 'aria-label': _trans.__('Histogram of the view') },
      this._plot,
      element('div', 'jp-InsarMap-axis', {}, this._least, this._axis, this._most)
    );
    this.node.hidden = true;
  }

  /** Null: nothing is shown, or nothing of it has data. */
  show(shown: IRangeShown | null): void {
    const finite = shown?.values.filter(Number.isFinite) ?? new Float64Array(0);
    this.node.hidden = finite.length === 0;
    if (!shown || finite.length === 0 || this._dragged) {
      return;
    }
    this._stretch = shown.stretch;
    this._colours = shown.colours;
    let least = shown.stretch.low;
    let most = shown.stretch.high;
    for (const value of finite) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    // Room to draw the ends apart again.
    const around = AROUND_SHARE * (most - least);
    this._domain = { low: least - around, high: most + around };
    this._counts = new Uint32Array(BINS);
    for (const value of finite) {
      this._counts[Math.min(BINS - 1, Math.floor(this._share(value) * BINS))]++;
    }
    this._least.textContent = numberText(this._domain.low, 3);
    this._most.textContent = numberText(this._domain.high, 3);
    this._axis.textContent = shown.axis;
    this._draw();
  }

  private _share(value: number): number {
    const { low, high } = this._domain;
    return (value - low) / (high - low);
  }

  private _draw(): void {
    const highest = Math.max(...this._counts);
    const stepPx = WIDTH_PX / BINS;
    const { low, high } = this._stretch;
    const bars = [...this._counts].map((count, bin) => {
      const value =
        this._domain.low + ((bin + 0.5) / BINS) * (this._domain.high - this._domain.low);
      const step = Math.round(((value - low) / (high - low)) * (RAMP_LENGTH - 1));
      const at = 3 * Math.min(RAMP_LENGTH - 1, Math.max(0, step));
      // A root, so that what is rare is seen beside what is not.
      const heightPx = count === 0 ? 0 : Math.max(1, BARS_PX * Math.sqrt(count / highest));
      return svg('rect', {
        x: String(bin * stepPx),
        y: String(BARS_PX - heightPx),
        width: String(stepPx),
        height: String(heightPx),
        fill: `rgb(${[...this._colours.subarray(at, at + 3)].join(' ')})`
      });
    });
    this._bars.replaceChildren(...bars);
    for (const end of ['low', 'high'] as const) {
      const handle = this._handles[end];
      handle.style.left = `${100 * this._share(this._stretch[end])}%`;
      handle.setAttribute('aria-valuenow', String(this._stretch[end]));
      handle.setAttribute('aria-valuemin', String(this._domain.low));
      handle.setAttribute('aria-valuemax', String(this._domain.high));
      handle.setAttribute('aria-valuetext', numberText(this._stretch[end], 4));
    }
  }

  private _handle(end: End, label: string): HTMLElement {
    const handle = element('div', `jp-InsarMap-handle jp-mod-${end}`, {
      role: 'slider',
      tabindex: '0',
      'aria-label': label,
      title: this._trans.__('%1: drag it, or move it by arrow keys', label)
    });
    handle.addEventListener('pointerdown', event => {
      handle.setPointerCapture(event.pointerId);
      this._dragged = true;
    });
    handle.addEventListener('pointermove', event => {
      if (handle.hasPointerCapture(event.pointerId)) {
        const box = this._plot.getBoundingClientRect();
        this._move(end, (event.clientX - box.left) / box.width);
        void this._later.invoke();
      }
    });
    handle.addEventListener('lostpointercapture', () => {
      this._dragged = false;
      this._onStretch(this._stretch);
    });
    handle.addEventListener('keydown', event => {
      const step = STEPS[event.key];
      if (step !== undefined) {
        event.preventDefault();
        event.stopPropagation();
        this._move(
          end,
          Math.abs(step) > 1 ? Math.sign(step) : this._share(this._stretch[end]) + step
        );
        void this._later.invoke();
      }
    });
    return handle;
  }

  /** Moves an end to a share of the axis; the ends keep their order. */
  private _move(end: End, share: number): void {
    const { low, high } = this._stretch;
    const [least, most] =
      end === 'low' ? [0, this._share(high) - LEAST_SHARE] : [this._share(low) + LEAST_SHARE, 1];
    const kept = Math.min(most, Math.max(least, share));
    const span = this._domain.high - this._domain.low;
    // As many digits as the axis can tell apart.
    const unit = 10 ** Math.floor(Math.log10(span / 500));
    const value = Math.round((this._domain.low + kept * span) / unit) * unit;
    this._stretch = { ...this._stretch, [end]: Number(value.toPrecision(12)) };
    this._draw();
  }

  dispose(): void {
    this._later.dispose();
  }

  private _dragged = false;
  private _stretch: IStretch = { low: 0, high: 1 };
  private _domain: IStretch = { low: 0, high: 1 };
  private _counts = new Uint32Array(BINS);
  private _colours: Uint8ClampedArray = new Uint8ClampedArray(3 * RAMP_LENGTH);
  private readonly _later = new Debouncer(() => this._onStretch(this._stretch), FOLLOW_MS);
  private readonly _bars: SVGElement;
  private readonly _plot: HTMLElement;
  private readonly _handles: Readonly<Record<End, HTMLElement>>;
  private readonly _least: HTMLElement;
  private readonly _axis: HTMLElement;
  private readonly _most: HTMLElement;
}

/** How far keys move an end, as a share of the axis; more than 1: to an end of the axis. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -0.01,
  ArrowDown: -0.01,
  ArrowRight: 0.01,
  ArrowUp: 0.01,
  PageDown: -0.1,
  PageUp: 0.1,
  Home: -2,
  End: 2
};
