import { caretDownIcon, caretRightIcon } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { CampaignBurstProgress, CampaignProgress } from '../../workflow';
import type { CampaignActions } from './actions';

/** What one campaign of the list needs. */
export interface ICampaignItemProps {
  readonly campaign: CampaignProgress;
  readonly actions: CampaignActions;
  readonly trans: TranslationBundle;
}

/** One campaign: how many of its bursts are done, what can be done with it, and its bursts. */
export function CampaignItem({ campaign, actions, trans }: ICampaignItemProps): React.JSX.Element {
  const [isOpen, setOpen] = React.useState(false);
  const { id, title, bursts, problem } = campaign;
  const count = countsOf(bursts);
  const Caret = isOpen ? caretDownIcon : caretRightIcon;
  const detailsId = `insar-campaign-${id}`;
  return (
    <li className="jp-Insar-job jp-Insar-campaign">
      <div className="jp-Insar-jobHead">
        <button
          type="button"
          className="jp-Insar-jobToggle"
          aria-expanded={isOpen}
          aria-controls={isOpen ? detailsId : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          <Caret.react tag="span" className="jp-Insar-jobCaret" />
          <span className="jp-Insar-jobTitle" title={title}>
            {title}
          </span>
          <span className="jp-Insar-jobLine">
            <span className="jp-Insar-jobStatus" data-status={statusOf(campaign, count.failed)}>
              {stateText(campaign, trans)}
            </span>
            <span className="jp-Insar-jobTime">{countText(count, bursts.length, trans)}</span>
          </span>
        </button>
      </div>
      <div className="jp-Insar-jobProgress">
        <progress
          max={bursts.length}
          value={count.finished + count.failed + count.canceled}
          aria-label={trans.__('Progress of %1', title)}
        />
        <span className="jp-Insar-hint">{`${count.finished} / ${bursts.length}`}</span>
      </div>
      {problem !== '' && (
        <p className="jp-Insar-jobCause jp-Insar-error" data-whole role="status">
          {problem}
        </p>
      )}
      {isOpen && (
        <div id={detailsId} className="jp-Insar-jobDetails">
          <ul className="jp-Insar-campaignBursts" aria-label={trans.__('Bursts of %1', title)}>
            {bursts.map(burst => (
              <BurstLine key={burst.position} burst={burst} trans={trans} />
            ))}
          </ul>
          <Buttons campaign={campaign} actions={actions} trans={trans} />
        </div>
      )}
    </li>
  );
}

function BurstLine(props: {
  readonly burst: CampaignBurstProgress;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { burst, trans } = props;
  const { burstId, subSwath, state, message } = burst;
  return (
    <li>
      <span>{trans.__('Burst %1, %2', String(burstId), subSwath)}</span>
      <span
        className="jp-Insar-jobStatus"
        data-status={state === 'failed' ? 'error' : state === 'waiting' ? 'created' : state}
      >
        {burstText(burst, trans)}
      </span>
      {message !== '' && <p className="jp-Insar-error">{message}</p>}
    </li>
  );
}

function Buttons({ campaign, actions, trans }: ICampaignItemProps): React.JSX.Element {
  const { state, bursts } = campaign;
  const [isBusy, setBusy] = React.useState(false);
  const button = (label: string, run: () => Promise<void>): React.JSX.Element => (
    <button
      type="button"
      className="jp-Button jp-mod-styled"
      disabled={isBusy}
      onClick={() => {
        setBusy(true);
        void run().finally(() => setBusy(false));
      }}
    >
      {label}
    </button>
  );
  const has = (wanted: CampaignBurstProgress['state']): boolean =>
    bursts.some(burst => burst.state === wanted);
  return (
    <div className="jp-Insar-jobButtons">
      {has('finished') &&
        actions.canOpenOnMap &&
        button(trans.__('Open all on map'), () => actions.openOnMap(campaign))}
      {state === 'running' &&
        has('waiting') &&
        button(trans.__('Pause'), () => actions.act(campaign, 'pause'))}
      {state === 'paused' && button(trans.__('Resume'), () => actions.act(campaign, 'resume'))}
      {(has('failed') || has('canceled')) &&
        button(trans.__('Retry what failed'), () => actions.act(campaign, 'retry'))}
      {state !== 'finished' && button(trans.__('Cancel…'), () => actions.cancel(campaign))}
      {state === 'finished' && button(trans.__('Remove…'), () => actions.remove(campaign))}
    </div>
  );
}

type Counts = Record<CampaignBurstProgress['state'], number>;

function countsOf(bursts: readonly CampaignBurstProgress[]): Counts {
  const counts: Counts = { waiting: 0, running: 0, finished: 0, failed: 0, canceled: 0 };
  for (const { state } of bursts) {
    counts[state]++;
  }
  return counts;
}

function countText(counts: Counts, total: number, trans: TranslationBundle): string {
  const parts = [trans._n('%1 burst', '%1 bursts', total)];
  if (counts.running > 0) {
    parts.push(trans.__('%1 running', counts.running));
  }
  if (counts.failed > 0) {
    parts.push(trans.__('%1 failed', counts.failed));
  }
  if (counts.canceled > 0) {
    parts.push(trans.__('%1 canceled', counts.canceled));
  }
  return parts.join(', ');
}

function stateText({ state }: CampaignProgress, trans: TranslationBundle): string {
  return state === 'running'
    ? trans.__('running')
    : state === 'paused'
      ? trans.__('paused')
      : trans.__('finished');
}

function statusOf({ state }: CampaignProgress, failed: number): string {
  return state === 'finished' ? (failed > 0 ? 'error' : 'finished') : state;
}

function burstText(burst: CampaignBurstProgress, trans: TranslationBundle): string {
  const { state, step, progressPercent } = burst;
  if (state === 'running') {
    const name = step === 'preprocessing' ? trans.__('preprocessing') : trans.__('coherence');
    return progressPercent === null ? name : `${name} ${Math.round(progressPercent)} %`;
  }
  const names = {
    waiting: trans.__('waiting'),
    finished: trans.__('finished'),
    failed: trans.__('failed'),
    canceled: trans.__('canceled')
  };
  return names[state];
}
