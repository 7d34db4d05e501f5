import type { JobActions } from './actions';
import type { JobsModel } from './model';
import { JobSelection } from './selection';
import type { IJobsSource } from './source';

/** The jobs of one back-end: what follows them and what acts on them. */
export class BackendJobs {
  constructor(
    readonly model: JobsModel,
    readonly source: IJobsSource,
    readonly actions: JobActions
  ) {}

  readonly selection = new JobSelection();
}
