import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';

import { IBackendClient } from '../tokens';
import { BackendClient } from './client';

const plugin: JupyterFrontEndPlugin<IBackendClient> = {
  id: 'jupyterlab-insar:client',
  description: 'Reaches the openEO back-end of the extension through the Jupyter server.',
  autoStart: true,
  provides: IBackendClient,
  activate: (app: JupyterFrontEnd) =>
    new BackendClient({ serverSettings: app.serviceManager.serverSettings })
};

export default plugin;
