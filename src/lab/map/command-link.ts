import { Clipboard, Notification } from '@jupyterlab/apputils';
import { PageConfig, URLExt } from '@jupyterlab/coreutils';
import type { Widget } from '@lumino/widgets';

import { reasonText } from '../reason-text';
import { currentMap } from './command-actions';
import { showMap } from './command-open';
import type { ICommandContext } from './commands';
import { LINK_NAME, linkText, readLink } from './model/link';

/** The address that opens the map in front as it is seen; copies it, and gives it. */
export async function copyLink(context: ICommandContext): Promise<string | null> {
  const { trans } = context;
  const map = currentMap(context);
  if (!map) {
    return null;
  }
  // As JupyterLab's own shareable links: the plain address of the application, without a login.
  const page = PageConfig.getUrl({ workspace: PageConfig.defaultWorkspace, treePath: '' });
  const url = `${URLExt.normalize(page)}#${LINK_NAME}=${await linkText(map.model.spec)}`;
  Clipboard.copyToSystem(url);
  Notification.success(
    trans.__('The link to this view is copied. Who can open this Jupyter server can open it.'),
    { autoClose: 5000 }
  );
  return url;
}

/** Opens the map of a link. */
export async function openLink(context: ICommandContext, text: string): Promise<Widget | null> {
  // Loading the page again shall not open the link once more.
  const { pathname, search } = window.location;
  window.history.replaceState(window.history.state, '', `${pathname}${search}`);
  // What the layout brings back goes first, or it would take the place of the map.
  await context.app.restored;
  return showLinked(context, text);
}

/** Shows the map of a link's text. */
export async function showLinked(context: ICommandContext, text: string): Promise<Widget | null> {
  const { maps, trans } = context;
  const name = trans.__('linked map');
  try {
    const spec = await readLink(text, name);
    if (spec.layers.length === 0) {
      throw new Error(trans.__('it holds no layer'));
    }
    const title = spec.layers[spec.layers.length - 1].name;
    return showMap(context, {
      id: `insar-map-link-${text.slice(0, 24)}-${text.length}`,
      title,
      caption: trans.__('Map of a link'),
      args: { link: text },
      make: () => maps.ofSpec(spec, title)
    });
  } catch (error) {
    const reason = reasonText(error);
    Notification.error(
      trans.__('The link holds no map that can be read: %1. Copy the whole link again.', reason),
      { autoClose: false }
    );
    return null;
  }
}
