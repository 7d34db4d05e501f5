import { Dialog, ReactWidget, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import '../../../style/campaigns.css';
import { MOST_BURSTS_AT_ONCE } from '../../workflow';
import type { CampaignBurst } from '../../workflow';
import type { PlannedBurst } from './plan';

/** What the user chose in the dialog. */
export interface CampaignChoice {
  readonly title: string;
  /** Null for what suits the back-end. */
  readonly mostAtOnce: number | null;
  readonly bursts: readonly CampaignBurst[];
}

/** What the dialog shows. */
export interface ICampaignDialogOptions {
  readonly plans: readonly PlannedBurst[];
  /** Keys of the bursts that are ticked at first. */
  readonly tickedKeys: readonly string[];
  readonly title: string;
  /** Where it will be computed, as users call it. */
  readonly backendTitle: string;
  readonly trans: TranslationBundle;
}

/** Asks which bursts to compute as one campaign; null when the user leaves it. */
export async function askForCampaign(
  options: ICampaignDialogOptions
): Promise<CampaignChoice | null> {
  const { trans } = options;
  const body = new CampaignForm(options);
  const { button } = await showDialog({
    title: trans.__('Run several bursts'),
    body,
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.okButton({ label: trans.__('Start') })
    ]
  });
  return button.accept ? body.getValue() : null;
}

class CampaignForm extends ReactWidget implements Dialog.IBodyWidget<CampaignChoice | null> {
  constructor(private readonly _options: ICampaignDialogOptions) {
    super();
    this.addClass('jp-Insar-campaignForm');
    this._ticked = new Set(_options.tickedKeys);
    this._title = _options.title;
  }

  getValue(): CampaignChoice | null {
    const bursts = this._options.plans.flatMap(({ candidate, burst }) =>
      burst && this._ticked.has(candidate.key) ? [burst] : []
    );
    const title = this._title.trim() || this._options.title;
    return bursts.length === 0 ? null : { title, mostAtOnce: this._mostAtOnce, bursts };
  }

  protected override render(): React.JSX.Element {
    const { plans, backendTitle, trans } = this._options;
    const tracks = [...new Set(plans.map(({ candidate }) => candidate.relativeOrbit))];
    const chosen = this.getValue();
    return (
      <>
        <label className="jp-Insar-campaignField">
          {trans.__('Title')}
          <input
            className="jp-mod-styled"
            type="text"
            defaultValue={this._title}
            onChange={event => (this._title = event.target.value)}
          />
        </label>
        <label className="jp-Insar-campaignField">
          {trans.__('At once')}
          <input
            className="jp-mod-styled"
            type="number"
            min={1}
            max={MOST_BURSTS_AT_ONCE}
            placeholder={trans.__('automatic')}
            onChange={event => this._setMostAtOnce(event.target.value)}
          />
        </label>
        <div className="jp-Insar-campaignBoxes" role="group" aria-label={trans.__('Bursts')}>
          {tracks.map(track => (
            <fieldset key={track}>
              <legend>{trans.__('Track %1', String(track))}</legend>
              {plans
                .filter(({ candidate }) => candidate.relativeOrbit === track)
                .map(plan => this._box(plan))}
            </fieldset>
          ))}
        </div>
        <p role="status">
          {chosen
            ? trans.__(
                '%1 on %2, each as a preprocessing and a coherence job with the parameters of the form.',
                trans._n('%1 burst', '%1 bursts', chosen.bursts.length),
                backendTitle
              )
            : trans.__('Tick at least one burst.')}
        </p>
      </>
    );
  }

  private _box({ candidate, pairs, burst }: PlannedBurst): React.JSX.Element {
    const { trans } = this._options;
    const { key, burstId, subSwath } = candidate;
    return (
      <label key={key} className="jp-Insar-campaignBox" aria-disabled={burst === null}>
        <input
          type="checkbox"
          disabled={burst === null}
          checked={burst !== null && this._ticked.has(key)}
          onChange={event => {
            if (event.target.checked) {
              this._ticked.add(key);
            } else {
              this._ticked.delete(key);
            }
            this.update();
          }}
        />
        <span>{trans.__('Burst %1, %2', String(burstId), subSwath)}</span>
        <span className="jp-Insar-hint">
          {burst
            ? trans._n('%1 pair', '%1 pairs', pairs.length)
            : trans.__('no pair in the dates of the form')}
        </span>
      </label>
    );
  }

  private _setMostAtOnce(text: string): void {
    const value = Number(text);
    const isGood = Number.isInteger(value) && value >= 1 && value <= MOST_BURSTS_AT_ONCE;
    this._mostAtOnce = isGood ? value : null;
  }

  private readonly _ticked: Set<string>;
  private _title: string;
  private _mostAtOnce: number | null = null;
}
