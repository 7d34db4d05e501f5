import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';

import { companionRequest } from '../client/companion';
import { RemotesModel } from './model';

const OPEN_SETTINGS = 'settingeditor:open';

/** Makes the model of the other back-ends, with the settings of a plugin. */
export async function load(
  app: JupyterFrontEnd,
  registry: ISettingRegistry | null,
  pluginId: string
): Promise<RemotesModel> {
  const { serverSettings } = app.serviceManager;
  const settings = (await registry?.load(pluginId).catch(() => null)) ?? null;
  return new RemotesModel({
    ask: (...request) => companionRequest(serverSettings, ...request),
    settings,
    openSettings: () => {
      const { title } = settings?.schema ?? {};
      void app.commands.execute(OPEN_SETTINGS, { query: title ?? pluginId });
    }
  });
}
