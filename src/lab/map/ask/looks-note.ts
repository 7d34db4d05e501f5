import type { TranslationBundle } from '@jupyterlab/translation';

import type { RadarOrigin } from '../../../workflow';
import { element } from '../view/dom';
import type { IExpectation, ILooks } from './looks';
import { expectationOf, looksOf } from './looks';

/** Spacing of the lines and samples of an IW SLC on the ground and in slant range, in metres. */
const LINE_M = 13.96;
const SAMPLE_M = 2.33;

/** A value that is looked at, by its name. */
export interface INamedValue {
  readonly name: string;
  readonly value: number | null;
}

/** How many looks stand behind values of coherence, and what bias they bring. */
export function looksNote(
  origin: RadarOrigin,
  values: readonly INamedValue[],
  trans: TranslationBundle
): HTMLElement {
  const note = element('div', 'jp-InsarMap-looks', { role: 'note' });
  const looks = looksOf(origin);
  if (!looks) {
    note.textContent = trans.__(
      'The file does not say over which window coherence was estimated, so its looks and its bias are not known. Files of the InSAR back-end say it.'
    );
    return note;
  }
  note.append(element('p', '', {}, looksText(looks, trans)));
  const floor = expectationOf(looks, null);
  if (!floor) {
    note.append(
      element('p', '', {}, trans.__('With one look every pair reads a coherence of about 1.'))
    );
    return note;
  }
  if (origin.isBiasCorrected) {
    note.append(element('p', '', {}, trans.__('The bias of few looks is taken off already.')));
    return note;
  }
  note.append(
    element(
      'p',
      '',
      {},
      trans.__(
        'Where there is no coherence at all, it reads %1 ± %2.',
        floor.floor.toFixed(2),
        floor.floorDeviation.toFixed(2)
      )
    ),
    ...values.flatMap(({ name, value }) => {
      const said = value === null ? null : expectationOf(looks, value);
      return said ? [element('p', '', {}, valueText(name, value!, said, trans))] : [];
    })
  );
  return note;
}

function looksText({ window, subSwath, least, most }: ILooks, trans: TranslationBundle): string {
  const { windowAzimuthLines: lines, windowRangeSamples: samples } = window;
  const size = trans.__(
    'Window of %1 lines × %2 samples (%3 m along the track × %4 m in slant range)',
    String(lines),
    String(samples),
    (lines * LINE_M).toFixed(0),
    (samples * SAMPLE_M).toFixed(0)
  );
  const count = String(lines * samples);
  return subSwath
    ? trans.__(
        '%1: %2 independent looks of %3 samples in %4.',
        size,
        least.toFixed(1),
        count,
        subSwath
      )
    : trans.__(
        '%1: %2 to %3 independent looks of %4 samples, by the sub-swath.',
        size,
        least.toFixed(1),
        most.toFixed(1),
        count
      );
}

function valueText(
  name: string,
  value: number,
  { coherence, deviation }: IExpectation,
  trans: TranslationBundle
): string {
  if (coherence === null || deviation === null) {
    return trans.__('%1 reads %2, which is no coherence.', name, value.toFixed(3));
  }
  return coherence === 0
    ? trans.__('%1 reads %2: no more than without any coherence.', name, value.toFixed(3))
    : trans.__(
        '%1 reads %2, which stands for about %3 ± %4.',
        name,
        value.toFixed(3),
        coherence.toFixed(2),
        deviation.toFixed(2)
      );
}
