import { Time } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { caretDownIcon, caretRightIcon, stopIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { mapIcon } from '../icons';
import type { IJobRow, JobStatus } from '../tokens';
import { JobDetailsView } from './job-details-view';
import { isActive } from './record';
import type { IJobsViewOptions } from './view-options';

/** What one job of the list needs. */
export interface IJobProps extends IJobsViewOptions {
  readonly job: IJobRow;
}

function statusLabel(status: JobStatus, trans: TranslationBundle): string {
  switch (status) {
    case 'created':
      return trans.__('not started');
    case 'queued':
      return trans.__('queued');
    case 'running':
      return trans.__('running');
    case 'canceled':
      return trans.__('canceled');
    case 'finished':
      return trans.__('finished');
    case 'error':
      return trans.__('failed');
  }
}

/** One job: a line that tells its state, and its details when open. */
export function JobItem(props: IJobProps): React.JSX.Element {
  const { job, selection, actions, trans } = props;
  const isOpen = selection.isOpen(job.id);
  const detailsId = `insar-job-${job.id}`;
  const node = React.useRef<HTMLLIElement>(null);
  React.useEffect(() => {
    if (isOpen && selection.wanted === job.id) {
      selection.clearWanted();
      // Its details, which come later, have room below it.
      node.current?.scrollIntoView({ block: 'center' });
    }
  });
  const Caret = isOpen ? caretDownIcon : caretRightIcon;
  return (
    <li ref={node} className="jp-Insar-job" data-status={job.status}>
      <div className="jp-Insar-jobHead">
        <button
          type="button"
          className="jp-Insar-jobToggle"
          aria-expanded={isOpen}
          aria-controls={isOpen ? detailsId : undefined}
          onClick={() => selection.toggle(job.id)}
        >
          <Caret.react tag="span" className="jp-Insar-jobCaret" />
          <span className="jp-Insar-jobTitle" title={job.title}>
            {job.title}
          </span>
          <span className="jp-Insar-jobLine">
            <span className="jp-Insar-jobStatus" data-status={job.status}>
              {statusLabel(job.status, trans)}
            </span>
            <span className="jp-Insar-jobTime" title={new Date(job.updatedMs).toLocaleString()}>
              {Time.formatHuman(new Date(job.updatedMs))}
            </span>
          </span>
        </button>
        {job.status === 'finished' && actions.canOpenOnMap && <OpenButton {...props} />}
        {isActive(job.status) && (
          <IconButton
            label={trans.__('Cancel %1', job.title)}
            onClick={() => actions.cancel(job)}
            icon={stopIcon}
          />
        )}
      </div>
      {isActive(job.status) && <Progress {...props} />}
      {job.status === 'error' && <Cause {...props} isWhole={isOpen} />}
      {isOpen && (
        <div id={detailsId} className="jp-Insar-jobDetails">
          <JobDetailsView {...props} />
        </div>
      )}
    </li>
  );
}

interface IIconButtonProps {
  readonly label: string;
  readonly icon: typeof mapIcon;
  readonly onClick: () => Promise<void>;
}

function IconButton({ label, icon, onClick }: IIconButtonProps): React.JSX.Element {
  const [isBusy, setBusy] = React.useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    await onClick();
    setBusy(false);
  };
  return (
    <button
      type="button"
      className="jp-Button jp-mod-minimal jp-Insar-iconButton"
      title={label}
      aria-label={label}
      disabled={isBusy}
      onClick={() => void run()}
    >
      <icon.react tag="span" />
    </button>
  );
}

/** Opens the only raster of a finished job; one of several is chosen in the details. */
function OpenButton({ job, source, actions, selection, trans }: IJobProps): React.JSX.Element {
  const open = async (): Promise<void> => {
    const files = await source.results(job.id).catch(() => []);
    const rasters = files.filter(file => file.isGeoTiff);
    if (rasters.length === 1) {
      await actions.openOnMap(rasters[0]);
    } else {
      selection.show(job.id);
    }
  };
  return (
    <IconButton label={trans.__('Open on map: %1', job.title)} icon={mapIcon} onClick={open} />
  );
}

function Progress({ job, trans }: IJobProps): React.JSX.Element {
  const percent = job.progressPercent === null ? undefined : Math.round(job.progressPercent);
  return (
    <div className="jp-Insar-jobProgress">
      <progress max={100} value={percent} aria-label={trans.__('Progress of %1', job.title)} />
      <span className="jp-Insar-hint">{percent === undefined ? '' : `${percent} %`}</span>
    </div>
  );
}

interface ICauseProps extends IJobProps {
  readonly isWhole: boolean;
}

/** Why a job failed: the first line of its last error. */
function Cause({ job, source, isWhole }: ICauseProps): React.JSX.Element | null {
  const [cause, setCause] = React.useState<string | null>(null);
  React.useEffect(() => {
    let isWanted = true;
    source.failure(job.id).then(
      message => isWanted && setCause(message),
      () => undefined
    );
    return () => {
      isWanted = false;
    };
  }, [source, job.id, job.updatedMs]);
  return cause === null ? null : (
    <p className="jp-Insar-jobCause jp-Insar-error" data-whole={isWhole} title={cause}>
      {cause}
    </p>
  );
}
