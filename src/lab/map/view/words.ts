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
  const own = bandName(layer);
  const label = own === spec.name ? own : `${spec.name}: ${own}`;
  const unit = view.unit && !own.includes(`(${view.unit})`) ? ` (${view.unit})` : '';
  const parts = [`${label}${unit}`];
  if (layer.ramp === 'relief') {
    parts.push(trans.__('hillshade, lit from the north-west'));
  }
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

/** The name of the band that is shown; that of the layer where the band has only its file's. */
export function bandName({ drawn, spec }: ShownLayer): string {
  const stem = drawn?.frame.file.replace(/\.tiff?$/i, '');
  return drawn && drawn.view.label !== stem ? drawn.view.label : spec.name;
}
