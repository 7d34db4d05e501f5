import { URLExt } from '@jupyterlab/coreutils';
import type { ServiceManager } from '@jupyterlab/services';
import { ServerConnection } from '@jupyterlab/services';

import type { LayerSource } from './model/spec';
import { overviewsOf } from './overviews';
import type { IRaster } from './raster';
import { FileEmpty, openRaster } from './raster';
import type { IOpenAs } from './view/raster-store';

/**
 * Opens a raster through the Jupyter server, by its ranges and with its login.
 *
 * @throws MapError
 */
export async function openSource(
  { contents, serverSettings }: ServiceManager.IManager,
  source: LayerSource,
  file: string,
  { signal, ...how }: IOpenAs
): Promise<IRaster> {
  const fetch = (url: string, init: RequestInit): Promise<Response> =>
    ServerConnection.makeRequest(url, init, serverSettings);
  if ('result' in source) {
    const url = URLExt.join(serverSettings.baseUrl, source.result);
    return openRaster({ url, file, fetch, ...how });
  }
  const [url, entry] = await Promise.all([
    contents.getDownloadUrl(source.path),
    // Reading the file itself tells better what is wrong with it.
    contents.get(source.path, { content: false }).catch(() => null)
  ]);
  if (entry?.size === 0) {
    throw new FileEmpty(file);
  }
  const path = contents.localPath(source.path);
  const makeOverviews = overviewsOf(path, serverSettings, signal);
  return openRaster({ url, file, fetch, makeOverviews, ...how });
}
