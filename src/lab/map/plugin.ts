import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ILayoutRestorer } from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ServerConnection } from '@jupyterlab/services';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { mapIcon } from '../icons';
import { Arrangement } from './arrange';
import { addCommands } from './commands';
import type { MapDocument } from './documents';
import { MAP_FACTORY, MAP_MODEL, MapDocumentFactory, UnreadModelFactory } from './documents';
import { FileElsewhere } from './raster/errors';
import { MapWidget } from './widget';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-insar:map',
  description: 'Opens GeoTIFF files and results on a map.',
  autoStart: true,
  optional: [ITranslator, ILayoutRestorer, ICommandPalette, INotebookTracker, IDefaultFileBrowser],
  activate
};

export default plugin;

function activate(
  app: JupyterFrontEnd,
  translator: ITranslator | null,
  restorer: ILayoutRestorer | null,
  palette: ICommandPalette | null,
  notebooks: INotebookTracker | null,
  browser: IDefaultFileBrowser | null
): void {
  const trans = (translator ?? nullTranslator).load('jupyterlab_insar');
  const { contents, serverSettings } = app.serviceManager;
  const documents = new WidgetTracker<MapDocument>({ namespace: 'insar-map' });
  // Signed addresses run out, so maps of results are not restored with the layout.
  const results = new WidgetTracker<MainAreaWidget<MapWidget>>({ namespace: 'insar-result-map' });
  const arrangement = new Arrangement(app.shell, notebooks, () =>
    [documents, results].flatMap(tracker => tracker.filter(() => true))
  );
  const fetch = (url: string, init: RequestInit): Promise<Response> =>
    ServerConnection.makeRequest(url, init, serverSettings);
  const mapOfPath = (path: () => string): MapWidget =>
    new MapWidget({
      file: contents.localPath(path()).split('/').pop()!,
      url: () => contents.getDownloadUrl(path()),
      sizeB: () =>
        contents.get(path(), { content: false }).then(
          entry => entry.size ?? null,
          // Reading the file itself tells better what is wrong with it.
          () => null
        ),
      fetch,
      trans
    });

  app.docRegistry.addFileType({
    name: 'insar-geotiff',
    displayName: trans.__('GeoTIFF'),
    extensions: ['.tif', '.tiff'],
    mimeTypes: ['image/tiff'],
    contentType: 'file',
    fileFormat: 'base64',
    icon: mapIcon
  });
  app.docRegistry.addModelFactory(new UnreadModelFactory());
  // JupyterLab has a file type of its own for these names, which would go to the image viewer.
  const fileTypes = ['tiff', 'insar-geotiff'];
  const factory = new MapDocumentFactory(
    {
      name: MAP_FACTORY,
      label: trans.__('InSAR Map'),
      modelName: MAP_MODEL,
      fileTypes,
      defaultFor: fileTypes,
      readOnly: true,
      translator: translator ?? undefined
    },
    mapOfPath
  );
  app.docRegistry.addWidgetFactory(factory);
  let isRestored = false;
  void app.restored.then(() => {
    isRestored = true;
  });
  factory.widgetCreated.connect((_, document) => {
    if (isRestored) {
      arrangement.moveAside(document);
    }
    void documents.add(document);
  });
  if (restorer) {
    void restorer.restore(documents, {
      command: 'docmanager:open',
      args: document => ({ path: document.context.path, factory: MAP_FACTORY }),
      name: document => document.context.path
    });
  }
  const mapOfUrl = (url: string, file: string): MapWidget =>
    new MapWidget({
      file,
      url: async () => {
        const { href } = new URL(url, serverSettings.baseUrl);
        if (!href.startsWith(serverSettings.baseUrl)) {
          throw new FileElsewhere(file, href);
        }
        return href;
      },
      fetch,
      trans
    });
  addCommands({
    app,
    trans,
    palette,
    browser,
    documents,
    results,
    arrangement,
    mapOfPath,
    mapOfUrl
  });
}
