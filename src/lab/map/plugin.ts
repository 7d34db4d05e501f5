import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ILayoutRestorer, IRouter } from '@jupyterlab/application';
import { ICommandPalette, WidgetTracker } from '@jupyterlab/apputils';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { Widget } from '@lumino/widgets';

import { mapIcon } from '../icons';
import { Arrangement } from './arrange';
import { addCommands, CommandIDs, LINK } from './commands';
import type { MapDocument } from './documents';
import {
  MAP_FACTORY,
  MAP_MODEL,
  MapDocumentFactory,
  SAVED_MAP_ENDING,
  SAVED_MAP_FACTORY,
  UnreadModelFactory
} from './documents';
import { loadEngine } from './load-engine';
import { Maps } from './maps';
import { frameOf } from './model/frames';
import type { ResultMap } from './result-map';
import type { MapWidget } from './widget';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-insar:map',
  description: 'Opens GeoTIFF files and results on a map.',
  autoStart: true,
  optional: [
    ITranslator,
    ILayoutRestorer,
    ICommandPalette,
    INotebookTracker,
    IDefaultFileBrowser,
    IStateDB,
    IRouter
  ],
  activate
};

export default plugin;

function activate(
  app: JupyterFrontEnd,
  translator: ITranslator | null,
  restorer: ILayoutRestorer | null,
  palette: ICommandPalette | null,
  notebooks: INotebookTracker | null,
  browser: IDefaultFileBrowser | null,
  state: IStateDB | null,
  router: IRouter | null
): void {
  const trans = (translator ?? nullTranslator).load('jupyterlab_insar');
  const { contents } = app.serviceManager;
  const documents = new WidgetTracker<MapDocument>({ namespace: 'insar-map' });
  const savedMaps = new WidgetTracker<MapDocument>({ namespace: 'insar-saved-map' });
  const results = new WidgetTracker<ResultMap>({ namespace: 'insar-result-map' });
  const arrangement = new Arrangement(app.shell, notebooks, () =>
    [documents, savedMaps, results].flatMap((tracker): Widget[] => tracker.filter(() => true))
  );
  const run = (command: string) => (): void => {
    void app.commands.execute(command);
  };
  const maps = new Maps({
    services: app.serviceManager,
    state,
    trans,
    actions: {
      onAdd: run(CommandIDs.addToMap),
      onSave: run(CommandIDs.saveMap),
      onGoTo: run(CommandIDs.goTo),
      onCells: write =>
        void loadEngine().then(({ insertCells }) => insertCells({ app, notebooks, trans }, write)),
      baselines: async (...asked) =>
        (await loadEngine()).askBaselines(app.serviceManager.serverSettings, ...asked)
    }
  });
  const mapOfPath = (path: () => string): MapWidget => {
    const file = contents.localPath(path()).split('/').pop()!;
    return maps.ofFrames([frameOf({ path: path() }, file)], path);
  };
  let isRestored = false;
  void app.restored.then(() => {
    isRestored = true;
  });
  /** Registers one kind of document, and keeps its open ones. */
  const addFactory = (
    options: Pick<
      DocumentRegistry.IWidgetFactoryOptions<MapDocument>,
      'name' | 'label' | 'modelName' | 'fileTypes' | 'readOnly'
    >,
    tracker: WidgetTracker<MapDocument>,
    makeMap: (context: DocumentRegistry.Context) => MapWidget
  ): void => {
    const factory = new MapDocumentFactory(
      { ...options, defaultFor: options.fileTypes, translator: translator ?? undefined },
      makeMap
    );
    app.docRegistry.addWidgetFactory(factory);
    factory.widgetCreated.connect((_, document) => {
      if (isRestored) {
        arrangement.moveAside(document);
      }
      void tracker.add(document);
    });
    if (restorer) {
      void restorer.restore(tracker, {
        command: 'docmanager:open',
        args: document => ({ path: document.context.path, factory: options.name }),
        name: document => document.context.path
      });
    }
  };

  app.docRegistry.addFileType({
    name: 'insar-geotiff',
    displayName: trans.__('GeoTIFF'),
    extensions: ['.tif', '.tiff'],
    mimeTypes: ['image/tiff'],
    contentType: 'file',
    fileFormat: 'base64',
    icon: mapIcon
  });
  app.docRegistry.addFileType({
    name: 'insar-saved-map',
    displayName: trans.__('InSAR map'),
    extensions: [SAVED_MAP_ENDING],
    mimeTypes: ['application/json'],
    contentType: 'file',
    fileFormat: 'text',
    icon: mapIcon
  });
  app.docRegistry.addModelFactory(new UnreadModelFactory());
  addFactory(
    {
      name: MAP_FACTORY,
      label: trans.__('InSAR Map'),
      modelName: MAP_MODEL,
      // JupyterLab has a file type of its own for these names, which would go to the image viewer.
      fileTypes: ['tiff', 'insar-geotiff'],
      readOnly: true
    },
    documents,
    context => {
      const map = mapOfPath(() => context.path);
      void context.ready.then(() => {
        context.fileChanged.connect(() => map.reload());
      });
      return map;
    }
  );
  addFactory(
    {
      name: SAVED_MAP_FACTORY,
      label: trans.__('InSAR Saved Map'),
      modelName: 'text',
      fileTypes: ['insar-saved-map'],
      readOnly: false
    },
    savedMaps,
    context => maps.ofDocument(context)
  );
  addCommands({
    app,
    trans,
    palette,
    browser,
    documents,
    savedMaps,
    results,
    arrangement,
    maps,
    mapOfPath
  });
  if (restorer) {
    void restorer.restore(results, {
      command: CommandIDs.openOnMap,
      args: ({ args }) => args,
      name: ({ id }) => id
    });
  }
  router?.register({ command: CommandIDs.openLink, pattern: LINK });
  // A link that is put into the address of an open page does not load it again.
  window.addEventListener('hashchange', () => {
    if (LINK.test(window.location.hash)) {
      void app.commands.execute(CommandIDs.openLink, { hash: window.location.hash });
    }
  });
}
