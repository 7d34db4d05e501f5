import { InputDialog, Notification } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import { reasonText } from '../reason-text';
import { currentMap, textOf } from './command-actions';
import type { ICommandContext } from './commands';
import { askFootprint } from './companion-questions';
import { frameOf } from './model/frames';
import type { IFootprintSpec } from './model/spec';
import { openSource } from './open-source';
import { outlineOf } from './raster';
import { showRing } from './view/seen';

/** A burst as people write it: its relative id, and its sub-swath in either order. */
const BURST = /^\s*(?:(IW[123])[\s,_-]*)?(\d{1,7})(?:[\s,_-]*(IW[123]))?\s*$/i;

/**
 * Draws the outline of a burst on the map in front and shows it; asks which, unless it is given.
 *
 * @returns whether an outline was drawn
 */
export async function placeFootprint(
  context: ICommandContext,
  args: ReadonlyPartialJSONObject
): Promise<boolean> {
  const { trans } = context;
  const map = currentMap(context);
  if (!map) {
    return false;
  }
  const given = textOf(args.path) ?? textOf(args.burst);
  const asked =
    given ??
    (
      await InputDialog.getText({
        title: trans.__('Place a burst footprint'),
        label: trans.__(
          'Burst id and sub-swath, as "249435 IW2", or the path of a GeoTIFF of a coregistered stack'
        )
      })
    ).value;
  if (!asked) {
    return false;
  }
  try {
    const footprint = /\.tiff?$/i.test(asked)
      ? await ofStack(context, asked)
      : await ofBurst(context, asked);
    if (!map.view || !showRing(map.view, footprint.ring)) {
      throw new Error(
        trans.__('This map is in radar geometry, where outlines on the ground have no place.')
      );
    }
    const others = map.model.spec.footprints.filter(({ label }) => label !== footprint.label);
    map.model.remember({ footprints: [...others, footprint] });
    return true;
  } catch (error) {
    const reason = reasonText(error);
    Notification.error(trans.__('No footprint was placed: %1', reason), { autoClose: 8000 });
    return false;
  }
}

async function ofBurst({ app, trans }: ICommandContext, text: string): Promise<IFootprintSpec> {
  const found = BURST.exec(text);
  if (!found) {
    throw new Error(
      trans.__('%1 is no burst id with a sub-swath. Write it as "249435 IW2".', text)
    );
  }
  const burstId = Number(found[2]);
  const subSwath = (found[1] ?? found[3])?.toUpperCase() ?? null;
  const ring = await askFootprint(app.serviceManager.serverSettings, burstId, subSwath);
  if (!ring) {
    throw new Error(
      trans.__(
        'no burst %1 is known, neither on this machine nor in the catalogue. Check the id and the sub-swath.',
        [burstId, subSwath].filter(Boolean).join(' ')
      )
    );
  }
  return { label: [burstId, ring.subSwath].join(' '), ring: ring.footprint };
}

async function ofStack({ app, trans }: ICommandContext, path: string): Promise<IFootprintSpec> {
  const { contents } = app.serviceManager;
  const file = PathExt.basename(contents.localPath(path));
  const { source } = frameOf({ path }, file);
  const raster = await openSource(app.serviceManager, source, file, {
    lines: false,
    anyway: false,
    signal: new AbortController().signal
  });
  const ring = await outlineOf(raster);
  if (!ring) {
    throw new Error(
      trans.__('%1 has no bands grid_lat and grid_lon that say where its pixels lie.', file)
    );
  }
  return { label: file.replace(/\.tiff?$/i, ''), ring };
}
