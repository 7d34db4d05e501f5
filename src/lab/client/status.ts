import { ServerConnection } from '@jupyterlab/services';

import type { IBackendStatus } from '../tokens';
import { errorOfAnswer, errorOfFailure } from './translate-error';

/** Asks the Jupyter server at `url` about the back-end; whatever goes wrong is the message. */
export async function readStatus(
  url: string,
  settings: ServerConnection.ISettings
): Promise<IBackendStatus> {
  try {
    const response = await ServerConnection.makeRequest(url, { cache: 'no-cache' }, settings);
    if (!response.ok) {
      throw errorOfAnswer(response.status, await response.text(), url);
    }
    const { running, message } = (await response.json()) as Partial<IBackendStatus>;
    return { running: running === true, message: message ?? '' };
  } catch (reason) {
    return { running: false, message: errorOfFailure(reason).message };
  }
}
