import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import { acquisitionsPlugin } from './acquisitions';
import clientPlugin from './client/plugin';
import jobsPlugin from './jobs/plugin';
import mapPlugin from './map/plugin';
import panelPlugin from './panel/plugin';
import remotesPlugin from './remotes/plugin';

export { IBackendClient, IInsarPanel, IJobsModel, IRemotes } from './tokens';
export type { IBackendStatus, IJobRow, JobStatus } from './tokens';

/** Every JupyterLab plugin of the extension; each is light, and loads its heavy parts when shown. */
export const plugins: JupyterFrontEndPlugin<unknown>[] = [
  clientPlugin,
  remotesPlugin,
  panelPlugin,
  jobsPlugin,
  mapPlugin,
  acquisitionsPlugin
];
