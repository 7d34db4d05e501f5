import { Notification } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { Contents } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';

import { reasonText } from '../../reason-text';
import { windowOf } from '../ask/area';
import { askForFile } from '../ask-for-file';
import { currentMap } from '../command-actions';
import type { ICommandContext } from '../commands';
import { seenOf } from '../view/seen';
import type { ExportRefusal } from './cog-of-window';
import { cogOfWindow, exportRefusal, MOST_EXPORTED } from './cog-of-window';

/** Bytes that one request takes: the server refuses bodies that are much larger. */
const CHUNK_B = 6 * 2 ** 20;

/**
 * Writes what is seen of the chosen layer as a GeoTIFF; asks where, unless a path is given. What
 * stands against it is told.
 *
 * @returns the path; null: nothing is written
 */
export async function exportView(
  context: ICommandContext,
  given: string | null
): Promise<string | null> {
  const { app, trans } = context;
  const view = currentMap(context)?.view;
  const seen = view ? seenOf(view) : null;
  const window = seen && windowOf(seen.drawn, seen.extent);
  if (!seen || !window) {
    Notification.error(trans.__('The chosen layer has no pixel in the view.'), { autoClose: 5000 });
    return null;
  }
  const refusal = exportRefusal(seen.drawn.raster, window);
  if (refusal) {
    Notification.error(refusalText(refusal, seen.drawn.raster.file, trans), { autoClose: 8000 });
    return null;
  }
  const { contents } = app.serviceManager;
  const ended = (path: string): string => (/\.tiff?$/i.test(path) ? path : `${path}.tif`);
  const path = given
    ? ended(given)
    : await askForFile(context, {
        title: trans.__('Export view as GeoTIFF'),
        name: `${seen.name.replace(/[\\/:]/g, '_')}-view.tif`,
        ended
      });
  if (path === null) {
    return null;
  }
  try {
    const bytes = await cogOfWindow(seen.drawn.raster, window, PathExt.basename(path));
    await save(contents, path, bytes);
  } catch (error) {
    const reason = reasonText(error);
    Notification.error(trans.__('%1 was not written: %2', path, reason), { autoClose: 8000 });
    return null;
  }
  if (given === null) {
    const [columns, rows] = [window.x1 - window.x0, window.y1 - window.y0];
    Notification.success(
      trans.__('Wrote %1, %2 × %3 pixels.', path, String(columns), String(rows)),
      { autoClose: 5000 }
    );
  }
  return path;
}

/** Writes a file through the server, in as many requests as it takes. */
async function save(contents: Contents.IManager, path: string, bytes: Uint8Array): Promise<void> {
  const model = { type: 'file', format: 'base64', name: PathExt.basename(path) } as const;
  for (let start = 0, chunk = 1; start < bytes.length; start += CHUNK_B, chunk++) {
    const part = bytes.subarray(start, start + CHUNK_B);
    const isLast = start + CHUNK_B >= bytes.length;
    const content = base64(part);
    const isWhole = isLast && chunk === 1;
    await contents.save(path, {
      ...model,
      content,
      ...(isWhole ? {} : { chunk: isLast ? -1 : chunk })
    });
  }
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  const step = 2 ** 15;
  for (let start = 0; start < bytes.length; start += step) {
    binary += String.fromCharCode(...bytes.subarray(start, start + step));
  }
  return btoa(binary);
}

function refusalText(refusal: ExportRefusal, file: string, trans: TranslationBundle): string {
  switch (refusal) {
    case 'too-large':
      return trans.__(
        'The view holds more than %1 million samples of %2 at its own resolution. Zoom in and export again.',
        String(Math.round(MOST_EXPORTED / 1e6)),
        file
      );
    case 'no-epsg':
      return trans.__(
        'The coordinate system of %1 has no EPSG code, which the export needs. Warp the file to one that has, with gdalwarp -t_srs.',
        file
      );
    case 'sample-type':
      return trans.__('Samples as those of %1 cannot be exported.', file);
  }
}
