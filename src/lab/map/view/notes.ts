import type { TranslationBundle } from '@jupyterlab/translation';

import type { IRaster } from '../raster';
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

/** What the wide view of a raster without overviews shows, and how far overviews are; null: it has some. */
export function overviewsNote(raster: IRaster, trans: TranslationBundle): string | null {
  if (!raster.isSampled) {
    return null;
  }
  const { file, overviews } = raster;
  switch (overviews?.state) {
    case 'waiting':
      return trans.__(
        '%1 has no overviews: the wide view shows a sample of its pixels. Overviews of other files are made first.',
        file
      );
    case 'running':
      return trans.__(
        '%1 has no overviews: the wide view shows a sample of its pixels until they are made (%2 %).',
        file,
        String(Math.round(overviews.progress * 100))
      );
    case 'failed':
      return trans.__(
        'Overviews of %1 could not be made, and the wide view stays a sample of its pixels: %2',
        file,
        overviews.message
      );
    default:
      return trans.__('%1 has no overviews: the wide view shows a sample of its pixels.', file);
  }
}
