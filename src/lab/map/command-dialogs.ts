import { InputDialog, Notification } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import { FileDialog } from '@jupyterlab/filebrowser';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import { reasonText } from '../reason-text';
import { askForFile } from './ask-for-file';
import { currentMap, documentOf, framesOf, resultOf, textOf } from './command-actions';
import type { ICommandContext } from './commands';
import { SAVED_MAP_ENDING } from './documents';
import { frameOf } from './model/frames';
import { placeIn } from './model/place-text';
import type { IFrame } from './model/spec';

/** Asks for GeoTIFF files; none where the user thinks better of it. */
export async function chooseFrames({ app, browser, trans }: ICommandContext): Promise<IFrame[]> {
  if (!browser) {
    return [];
  }
  const isTiff = (name: string): boolean => /\.tiff?$/i.test(name);
  const chosen = await FileDialog.getOpenFiles({
    manager: browser.model.manager,
    title: trans.__('GeoTIFFs for the map'),
    label: trans.__('Choose one or more .tif files'),
    filter: item => (item.type === 'directory' || isTiff(item.name) ? { score: 0 } : null)
  });
  const { contents } = app.serviceManager;
  return (chosen.value ?? [])
    .filter(item => item.type !== 'directory' && isTiff(item.name))
    .map(item => frameOf({ path: item.path }, PathExt.basename(contents.localPath(item.path))));
}

/** Saves the map in front as a document; asks where, unless a path is given. */
export async function saveMap(context: ICommandContext, given: string | null): Promise<void> {
  const { app, maps, trans } = context;
  const map = currentMap(context);
  if (!map) {
    return;
  }
  const ended = (path: string): string =>
    path.endsWith(SAVED_MAP_ENDING) ? path : `${path}${SAVED_MAP_ENDING}`;
  const base = map.title.label.replace(/\.(tiff?|insarmap\.json)$/i, '');
  const path = given
    ? ended(given)
    : await askForFile(context, {
        title: trans.__('Save map as'),
        name: `${base}${SAVED_MAP_ENDING}`,
        ended
      });
  if (path === null) {
    return;
  }
  try {
    await app.serviceManager.contents.save(path, {
      type: 'file',
      format: 'text',
      content: maps.textFor(map.model, PathExt.dirname(path))
    });
  } catch (error) {
    if (given !== null) {
      throw error;
    }
    const reason = reasonText(error);
    Notification.error(trans.__('%1 was not written: %2', path, reason), { autoClose: 8000 });
    return;
  }
  if (given === null) {
    Notification.success(trans.__('Saved as %1', path), { autoClose: 5000 });
  }
}

/** Shows a place; asks for it, unless it is given. */
export async function goTo(
  context: ICommandContext,
  args: ReadonlyPartialJSONObject
): Promise<boolean> {
  const { trans } = context;
  const map = currentMap(context);
  if (!map) {
    return false;
  }
  if (typeof args.lon === 'number' && typeof args.lat === 'number') {
    return map.goTo(args.lon, args.lat);
  }
  const asked = await InputDialog.getText({
    title: trans.__('Go to coordinates'),
    label: trans.__('Latitude and longitude, as "47.25 11.4" or "47°15\'N 11°24\'E"')
  });
  if (!asked.value) {
    return false;
  }
  const place = placeIn(asked.value);
  if (!place || !map.goTo(place[0], place[1])) {
    Notification.error(
      place
        ? trans.__('The map cannot show %1', asked.value)
        : trans.__('%1 is not a latitude and a longitude', asked.value),
      { autoClose: 5000 }
    );
    return false;
  }
  return true;
}

/** The value that hovering shows, of an open map or of a file that is opened for it. */
export async function valueAt(
  context: ICommandContext,
  args: ReadonlyPartialJSONObject
): Promise<number | null> {
  const path = textOf(args.path);
  const frames = framesOf(context, args);
  const lon = Number(args.lon);
  const lat = Number(args.lat);
  if (frames.length === 0 || !Number.isFinite(lon) || !Number.isFinite(lat)) {
    throw new Error('insar:value-at needs path (or url), lon and lat');
  }
  const band = args.band === undefined || args.band === null ? undefined : String(args.band);
  const open = path ? documentOf(context, path)?.content : resultOf(context, frames)?.content;
  if (open) {
    return open.valueAt(lon, lat, band);
  }
  const unseen = path ? context.mapOfPath(() => path) : context.maps.ofFrames(frames);
  try {
    return await unseen.valueAt(lon, lat, band);
  } finally {
    unseen.dispose();
  }
}
