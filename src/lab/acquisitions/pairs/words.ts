import type { TranslationBundle } from '@jupyterlab/translation';

import { coherenceLeft, expectedCoherence, nominalLooks } from '../../../workflow';
import type { CoherenceWindow, SubSwath } from '../../../workflow';
import type { NetworkPair, NetworkProblem, PairNetwork } from './network';

/** Less than this part of the coherence lost to its baseline is no reason to speak of a pair. */
const NOTEWORTHY_LOSS = 0.05;

/** Coherence that nothing is behind, above which the window is worth a word. */
const NOTEWORTHY_BIAS = 0.15;

/** Letters of parts: A, B, … Z, AA. */
export function partName(part: number): string {
  const letter = String.fromCharCode(65 + (part % 26));
  return part < 26 ? letter : partName(Math.floor(part / 26) - 1) + letter;
}

/** Why no cells can be made, and what to change. */
export function problemText(problem: NetworkProblem, trans: TranslationBundle): string {
  switch (problem) {
    case 'no-date':
      return trans.__('No date is left; take dates back, or choose another polarization.');
    case 'one-date':
      return trans.__(
        'Only one date is left, and a pair needs two; take dates back, or search a longer period.'
      );
    case 'no-pair':
      return trans.__(
        'This rule pairs no two of the dates; choose longer baselines, or another rule.'
      );
    case 'all-dropped':
      return trans.__('All pairs are dropped; take one back at least.');
  }
}

/** Metres as they are shown: whole, with a sign; a word where they are not known. */
export function metres(baselineM: number | null, trans: TranslationBundle): string {
  if (baselineM === null) {
    return trans.__('baseline not known');
  }
  const rounded = Math.round(baselineM);
  return `${rounded < 0 ? '−' : ''}${Math.abs(rounded)} m`;
}

/** The parts of a network in words, one sentence each; empty when one connects all dates. */
export function partsText(network: PairNetwork, trans: TranslationBundle): string[] {
  const { parts, alone } = network;
  const split =
    parts.length < 2
      ? []
      : [
          trans.__(
            'The network falls into %1 parts, which no pair connects: %2.',
            String(parts.length),
            parts
              .map((part, k) =>
                trans.__(
                  '%1 with %2 dates, %3 to %4',
                  partName(k),
                  String(part.length),
                  part[0],
                  part[part.length - 1]
                )
              )
              .join('; ')
          )
        ];
  const left =
    alone.length === 0 || network.pairs.length === 0
      ? []
      : [trans._n('In no pair: %2.', 'In no pair, %1 dates: %2.', alone.length, alone.join(', '))];
  return [...split, ...left];
}

/** The taken pair with the longest known baseline; null where none is known. */
export function worstPair(network: PairNetwork): NetworkPair | null {
  return network.candidates
    .filter(({ isDropped }) => !isDropped)
    .reduce<NetworkPair | null>(
      (worst, pair) =>
        Math.abs(pair.baselineM ?? 0) > Math.abs(worst?.baselineM ?? 0) ? pair : worst,
      null
    );
}

/**
 * What baselines and window do to the coherence of these pairs, where it is worth a word: one
 * sentence for the pair that loses most, one for what a window shows where there is no coherence.
 */
export function expectationText(
  network: PairNetwork,
  subSwath: SubSwath,
  window: CoherenceWindow,
  trans: TranslationBundle
): string[] {
  const size = `${window.windowRangeSamples} × ${window.windowAzimuthLines}`;
  const worst = worstPair(network);
  const left = worst ? coherenceLeft(subSwath, worst.baselineM ?? 0, window.windowRangeSamples) : 1;
  const looks = nominalLooks(subSwath, window);
  const bias = looks > 1 ? expectedCoherence(0, looks) : 1;
  return [
    ...(worst && 1 - left >= NOTEWORTHY_LOSS
      ? [
          trans.__(
            'The longest baseline, %1 of %2 / %3, leaves at most %4 % of the coherence in a window of %5 samples and lines.',
            metres(Math.abs(worst.baselineM ?? 0), trans),
            worst.primary,
            worst.secondary,
            String(Math.round(left * 100)),
            size
          )
        ]
      : []),
    ...(bias >= NOTEWORTHY_BIAS
      ? [
          trans.__(
            'A window of %1 has about %2 looks: ground without coherence shows %3 on average.',
            size,
            looks.toFixed(0),
            bias.toFixed(2)
          )
        ]
      : [])
  ];
}
