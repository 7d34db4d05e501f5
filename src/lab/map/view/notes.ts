import type { TranslationBundle } from '@jupyterlab/translation';

import type { ShownLayer } from './shown-layer';

/** More bands than this are worth a word. */
const MANY_BANDS = 50;

/** What a reader of the map must know before they trust a layer, one sentence each. */
export function notesOf(layer: ShownLayer, trans: TranslationBundle): string[] {
  const raster = layer.drawn?.raster;
  if (!raster) {
    return [];
  }
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
  if (layer.isEmpty) {
    notes.push(
      trans.__(
        '%1: no pixel of this band holds data, all are marked no-data. Choose another band, or check the step that wrote the file.',
        raster.file
      )
    );
  }
  if (layer.isReferenceLost) {
    notes.push(
      trans.__(
        '%1 has no data at the reference: its values are shown as they are stored. Set another reference.',
        raster.file
      )
    );
  }
  if (raster.views.length > MANY_BANDS) {
    notes.push(
      trans.__(
        '%1 has %2 bands; the first is shown. Choose others in the list above the map.',
        raster.file,
        String(raster.views.length)
      )
    );
  }
  return notes;
}
