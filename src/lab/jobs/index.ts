export { JobsModel } from './model';
export type { IJobsSource, ILogEntry, IResultFile } from './source';
