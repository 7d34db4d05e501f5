import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { mapIcon } from '../icons';
import { JobDetails } from './details';
import type { IJobProps } from './job-item';
import { JobLog } from './job-log';
import { durationLabel, sizeLabel } from './labels';
import { isActive, isEnded } from './record';
import type { IJobRequest, IResultFile } from './source';
import { useSignal } from '../use-signal';

const NAMED_RESULTS = 6;

/** Log, results and actions of one job. */
export function JobDetailsView(props: IJobProps): React.JSX.Element | null {
  const { job, model, source } = props;
  const [details, setDetails] = React.useState<JobDetails | null>(null);
  React.useEffect(() => {
    const made = new JobDetails({ source, row: job });
    setDetails(made);
    return () => made.dispose();
    // Later states of the job come by `update`.
  }, [source, job.id]);
  React.useEffect(() => details?.update(job), [details, job]);
  const isListRead = model.problem === null;
  React.useEffect(() => (isListRead ? details?.retry() : undefined), [details, isListRead]);
  return details && <Shown {...props} details={details} />;
}

interface IShownProps extends IJobProps {
  readonly details: JobDetails;
}

function Shown(props: IShownProps): React.JSX.Element {
  const { details, job, model, actions, trans } = props;
  useSignal(details.changed);
  return (
    <>
      {details.problem !== null && model.problem === null && (
        <p className="jp-Insar-error" role="alert">
          {details.problem.message}
        </p>
      )}
      {details.results !== null && <Results {...props} files={details.results} />}
      <JobLog entries={details.entries} job={job} actions={actions} trans={trans} />
      <dl className="jp-Insar-jobFacts">
        {details.request && details.results === null && (
          <>
            <dt>{trans.__('Makes')}</dt>
            <dd>{requestLabel(details.request, trans)}</dd>
          </>
        )}
        <dt>{trans.__('Created')}</dt>
        <dd>{new Date(job.createdMs).toLocaleString()}</dd>
        {job.durationS !== null && isEnded(job.status) && (
          <>
            <dt>{trans.__('Took')}</dt>
            <dd>{durationLabel(job.durationS)}</dd>
          </>
        )}
        <dt>{trans.__('Job id')}</dt>
        <dd className="jp-Insar-jobId">{job.id}</dd>
      </dl>
      <Buttons {...props} />
    </>
  );
}

/** How many results a job makes, and the first of their names, one a line. */
function requestLabel(request: IJobRequest, trans: TranslationBundle): string {
  const { resultCount, prefixes } = request;
  const rest = prefixes.length - NAMED_RESULTS;
  return [
    trans._n('%1 result', '%1 results', resultCount),
    ...prefixes.slice(0, NAMED_RESULTS),
    ...(rest > 0 ? [trans.__('and %1 more', rest)] : [])
  ].join('\n');
}

function Buttons({ job, actions, trans }: IJobProps): React.JSX.Element {
  const className = 'jp-Button jp-mod-styled';
  return (
    <div className="jp-Insar-jobButtons">
      {job.status === 'created' && (
        <button
          type="button"
          className="jp-Button jp-mod-styled jp-mod-accept"
          onClick={() => void actions.start(job)}
        >
          {trans.__('Start')}
        </button>
      )}
      {(job.status === 'error' || job.status === 'canceled') && (
        <button type="button" className={className} onClick={() => void actions.start(job)}>
          {trans.__('Run again')}
        </button>
      )}
      {isActive(job.status) ? (
        <button type="button" className={className} onClick={() => void actions.cancel(job)}>
          {trans.__('Cancel job')}
        </button>
      ) : (
        <button type="button" className={className} onClick={() => void actions.remove(job)}>
          {trans.__('Delete…')}
        </button>
      )}
    </div>
  );
}

interface IResultsProps extends IJobProps {
  readonly files: readonly IResultFile[];
}

function Results({ files, actions, trans }: IResultsProps): React.JSX.Element {
  if (files.length === 0) {
    return <p className="jp-Insar-hint">{trans.__('The job made no files.')}</p>;
  }
  const rasters = files.filter(file => file.isGeoTiff);
  return (
    <ul className="jp-Insar-jobResults" aria-label={trans.__('Results')}>
      {rasters.length > 1 && actions.canOpenOnMap && (
        <li>
          <button
            type="button"
            className="jp-Button jp-mod-minimal jp-Insar-openOnMap"
            onClick={() => void actions.openAllOnMap(rasters)}
          >
            <mapIcon.react tag="span" />
            {trans.__('Open all on one map')}
          </button>
        </li>
      )}
      {files.map(file => (
        <li key={file.name}>
          <a href={file.url} download={file.name} title={trans.__('Download %1', file.name)}>
            {file.name}
          </a>
          {file.sizeBytes !== null && (
            <span className="jp-Insar-hint">{sizeLabel(file.sizeBytes)}</span>
          )}
          {file.isGeoTiff && actions.canOpenOnMap && (
            <button
              type="button"
              className="jp-Button jp-mod-minimal jp-Insar-openOnMap"
              aria-label={trans.__('Open on map: %1', file.name)}
              onClick={() => void actions.openOnMap(file)}
            >
              <mapIcon.react tag="span" />
              {trans.__('Open on map')}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
