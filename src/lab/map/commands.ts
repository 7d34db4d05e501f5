import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette, WidgetTracker } from '@jupyterlab/apputils';
import { MainAreaWidget } from '@jupyterlab/apputils';
import type { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { FileDialog } from '@jupyterlab/filebrowser';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Widget } from '@lumino/widgets';

import { mapIcon } from '../icons';
import type { Arrangement } from './arrange';
import type { MapDocument } from './documents';
import { MAP_FACTORY } from './documents';
import type { MapWidget } from './widget';

export const CommandIDs = {
  openOnMap: 'insar:open-on-map',
  valueAt: 'insar:value-at'
} as const;

/** What the commands of the map work with. */
export interface ICommandContext {
  readonly app: JupyterFrontEnd;
  readonly trans: TranslationBundle;
  readonly palette: ICommandPalette | null;
  readonly browser: IDefaultFileBrowser | null;
  readonly documents: WidgetTracker<MapDocument>;
  readonly results: WidgetTracker<MainAreaWidget<MapWidget>>;
  readonly arrangement: Arrangement;
  readonly mapOfPath: (path: () => string) => MapWidget;
  readonly mapOfUrl: (url: string, file: string) => MapWidget;
}

const TEXT = { type: 'string' } as const;
const PATH = { ...TEXT, description: 'Path of a GeoTIFF, as the file browser has it' };
const URL_OF_FILE = { ...TEXT, description: 'Address of a GeoTIFF below that of the server' };

/** Adds `insar:open-on-map` and `insar:value-at`. */
export function addCommands(context: ICommandContext): void {
  const { app, trans, palette } = context;
  app.commands.addCommand(CommandIDs.openOnMap, {
    label: trans.__('Open GeoTIFF on Map…'),
    caption: trans.__('Show a GeoTIFF on a map beside the notebook'),
    icon: mapIcon,
    describedBy: {
      args: {
        type: 'object',
        properties: {
          path: PATH,
          url: URL_OF_FILE,
          name: { ...TEXT, description: 'Name to show for the address' }
        }
      }
    },
    execute: args => {
      const path = textOf(args.path);
      const url = textOf(args.url);
      if (url) {
        return openUrl(context, url, textOf(args.name) ?? nameOf(url));
      }
      return path ? openPath(context, path) : choose(context);
    }
  });
  app.commands.addCommand(CommandIDs.valueAt, {
    label: trans.__('Value of a GeoTIFF at a Place'),
    caption: trans.__('The value that pointing at the map shows'),
    describedBy: {
      args: {
        type: 'object',
        required: ['lon', 'lat'],
        properties: {
          path: PATH,
          url: URL_OF_FILE,
          lon: { type: 'number', description: 'Longitude in degrees, WGS84' },
          lat: { type: 'number', description: 'Latitude in degrees, WGS84' },
          band: {
            type: ['string', 'integer'],
            description: 'Name of a band or its number from 1; otherwise the band that is shown'
          }
        }
      }
    },
    // The command answers other extensions; a person points at the map.
    isVisible: () => false,
    execute: async args => {
      const path = textOf(args.path);
      const url = textOf(args.url);
      const lon = Number(args.lon);
      const lat = Number(args.lat);
      if (!(path || url) || !Number.isFinite(lon) || !Number.isFinite(lat)) {
        throw new Error(`${CommandIDs.valueAt} needs path (or url), lon and lat`);
      }
      const band = args.band === undefined || args.band === null ? undefined : String(args.band);
      const open = path ? documentOf(context, path)?.content : resultOf(context, url!)?.content;
      if (open) {
        return open.valueAt(lon, lat, band);
      }
      const unseen = path ? context.mapOfPath(() => path) : context.mapOfUrl(url!, nameOf(url!));
      try {
        return await unseen.valueAt(lon, lat, band);
      } finally {
        unseen.dispose();
      }
    }
  });
  palette?.addItem({ command: CommandIDs.openOnMap, category: trans.__('InSAR') });
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value ? value : null;
}

function nameOf(url: string): string {
  return decodeURIComponent(new URL(url, window.location.href).pathname.split('/').pop() ?? '');
}

function documentOf({ app, documents }: ICommandContext, path: string): MapDocument | undefined {
  const { contents } = app.serviceManager;
  const local = (name: string): string => contents.localPath(name).replace(/^\/+/, '');
  return documents.find(document => local(document.context.path) === local(path));
}

function resultOf({ results }: ICommandContext, url: string) {
  return results.find(widget => widget.id === idOf(url));
}

/** A signed address of the same file may differ in its signature; the path tells files apart. */
function idOf(url: string): string {
  return `insar-map-${new URL(url, window.location.href).pathname}`;
}

async function openPath(context: ICommandContext, path: string): Promise<Widget> {
  const { app, arrangement } = context;
  const open = documentOf(context, path);
  if (open) {
    app.shell.activateById(open.id);
    return open;
  }
  const options = { ...arrangement.next() };
  return app.commands.execute('docmanager:open', { path, factory: MAP_FACTORY, options });
}

function openUrl(context: ICommandContext, url: string, name: string): Widget {
  const { app, arrangement, results } = context;
  const open = resultOf(context, url);
  if (open) {
    open.content.relocate(url);
    app.shell.activateById(open.id);
    return open;
  }
  const widget = new MainAreaWidget({ content: context.mapOfUrl(url, name) });
  widget.id = idOf(url);
  widget.toolbar.hide();
  widget.title.label = name;
  widget.title.caption = name;
  widget.title.icon = mapIcon;
  widget.title.closable = true;
  void results.add(widget);
  app.shell.add(widget, 'main', arrangement.next());
  app.shell.activateById(widget.id);
  return widget;
}

/** Asks for a file, as from the command palette. */
async function choose(context: ICommandContext): Promise<Widget | null> {
  const { app, browser, trans } = context;
  if (!browser) {
    return null;
  }
  const isTiff = (name: string): boolean => /\.tiff?$/i.test(name);
  const chosen = await FileDialog.getOpenFiles({
    manager: browser.model.manager,
    title: trans.__('Open GeoTIFF on map'),
    label: trans.__('Choose a .tif file'),
    filter: item => (item.type === 'directory' || isTiff(item.name) ? { score: 0 } : null)
  });
  const file = chosen.value?.find(item => item.type !== 'directory' && isTiff(item.name));
  return file ? app.commands.execute(CommandIDs.openOnMap, { path: file.path }) : null;
}
