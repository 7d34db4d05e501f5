import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { UUID } from '@lumino/coreutils';
import { Poll } from '@lumino/polling';

import type { BandKind, MakeOverviews, Raster } from './raster';

const NAMESPACE = 'jupyterlab-insar';

/** How often it is asked how far overviews are, in milliseconds. */
const POLL_MS = 1000;
const MOST_POLL_MS = 10_000;

/** A map does not wait longer than this for the back-end before it shows a sample. */
const PATIENCE_MS = 1500;

/** Bands of these kinds have means; of all others every second pixel is taken. */
const MEAN_KINDS: readonly BandKind[] = [
  'coherence',
  'amplitude',
  'height',
  'unwrapped',
  'displacement'
];

interface IStatus {
  readonly id: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly progress: number;
  readonly message?: string;
  readonly sizeBytes?: number;
}

/**
 * Has overviews made by the back-end of files of the Jupyter server, which says where they are.
 *
 * @param path as the contents of the server have it
 * @param signal ends what was begun: nobody looks at the map any more
 */
export function overviewsOf(
  path: string,
  serverSettings: ServerConnection.ISettings,
  signal: AbortSignal
): MakeOverviews {
  return raster => new OverviewsClient(path, serverSettings, signal).begin(raster);
}

class OverviewsClient {
  constructor(
    private readonly _path: string,
    private readonly _settings: ServerConnection.ISettings,
    private readonly _signal: AbortSignal
  ) {}

  /** Settles with the first answer, or when waiting for it has lasted long enough. */
  async begin(raster: Raster): Promise<boolean> {
    const begun = this._begin(raster).catch(() => false);
    const late = new Promise<boolean>(resolve => setTimeout(() => resolve(true), PATIENCE_MS));
    return Promise.race([begun, late]);
  }

  private async _begin(raster: Raster): Promise<boolean> {
    const status = await this._want(raster);
    // Parts of two files are never mixed: when it changed since, reading it says so.
    if (!status || status.sizeBytes !== raster.sizeB || this._signal.aborted) {
      return false;
    }
    if (await this._take(raster, status)) {
      return true;
    }
    const poll = new Poll<boolean>({
      name: 'jupyterlab-insar:overviews',
      frequency: { interval: POLL_MS, backoff: true, max: MOST_POLL_MS },
      // The browser slows hidden pages down by itself; what is being made goes on.
      standby: 'never',
      factory: async () => {
        const answer = await this._ask('GET', status.id);
        const now = answer.status === 404 ? await this._want(raster) : await this._read(answer);
        return now !== null && (await this._take(raster, now));
      }
    });
    poll.ticked.connect((_, { phase, payload }) => {
      if (phase === 'resolved' && payload === true) {
        poll.dispose();
      }
    });
    this._signal.addEventListener('abort', () => {
      if (!poll.isDisposed) {
        poll.dispose();
        void this._ask('DELETE', status.id, { keepalive: true }).catch(() => undefined);
      }
    });
    return true;
  }

  /** True: nothing more is to come. */
  private async _take(raster: Raster, status: IStatus): Promise<boolean> {
    const { id, state, progress, message = '' } = status;
    if (state === 'done') {
      try {
        await raster.takeOverviews(this._address(id, 'file'));
      } catch (error) {
        raster.tell({ state: 'failed', progress, message: String(error) });
      }
      return true;
    }
    raster.tell({ state, progress, message });
    return state === 'failed';
  }

  /** Null: the server cannot have them made. */
  private async _want(raster: Raster): Promise<IStatus | null> {
    const isMean = raster.views.every(view => MEAN_KINDS.includes(view.kind) && !isMixed(view));
    const query = URLExt.objectToQueryString({
      path: this._path,
      watcher: this._watcher,
      resampling: isMean ? 'average' : 'nearest'
    });
    const url = URLExt.join(this._settings.baseUrl, NAMESPACE, 'overviews') + query;
    const answer = await ServerConnection.makeRequest(url, { method: 'POST' }, this._settings);
    return answer.ok ? this._read(answer) : null;
  }

  private async _read(answer: Response): Promise<IStatus> {
    if (!answer.ok) {
      throw new ServerConnection.ResponseError(answer);
    }
    return (await answer.json()) as IStatus;
  }

  private _ask(method: string, id: string, init: RequestInit = {}): Promise<Response> {
    const url = `${this._address(id)}?watcher=${this._watcher}`;
    return ServerConnection.makeRequest(url, { method, ...init }, this._settings);
  }

  private _address(...parts: string[]): string {
    const { baseUrl } = this._settings;
    return URLExt.join(baseUrl, NAMESPACE, 'backend', 'companion', 'overviews', ...parts);
  }

  private readonly _watcher = UUID.uuid4();
}

/** Means of the parts of complex numbers are not those of their intensity. */
function isMixed(view: Raster['views'][number]): boolean {
  return view.samples.length > 1;
}
