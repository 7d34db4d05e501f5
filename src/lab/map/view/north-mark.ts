import { element } from './dom';
import type { IPlane } from './plane';
import { northDeg } from './plane';

/** An arrow to true north in the middle of the map. */
export class NorthMark {
  readonly node = element('div', 'jp-InsarMap-north', { role: 'img' });

  constructor(
    private readonly _plane: IPlane,
    /** What it says, with the angle in words. */
    private readonly _label: (angle: string) => string
  ) {
    this._arrow = element('div', 'jp-InsarMap-northArrow', { 'aria-hidden': 'true' }, '▲');
    this.node.append(this._arrow, element('div', '', { 'aria-hidden': 'true' }, 'N'));
  }

  /** @param center the middle of the map in its plane */
  update(center: readonly [number, number]): void {
    const angle = northDeg(this._plane, center);
    this.node.hidden = angle === null;
    if (angle !== null) {
      const text = `${Math.abs(angle) < 0.05 ? '0' : angle.toFixed(1)}°`;
      this.node.style.transform = `rotate(${angle.toFixed(2)}deg)`;
      this.node.title = this._label(text);
      this.node.setAttribute('aria-label', this._label(text));
    }
  }

  private readonly _arrow: HTMLElement;
}
