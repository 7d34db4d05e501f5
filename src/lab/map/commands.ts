import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette, WidgetTracker } from '@jupyterlab/apputils';
import { MainAreaWidget } from '@jupyterlab/apputils';
import type { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Widget } from '@lumino/widgets';

import { mapIcon } from '../icons';
import type { Arrangement } from './arrange';
import { addLayers, currentMap, documentOf, framesOf, textOf } from './command-actions';
import type { MapDocument } from './documents';
import { MAP_FACTORY, SAVED_MAP_ENDING } from './documents';
import { loadEngine } from './load-engine';
import type { Maps } from './maps';
import type { MapWidget } from './widget';

export const CommandIDs = {
  openOnMap: 'insar:open-on-map',
  addToMap: 'insar:add-to-map',
  saveMap: 'insar:save-map',
  goTo: 'insar:go-to-place',
  valueAt: 'insar:value-at'
} as const;

/** What the commands of the map work with. */
export interface ICommandContext {
  readonly app: JupyterFrontEnd;
  readonly trans: TranslationBundle;
  readonly palette: ICommandPalette | null;
  readonly browser: IDefaultFileBrowser | null;
  readonly documents: WidgetTracker<MapDocument>;
  readonly savedMaps: WidgetTracker<MapDocument>;
  readonly results: WidgetTracker<MainAreaWidget<MapWidget>>;
  readonly arrangement: Arrangement;
  readonly maps: Maps;
  readonly mapOfPath: (path: () => string) => MapWidget;
}

const TEXT = { type: 'string' } as const;
const PATH = { ...TEXT, description: 'Path of a GeoTIFF, as the file browser has it' };
const FILES = {
  type: 'array',
  description: 'Several rasters, shown as one layer where their names hold dates',
  items: { type: 'object', properties: { path: TEXT, url: TEXT, name: TEXT } }
} as const;
const URL_OF_FILE = { ...TEXT, description: 'Address of a GeoTIFF below that of the server' };

/** Adds the commands of the map. */
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
          name: { ...TEXT, description: 'Name to show for the address' },
          files: FILES
        }
      }
    },
    execute: async args => {
      const frames = framesOf(context, args);
      const path = textOf(args.path);
      if (frames.length === 1 && path) {
        return openPath(context, path);
      }
      const { choose, openFrames } = await loadEngine();
      return frames.length > 0 ? openFrames(context, frames) : choose(context);
    }
  });
  app.commands.addCommand(CommandIDs.addToMap, {
    label: trans.__('Add GeoTIFFs to the Map…'),
    caption: trans.__('Show further GeoTIFF files as layers of the map that is in front'),
    icon: mapIcon,
    describedBy: {
      args: {
        type: 'object',
        properties: { path: PATH, url: URL_OF_FILE, name: TEXT, files: FILES }
      }
    },
    isEnabled: () => currentMap(context) !== null,
    execute: async args => {
      const map = currentMap(context);
      const given = framesOf(context, args);
      const frames = given.length > 0 ? given : await (await loadEngine()).chooseFrames(context);
      if (map && frames.length > 0) {
        await addLayers(map, frames);
      }
    }
  });
  app.commands.addCommand(CommandIDs.saveMap, {
    label: trans.__('Save Map As…'),
    caption: trans.__('Save the layers, styles and view of the map that is in front'),
    describedBy: {
      args: {
        type: 'object',
        properties: { path: { ...TEXT, description: `Ends with ${SAVED_MAP_ENDING}` } }
      }
    },
    isEnabled: () => currentMap(context) !== null,
    execute: async args => (await loadEngine()).saveMap(context, textOf(args.path))
  });
  app.commands.addCommand(CommandIDs.goTo, {
    label: trans.__('Go to Coordinates on the Map…'),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          lon: { type: 'number', description: 'Longitude in degrees, WGS84' },
          lat: { type: 'number', description: 'Latitude in degrees, WGS84' }
        }
      }
    },
    isEnabled: () => currentMap(context) !== null,
    execute: async args => (await loadEngine()).goTo(context, args)
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
    execute: async args => (await loadEngine()).valueAt(context, args)
  });
  for (const command of [
    CommandIDs.openOnMap,
    CommandIDs.addToMap,
    CommandIDs.saveMap,
    CommandIDs.goTo
  ]) {
    palette?.addItem({ command, category: trans.__('InSAR') });
  }
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
