import type { TranslationBundle } from '@jupyterlab/translation';

import { frameText } from '../model/map-model';
import type { ShownLayer } from './shown-layer';

/** Half of Sentinel-1's wavelength (5.405 GHz): line of sight of one phase cycle, in millimetres. */
export const CYCLE_MM = (299_792_458 / 5.405e9 / 2) * 1000;

/** What the numbers of a layer are: its name, its band, its unit, what one cycle stands for. */
export function legendTitle(layer: ShownLayer, trans: TranslationBundle): string {
  const { drawn, spec } = layer;
  if (!drawn) {
    return spec.name;
  }
  const { view } = drawn;
  const label = view.label === spec.name ? spec.name : `${spec.name}: ${view.label}`;
  const unit = view.unit && !view.label.includes(`(${view.unit})`) ? ` (${view.unit})` : '';
  const parts = [`${label}${unit}`];
  if (view.kind === 'phase') {
    parts.push(trans.__('one cycle: %1 mm of line of sight at 5.405 GHz', CYCLE_MM.toFixed(1)));
  }
  if (spec.reference) {
    parts.push(trans.__('from the reference'));
  }
  if (spec.frames.length > 1) {
    parts.push(frameText(drawn.frame));
  }
  return parts.join(' · ');
}
