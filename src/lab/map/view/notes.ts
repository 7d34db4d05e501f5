import type { TranslationBundle } from '@jupyterlab/translation';

import type { IRaster } from '../raster';

/** What a reader of the map must know before they trust it, one sentence each. */
export function notesOf(raster: IRaster, trans: TranslationBundle): string[] {
  const notes: string[] = [];
  if (raster.isSimulated) {
    notes.push(trans.__('Simulated data: not a measurement.'));
  }
  if (raster.placement.kind === 'radar') {
    notes.push(trans.__('Radar geometry: lines by samples, not on the ground.'));
  }
  if (raster.isSampled) {
    notes.push(trans.__('The file has no overviews: the wide view shows a sample of its pixels.'));
  }
  return notes;
}
