import { refreshIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import '../../../style/base.css';
import '../../../style/jobs.css';
import { jobsIcon } from '../icons';
import { JobItem } from './job-item';
import type { IJobsViewOptions } from './view-options';
import { useSignal } from '../use-signal';

const FIRST_SHOWN = 20;
const CLOCK_MS = 5_000;

/** Renders anew every so often, so that "2 minutes ago" becomes "3 minutes ago". */
function useClock(): void {
  const [, setCount] = React.useState(0);
  React.useEffect(() => {
    const timer = setInterval(() => setCount(count => count + 1), CLOCK_MS);
    return () => clearInterval(timer);
  }, []);
}

/** The list of jobs of one back-end. */
export function JobsView(options: IJobsViewOptions): React.JSX.Element {
  const { model, trans, selection } = options;
  const [isWhole, setWhole] = React.useState(false);
  useSignal(model.changed);
  useSignal(selection.changed);
  useClock();
  const { jobs, problem, isReady } = model;
  const shown = isWhole ? jobs : jobs.slice(0, FIRST_SHOWN);
  React.useEffect(() => {
    // A notification leads to any job, also to one that is not among the first.
    if (selection.wanted !== null && jobs.some(({ id }) => id === selection.wanted)) {
      setWhole(isShown => isShown || !shown.some(({ id }) => id === selection.wanted));
    }
  });
  return (
    <>
      {problem !== null && <Problem {...options} problem={problem} />}
      {problem === null && !isReady && (
        <p className="jp-Insar-hint" role="status">
          {trans.__('Reading the list of jobs…')}
        </p>
      )}
      {isReady && jobs.length === 0 && problem === null && <Empty {...options} />}
      {jobs.length > 0 && (
        <>
          <Summary {...options} />
          <ul className="jp-Insar-jobList" aria-label={trans.__('Jobs')}>
            {shown.map(job => (
              <JobItem key={job.id} job={job} {...options} />
            ))}
          </ul>
        </>
      )}
      {jobs.length > shown.length && (
        <button
          type="button"
          className="jp-Button jp-mod-minimal jp-Insar-jobsMore"
          onClick={() => setWhole(true)}
        >
          {trans.__('Show all %1 jobs', jobs.length)}
        </button>
      )}
    </>
  );
}

function Summary({ model, trans }: IJobsViewOptions): React.JSX.Element {
  const active = model.jobs.filter(job => job.status === 'running' || job.status === 'queued');
  const total = trans._n('%1 job', '%1 jobs', model.jobs.length);
  const label = trans.__('Refresh the list of jobs');
  return (
    <div className="jp-Insar-jobsSummary">
      <span className="jp-Insar-hint" role="status">
        {active.length > 0 ? trans.__('%1, %2 under way', total, active.length) : total}
      </span>
      <button
        type="button"
        className="jp-Button jp-mod-minimal jp-Insar-iconButton"
        title={label}
        aria-label={label}
        onClick={() => void model.refresh()}
      >
        <refreshIcon.react tag="span" />
      </button>
    </div>
  );
}

function Empty({ trans }: IJobsViewOptions): React.JSX.Element {
  return (
    <div className="jp-Insar-jobsEmpty">
      <jobsIcon.react tag="span" className="jp-Insar-jobsEmptyIcon" />
      <p>{trans.__('No jobs yet.')}</p>
      <p className="jp-Insar-hint">
        {trans.__(
          'Set the parameters above and choose "Insert and run". Jobs that you start from any notebook on this back-end show here too.'
        )}
      </p>
    </div>
  );
}

function Problem(options: IJobsViewOptions & { readonly problem: Error }): React.JSX.Element {
  const { model, trans, problem } = options;
  const [isBusy, setBusy] = React.useState(false);
  const retry = async (): Promise<void> => {
    setBusy(true);
    await model.refresh();
    setBusy(false);
  };
  return (
    <div className="jp-Insar-jobsProblem" role="alert">
      <p className="jp-Insar-error">{problem.message}</p>
      {model.jobs.length > 0 && (
        <p className="jp-Insar-hint">{trans.__('The list below is as it was before.')}</p>
      )}
      <button
        type="button"
        className="jp-Button jp-mod-styled"
        disabled={isBusy}
        onClick={() => void retry()}
      >
        {isBusy ? trans.__('Trying…') : trans.__('Retry')}
      </button>
    </div>
  );
}
