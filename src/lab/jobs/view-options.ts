import type { TranslationBundle } from '@jupyterlab/translation';

import type { IJobsModel } from '../tokens';
import type { JobActions } from './actions';
import type { JobSelection } from './selection';
import type { IJobsSource } from './source';

/** What every part of the list of jobs works with. */
export interface IJobsViewOptions {
  readonly model: IJobsModel;
  readonly source: IJobsSource;
  readonly actions: JobActions;
  readonly selection: JobSelection;
  readonly trans: TranslationBundle;
}
