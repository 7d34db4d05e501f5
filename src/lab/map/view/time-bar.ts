import type { TranslationBundle } from '@jupyterlab/translation';

import { frameText } from '../model/map-model';
import type { ILayerSpec } from '../model/spec';
import { button, element } from './dom';

/** How long each frame stays while frames are played, at least. */
const FRAME_MS = 700;

export interface ITimeBarOptions {
  readonly trans: TranslationBundle;
  readonly onFrame: (frame: number) => void;
  /** Whether what was asked for is drawn: the next frame waits for it. */
  readonly isDrawn: () => boolean;
}

/** Slider, steps and play for a layer of several dates or pairs. */
export class TimeBar {
  readonly node: HTMLElement;

  constructor(private readonly _options: ITimeBarOptions) {
    const { trans } = _options;
    this._slider = element('input', 'jp-InsarMap-time', {
      type: 'range',
      min: '0',
      step: '1',
      'aria-label': trans.__('Date or pair')
    });
    this._slider.addEventListener('input', () => {
      this.stop();
      _options.onFrame(Number(this._slider.value));
    });
    this._play = button('▶', trans.__('Play all dates or pairs (space)'), () => this.toggle());
    this._play.setAttribute('aria-label', trans.__('Play'));
    this._label = element('output', 'jp-InsarMap-timeLabel');
    this.node = element(
      'div',
      'jp-InsarMap-timeBar',
      { role: 'group', 'aria-label': trans.__('Time') },
      this._play,
      this._slider,
      this._label
    );
    this.node.hidden = true;
  }

  /** Whether there is anything to step through. */
  get isUsed(): boolean {
    return !this.node.hidden;
  }

  show(layer: ILayerSpec | null): void {
    this._layer = layer;
    const count = layer?.frames.length ?? 0;
    this.node.hidden = count < 2;
    if (!layer || count < 2) {
      this.stop();
      return;
    }
    this._slider.max = String(count - 1);
    this._slider.value = String(layer.frame);
    const text = frameText(layer.frames[layer.frame]);
    this._slider.setAttribute('aria-valuetext', text);
    this._label.textContent = `${text} (${layer.frame + 1}/${count})`;
  }

  /** Steps by the page keys, plays by space; false: the key is another one. */
  takesKey(key: string): boolean {
    if (!this.isUsed || !['PageDown', 'PageUp', ' '].includes(key)) {
      return false;
    }
    if (key === ' ') {
      this.toggle();
    } else {
      this.stop();
      this.step(key === 'PageDown' ? 1 : -1);
    }
    return true;
  }

  /** Goes by so many frames, round the end while playing. */
  step(by: number, isRound = false): void {
    const layer = this._layer;
    if (layer) {
      const count = layer.frames.length;
      const to = layer.frame + by;
      const next = isRound ? (to + count) % count : Math.min(count - 1, Math.max(0, to));
      this._options.onFrame(next);
    }
  }

  toggle(): void {
    if (this._timer !== null) {
      this.stop();
      return;
    }
    this._play.textContent = '❚❚';
    this._play.setAttribute('aria-pressed', 'true');
    this._timer = window.setInterval(() => {
      if (this._options.isDrawn()) {
        this.step(1, true);
      }
    }, FRAME_MS);
  }

  stop(): void {
    if (this._timer !== null) {
      window.clearInterval(this._timer);
      this._timer = null;
      this._play.textContent = '▶';
      this._play.setAttribute('aria-pressed', 'false');
    }
  }

  private _layer: ILayerSpec | null = null;
  private _timer: number | null = null;
  private readonly _slider: HTMLInputElement;
  private readonly _play: HTMLButtonElement;
  private readonly _label: HTMLElement;
}
