import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette, WidgetTracker } from '@jupyterlab/apputils';
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
import type { ResultMap } from './result-map';
import type { MapWidget } from './widget';

export const CommandIDs = {
  openOnMap: 'insar:open-on-map',
  addToMap: 'insar:add-to-map',
  saveMap: 'insar:save-map',
  goTo: 'insar:go-to-place',
  copyLink: 'insar:copy-map-link',
  openLink: 'insar:open-map-link',
  exportView: 'insar:export-map-view',
  placeFootprint: 'insar:place-footprint',
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
  readonly results: WidgetTracker<ResultMap>;
  readonly arrangement: Arrangement;
  readonly maps: Maps;
  readonly mapOfPath: (path: () => string) => MapWidget;
}

/** A map in the address of the page, behind its `#`. */
export const LINK = /#insar-map=([\w-]+)/;

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
          files: FILES,
          link: { ...TEXT, description: 'A map as its link holds it' }
        }
      }
    },
    execute: async args => {
      const link = textOf(args.link);
      if (link) {
        return (await loadEngine()).showLinked(context, link);
      }
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
  addMapCommands(context);
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
    CommandIDs.goTo,
    CommandIDs.copyLink,
    CommandIDs.exportView,
    CommandIDs.placeFootprint
  ]) {
    palette?.addItem({ command, category: trans.__('InSAR') });
  }
}

/** Commands that take something along from the map in front, or place something on it. */
function addMapCommands(context: ICommandContext): void {
  const { app, trans } = context;
  const isEnabled = (): boolean => currentMap(context) !== null;
  app.commands.addCommand(CommandIDs.copyLink, {
    label: trans.__('Copy Link to the View of the Map'),
    caption: trans.__('A link that opens the map as it is seen, without any login'),
    describedBy: { args: { type: 'object', properties: {} } },
    isEnabled,
    execute: async () => (await loadEngine()).copyLink(context)
  });
  app.commands.addCommand(CommandIDs.openLink, {
    label: trans.__('Open Map of a Link'),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          hash: { ...TEXT, description: 'Part of the address behind #, as the router gives it' }
        }
      }
    },
    isVisible: () => false,
    execute: async args => {
      const found = LINK.exec(textOf(args.hash) ?? '');
      return found ? (await loadEngine()).openLink(context, found[1]) : null;
    }
  });
  app.commands.addCommand(CommandIDs.exportView, {
    label: trans.__('Export View of the Map as GeoTIFF…'),
    caption: trans.__(
      'Write the part of the chosen layer that is seen as a cloud-optimised GeoTIFF'
    ),
    describedBy: {
      args: { type: 'object', properties: { path: { ...TEXT, description: 'File to write' } } }
    },
    isEnabled,
    execute: async args => (await loadEngine()).exportView(context, textOf(args.path))
  });
  app.commands.addCommand(CommandIDs.placeFootprint, {
    label: trans.__('Place Burst Footprint on the Map…'),
    caption: trans.__('Draw the outline of a burst, by its id or from a coregistered stack'),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          burst: { ...TEXT, description: 'Relative burst id, and sub-swath: "249435 IW2"' },
          path: { ...TEXT, description: 'GeoTIFF in radar geometry with its positions' }
        }
      }
    },
    isEnabled,
    execute: async args => (await loadEngine()).placeFootprint(context, args)
  });
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
