import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { BurstSource } from '../../../workflow';
import type { AcquisitionsModel, AcquisitionsSnapshot, SourceState } from '../model';
import { seriesOf } from '../series';
import { sourceName } from '../source-names';

/** One line for each source: how far it is, what it found, or why not and what to do. */
export function SourceLines(props: {
  readonly model: AcquisitionsModel;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { model, trans } = props;
  const { snapshot } = model;
  return (
    <ul className="jp-InsarAcquisitions-sources" aria-label={trans.__('Sources')}>
      {snapshot.fields.sources.map(source => (
        <SourceLine
          key={source}
          source={source}
          state={snapshot.sources[source]}
          hasProblem={snapshot.problems.length > 0}
          hasArea={snapshot.area !== null}
          trans={trans}
          onRetry={() => void model.retry(source)}
        />
      ))}
    </ul>
  );
}

interface SourceLineProps {
  readonly source: BurstSource;
  readonly state: SourceState;
  readonly hasProblem: boolean;
  readonly hasArea: boolean;
  readonly trans: TranslationBundle;
  readonly onRetry: () => void;
}

function SourceLine(props: SourceLineProps): React.JSX.Element {
  const { source, state, trans, onRetry } = props;
  const { status, answer } = state;
  const isCut = status === 'done' && answer !== null && !answer.isComplete;
  const kind = status === 'failed' ? 'error' : isCut ? 'warn' : status;
  const said = React.useMemo(() => wordsOf(props), [state, props.hasProblem, props.hasArea, trans]);
  return (
    <li className={`jp-InsarAcquisitions-source jp-mod-${kind}`} data-source={source}>
      <span role="status" aria-busy={status === 'busy'}>
        <strong>{sourceName(source, trans)}:</strong> {said}
      </span>
      {(status === 'failed' || isCut) && (
        <button type="button" className="jp-Button jp-mod-styled jp-mod-minimal" onClick={onRetry}>
          {trans.__('Retry')}
        </button>
      )}
    </li>
  );
}

function wordsOf({ source, state, hasProblem, hasArea, trans }: SourceLineProps): string {
  const { status, answer, problem } = state;
  switch (status) {
    case 'idle':
      return hasProblem
        ? trans.__('not asked while a field needs another value.')
        : hasArea || source === 'archive'
          ? trans.__('not asked yet.')
          : trans.__('is asked when there is an area. Draw one on the map, or paste one.');
    case 'busy':
      return trans.__('searching…');
    case 'failed':
      return problem;
    case 'done':
      return answer ? foundWords(answer, trans) : '';
  }
}

function foundWords(answer: NonNullable<SourceState['answer']>, trans: TranslationBundle): string {
  const { records, isComplete, note } = answer;
  const series = seriesOf([answer]).length;
  const found =
    records.length === 0
      ? trans.__('no burst found.')
      : trans.__(
          '%1 of %2.',
          trans._n('%1 acquisition', '%1 acquisitions', records.length),
          trans._n('%1 burst', '%1 bursts', series)
        );
  const otherwise = !isComplete
    ? trans.__('The answer is not complete. Search a smaller area or a shorter time.')
    : records.length === 0
      ? trans.__('Take a larger area or more days, or another source.')
      : '';
  return [found, note || otherwise].filter(Boolean).join(' ');
}

/** What the list says while it is empty. */
export function emptyWords(
  { sources, fields, area }: AcquisitionsSnapshot,
  trans: TranslationBundle
): string {
  const states = fields.sources.map(source => sources[source].status);
  if (states.includes('busy')) {
    return trans.__('Searching…');
  }
  if (states.includes('failed')) {
    return trans.__('No burst to show: see above what failed.');
  }
  return area
    ? trans.__('No burst to show.')
    : trans.__('Draw an area on the map, or paste one, to see the bursts that cover it.');
}
