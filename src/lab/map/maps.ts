import { PathExt } from '@jupyterlab/coreutils';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { ServiceManager } from '@jupyterlab/services';
import type { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Debouncer } from '@lumino/polling';

import { loadEngine } from './load-engine';
import type { MapModel } from './model/map-model';
import { layersOf } from './model/frames';
import { relativeTo } from './model/place';
import type { IFrame, IMapSpec } from './model/spec';
import { sourceKey, writeMap } from './model/spec';
import type { OpenSource } from './view/raster-store';
import type { IMapWidgetOptions } from './widget';
import { MapWidget } from './widget';

/** What is shown is kept this long after the last change. */
const KEEP_MS = 800;

const STATE = 'jupyterlab-insar:map:';

export interface IMapsOptions {
  readonly services: ServiceManager.IManager;
  readonly state: IStateDB | null;
  readonly trans: TranslationBundle;
  readonly actions: Pick<
    IMapWidgetOptions,
    'onAdd' | 'onSave' | 'onGoTo' | 'onCells' | 'baselines'
  >;
}

/** Makes maps of files, of results and of saved maps. */
export class Maps {
  constructor(private readonly _options: IMapsOptions) {}

  /** A map whose first layer is of these rasters; what was last shown of them comes back. */
  ofFrames(frames: readonly IFrame[], path: () => string | null = () => null): MapWidget {
    const { state } = this._options;
    const layers = layersOf(frames);
    const key = `${STATE}${frames.length > 1 ? `${frames.length} of ` : ''}`;
    const current = (): IFrame[] => {
      const now = path();
      return now === null ? [...frames] : [{ ...frames[0], source: { path: now } }];
    };
    const keyOf = (): string => key + sourceKey(current()[0].source);
    const name = frames.length > 1 ? layers[0].name : frames[0].file;
    const map = this._make(name, async model => {
      const kept = await state?.fetch(keyOf()).catch(() => undefined);
      const spec = typeof kept === 'string' ? await readKept(kept) : null;
      if (spec) {
        model.replace(spec);
      } else {
        layersOf(current()).forEach(layer => model.add(layer.name, layer.frames));
      }
    });
    if (state) {
      this._keep(map, model => state.save(keyOf(), writeMap(model.spec)));
    }
    return map;
  }

  /** A map of a link. */
  ofSpec(spec: IMapSpec, file: string): MapWidget {
    return this._make(file, async model => model.replace(spec));
  }

  /** A map that is saved in a document; changes make the document unsaved. */
  ofDocument(context: DocumentRegistry.Context): MapWidget {
    const map = this._make(PathExt.basename(context.localPath), async model => {
      const { writeToDocument } = await loadEngine();
      await context.ready;
      await writeToDocument(map, model, context);
    });
    return map;
  }

  /** The text of a map as a document in a folder. */
  textFor(model: MapModel, folder: string): string {
    return writeMap(relativeTo(folder, model.spec));
  }

  /**
   * Where a result is, as maps keep it: below the server's base URL and without its query, which may
   * hold a signature. The Jupyter server itself logs in to the back-end.
   *
   * @throws Error for an address that is not below the server's: the browser must not be sent there
   */
  resultOf(url: string, file: string): { readonly result: string } {
    const { services, trans } = this._options;
    const { baseUrl } = services.serverSettings;
    const { href } = new URL(url, baseUrl);
    if (!href.startsWith(baseUrl)) {
      throw new Error(
        trans.__(
          '%1 is not on this Jupyter server. Download it to a folder of the server and open it there.',
          file
        )
      );
    }
    return { result: href.slice(baseUrl.length).split(/[?#]/, 1)[0] };
  }

  private _make(file: string, load: (model: MapModel) => Promise<void>): MapWidget {
    const { trans, actions } = this._options;
    return new MapWidget({ file, load, open: this._open, trans, ...actions });
  }

  private readonly _open: OpenSource = async (...wanted) =>
    (await loadEngine()).openSource(this._options.services, ...wanted);

  private _keep(map: MapWidget, save: (model: MapModel) => Promise<unknown>): void {
    const debouncer = new Debouncer(() => {
      if (!map.hasFailed) {
        // A lost memory is no reason to disturb.
        return save(map.model).catch(() => undefined);
      }
    }, KEEP_MS);
    const later = (): void => {
      void debouncer.invoke();
    };
    map.model.changed.connect(later);
    map.model.remembered.connect(later);
    map.disposed.connect(() => debouncer.dispose());
  }
}

/** What was kept of a map; null where it cannot be read any more. */
async function readKept(text: string): Promise<IMapSpec | null> {
  const { readMap } = await loadEngine();
  try {
    const spec = readMap(text, 'kept state');
    return spec.layers.length > 0 ? spec : null;
  } catch {
    return null;
  }
}
