import type { TranslationBundle } from '@jupyterlab/translation';

import type { IJobRow } from '../tokens';
import type { JobActions } from './actions';
import type { IJobsSource } from './source';

const SHOWN_MS = 10_000;

/** An action of a notification. */
export interface INoticeAction {
  readonly label: string;
  readonly callback: () => void;
}

/** What a notification says; `Notification.emit` shows it. */
export interface INotice {
  readonly type: 'success' | 'error';
  readonly message: string;
  /** Milliseconds, or false to stay. */
  readonly autoClose: number | false;
  readonly actions: INoticeAction[];
}

/** What a notice is made with. */
export interface INoticeOptions {
  readonly source: IJobsSource;
  readonly actions: JobActions;
  readonly trans: TranslationBundle;
  /** Shows the job in the panel. */
  readonly show: (id: string) => void;
}

/** What to tell of a job that has ended; null for one that was canceled, which the user did. */
export async function noticeOf(job: IJobRow, options: INoticeOptions): Promise<INotice | null> {
  const { source, actions, trans, show } = options;
  const details = { label: trans.__('Show job'), callback: () => show(job.id) };
  if (job.status === 'finished') {
    const files = await source.results(job.id).catch(() => []);
    const raster = files.find(file => file.isGeoTiff);
    const open =
      raster && actions.canOpenOnMap
        ? [{ label: trans.__('Open on map'), callback: () => void actions.openOnMap(raster) }]
        : [];
    return {
      type: 'success',
      message: trans.__('Job "%1" has finished.', job.title),
      autoClose: SHOWN_MS,
      actions: [...open, details]
    };
  }
  if (job.status === 'error') {
    const cause = await source.failure(job.id).catch(() => null);
    return {
      type: 'error',
      message: cause
        ? trans.__('Job "%1" failed: %2', job.title, cause)
        : trans.__('Job "%1" failed.', job.title),
      autoClose: false,
      actions: [details]
    };
  }
  return null;
}
