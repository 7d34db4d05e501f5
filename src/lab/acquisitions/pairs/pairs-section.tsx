import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { coherenceLeft } from '../../../workflow';
import { useSignal } from '../../use-signal';
import { ToggleList } from '../toggle-list';
import { AddPair } from './add-pair';
import { BaselineLine } from './baseline-line';
import type { NetworkPair } from './network';
import { NetworkPlot } from './network-plot';
import type { PairsModel } from './pairs-model';
import { RuleFields } from './rule-fields';
import { expectationText, metres, partsText } from './words';

/** The pairs of the chosen burst: rule, plot, list, and what is to be expected of them. */
export function PairsSection(props: {
  readonly model: PairsModel;
  readonly trans: TranslationBundle;
}): React.JSX.Element | null {
  const { model, trans } = props;
  useSignal(model.changed);
  const { series, selection, network, window, baselines } = model;
  if (!series || !selection || !network) {
    return null;
  }
  const { subSwath } = series;
  const leftText = ({ baselineM }: NetworkPair): string =>
    baselineM === null
      ? ''
      : trans.__(
          'leaves at most %1 % of the coherence',
          String(Math.floor(100 * coherenceLeft(subSwath, baselineM, window.windowRangeSamples)))
        );
  const parts = partsText(network, trans);
  const dropped = network.candidates.length - network.pairs.length;
  const byName = new Map(network.candidates.map(pair => [pair.name, pair]));
  const originText = { rule: '', bridge: trans.__('over a gap'), added: trans.__('added') };

  return (
    <section className="jp-InsarPairs" aria-label={trans.__('Pairs')}>
      <h2>{trans.__('Pairs')}</h2>
      <RuleFields
        selection={selection}
        network={network}
        onChange={change => model.update(change)}
        trans={trans}
      />
      <NetworkPlot
        network={network}
        referenceDate={baselines.referenceDate}
        pairNote={leftText}
        onDate={date => model.toggleDate(date)}
        onPair={pair => model.togglePair(pair)}
        trans={trans}
      />
      <BaselineLine model={model} trans={trans} />
      <div role="status" aria-live="polite" className="jp-InsarPairs-summary">
        <div>
          {trans._n(
            '%1 pair of %2 dates.',
            '%1 pairs of %2 dates.',
            network.pairs.length,
            String(network.takenDates.length)
          )}
          {dropped > 0 && (
            <>
              {` ${trans._n('%1 is dropped.', '%1 are dropped.', dropped)}`}
              <button
                type="button"
                className="jp-Insar-link"
                onClick={() => model.update({ droppedPairs: [] })}
              >
                {trans.__('Take all back')}
              </button>
            </>
          )}
        </div>
        {parts.map(text => (
          <div key={text} className="jp-InsarPairs-parts">
            {text}
          </div>
        ))}
        {network.parts.length > 1 && !selection.isBridged && (
          <button
            type="button"
            className="jp-Insar-link"
            onClick={() => model.update({ isBridged: true })}
          >
            {trans.__('Bridge the gaps')}
          </button>
        )}
        {expectationText(network, subSwath, window, trans).map(text => (
          <div key={text}>{text}</div>
        ))}
        {network.problem && <div className="jp-Insar-error">{model.problem}</div>}
      </div>
      <details className="jp-InsarPairs-list">
        <summary>{trans.__('Pairs as a list')}</summary>
        <ToggleList
          label={trans.__('Pairs; Space drops one or takes it back')}
          items={network.candidates.map(pair => ({
            key: pair.name,
            text: `${pair.primary} / ${pair.secondary}`,
            isOn: !pair.isDropped,
            detail: [
              trans._n('%1 day', '%1 days', pair.days),
              metres(pair.baselineM, trans),
              originText[pair.origin]
            ]
              .filter(Boolean)
              .join(', ')
          }))}
          onSet={(names, isOn) => {
            const chosen = names.flatMap(name => byName.get(name) ?? []);
            model.setPairs(chosen, isOn);
          }}
        />
        <AddPair dates={network.takenDates} onAdd={(a, b) => model.addPair(a, b)} trans={trans} />
      </details>
    </section>
  );
}
