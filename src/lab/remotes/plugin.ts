import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';

import { IRemotes } from '../tokens';
import type { RemotesModel } from './model';

const PLUGIN_ID = 'jupyterlab-insar:remotes';

const plugin: JupyterFrontEndPlugin<IRemotes> = {
  id: PLUGIN_ID,
  description: 'Other openEO back-ends, and the logins there.',
  autoStart: true,
  provides: IRemotes,
  optional: [ISettingRegistry],
  activate: (app: JupyterFrontEnd, registry: ISettingRegistry | null): IRemotes => {
    let made: Promise<RemotesModel> | null = null;
    return {
      load: () =>
        (made ??= import('./load')
          .then(({ load }) => load(app, registry, PLUGIN_ID))
          .catch(reason => {
            made = null;
            throw reason;
          }))
    };
  }
};

export default plugin;
