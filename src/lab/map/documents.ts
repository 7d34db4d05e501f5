import type { DocumentRegistry } from '@jupyterlab/docregistry';
import {
  ABCWidgetFactory,
  DocumentModel,
  DocumentWidget,
  TextModelFactory
} from '@jupyterlab/docregistry';
import type { Contents } from '@jupyterlab/services';

import { mapIcon } from '../icons';
import type { MapWidget } from './widget';

/** Name of the document factory of GeoTIFFs, as *Open With* lists it. */
export const MAP_FACTORY = 'InSAR map';

/** Name of the document factory of saved maps. */
export const SAVED_MAP_FACTORY = 'InSAR saved map';

export const MAP_MODEL = 'insar-map-file';

/** How the names of saved maps end. */
export const SAVED_MAP_ENDING = '.insarmap.json';

/** A map as a document of the file browser. */
export type MapDocument = DocumentWidget<MapWidget, DocumentRegistry.IModel>;

/**
 * A document whose content is never loaded: with no file format, JupyterLab asks the server for the
 * file's entry alone. The map reads the parts that it needs itself.
 */
export class UnreadModelFactory extends TextModelFactory {
  override get name(): string {
    return MAP_MODEL;
  }

  override get contentType(): Contents.ContentType {
    return 'file';
  }

  // TextModelFactory promises 'text', while the registry's interface allows null.
  override get fileFormat(): never {
    return null as never;
  }

  override createNew(options: object = {}): DocumentRegistry.ICodeModel {
    // A document that others keep is neither saved nor copied to a checkpoint; rasters are large.
    const model = new DocumentModel({ ...options, collaborationEnabled: true });
    model.readOnly = true;
    return model;
  }
}

/** Opens documents on maps: GeoTIFFs, or saved maps. */
export class MapDocumentFactory extends ABCWidgetFactory<MapDocument, DocumentRegistry.IModel> {
  constructor(
    options: DocumentRegistry.IWidgetFactoryOptions<MapDocument>,
    private readonly _makeMap: (context: DocumentRegistry.Context) => MapWidget
  ) {
    super(options);
  }

  protected createNewWidget(context: DocumentRegistry.Context): MapDocument {
    const content = this._makeMap(context);
    const document = new DocumentWidget({ content, context });
    document.title.icon = mapIcon;
    document.toolbar.hide();
    context.pathChanged.connect(() => {
      content.file = context.localPath.split('/').pop()!;
    });
    return document;
  }
}
