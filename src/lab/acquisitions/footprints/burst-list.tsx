import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { emptyWords } from '../area/source-lines';
import type { AcquisitionsModel } from '../model';
import type { BurstSeries } from '../series';
import { shortSourceName } from '../source-names';
import { trackStyles } from './track-style';
import type { TrackStyle } from './track-style';

/**
 * The bursts by track. One of them takes part in the tab order; arrow keys move between them, Enter
 * or Space chooses, and the map shows which one the keyboard or the pointer is at.
 */
export function BurstList(props: {
  readonly model: AcquisitionsModel;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { model, trans } = props;
  const { snapshot } = model;
  const { series, listedKeys, chosen } = snapshot;
  const root = React.useRef<HTMLDivElement>(null);
  const listed = React.useMemo(() => {
    const keys = listedKeys && new Set(listedKeys);
    return keys ? series.filter(({ key }) => keys.has(key)) : series;
  }, [series, listedKeys]);
  const count = useGrowing(listed);
  const tracks = React.useMemo(() => byTrack(listed.slice(0, count)), [listed, count]);
  const styles = React.useMemo(
    () => trackStyles(series.map(({ relativeOrbit }) => relativeOrbit)),
    [series]
  );
  usePointedClass(root, model, listed);
  const [focusedKey, setFocusedKey] = React.useState<string | null>(null);
  const stop = [focusedKey, chosen?.key, listed[0]?.key].find(key =>
    listed.some(one => one.key === key)
  );

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const options = [...(root.current?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
    const at = options.indexOf(event.target as HTMLElement);
    const next = nextIndex(event.key, at, options.length);
    if (at >= 0 && (event.key === 'Enter' || event.key === ' ')) {
      model.choose(options[at].dataset['key'] ?? null);
    } else if (at >= 0 && next !== null) {
      options[next].focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <section className="jp-InsarAcquisitions-bursts" aria-label={trans.__('Bursts')}>
      {listedKeys && (
        <div className="jp-InsarAcquisitions-here" role="status">
          {trans._n('%1 burst at this place.', '%1 bursts at this place.', listed.length)}
          <button
            type="button"
            className="jp-Button jp-mod-styled jp-mod-minimal"
            onClick={() => model.list(null)}
          >
            {trans.__('List all %1', String(series.length))}
          </button>
        </div>
      )}
      {listed.length === 0 && (
        <p className="jp-InsarAcquisitions-empty">{emptyWords(snapshot, trans)}</p>
      )}
      <div
        ref={root}
        className="jp-InsarAcquisitions-list"
        role="listbox"
        aria-label={trans.__('Bursts by track')}
        onKeyDown={onKeyDown}
        onFocus={event => setFocusedKey(event.target.dataset['key'] ?? null)}
        onPointerLeave={() => model.point(null)}
        onBlur={() => model.point(null)}
      >
        {tracks.map(({ relativeOrbit, direction, members }) => (
          <div
            key={`${relativeOrbit} ${direction}`}
            className="jp-InsarAcquisitions-track"
            role="group"
            aria-label={trackText(relativeOrbit, direction, trans)}
          >
            <div className="jp-InsarAcquisitions-trackName" aria-hidden="true">
              <LineSample style={styles.get(relativeOrbit)!} />
              {trackText(relativeOrbit, direction, trans)}
            </div>
            {members.map(one => (
              <BurstOption
                key={one.key}
                series={one}
                isChosen={one.key === chosen?.key}
                isStop={one.key === stop}
                model={model}
                trans={trans}
              />
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}

/** One burst. Memoised: there may be a thousand. */
const BurstOption = React.memo(function BurstOption(props: {
  readonly series: BurstSeries;
  readonly isChosen: boolean;
  readonly isStop: boolean;
  readonly model: AcquisitionsModel;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { series, isChosen, isStop, model, trans } = props;
  const { key, burstId, subSwath, dates, sources } = series;
  const span = dates.length > 1 ? `${dates[0]} – ${dates[dates.length - 1]}` : dates[0];
  return (
    <div
      className="jp-InsarAcquisitions-burst"
      role="option"
      data-key={key}
      tabIndex={isStop ? 0 : -1}
      aria-selected={isChosen}
      onClick={() => model.choose(key)}
      // Entering is also told of where rows move below a pointer that rests.
      onPointerMove={() => model.point(key)}
      onFocus={() => model.point(key)}
    >
      <span className="jp-InsarAcquisitions-burstName">
        {burstId} {subSwath}
      </span>
      <span>{trans._n('%1 date', '%1 dates', dates.length)}</span>
      <span>{span}</span>
      <span>{sources.map(source => shortSourceName(source, trans)).join(', ')}</span>
    </div>
  );
});

/** The line that a track is drawn with on the map. */
function LineSample({ style }: { readonly style: TrackStyle }): React.JSX.Element {
  return (
    <svg width="36" height="10" aria-hidden="true">
      <line
        x1="1"
        y1="5"
        x2="35"
        y2="5"
        stroke={style.colour}
        strokeWidth="3"
        strokeDasharray={style.dash.join(' ')}
      />
    </svg>
  );
}

/** A frame is time enough for so many rows. */
const ROWS_A_FRAME = 100;

/**
 * How many rows of a list are made by now: the first at once, the others frame by frame, so that a
 * thousand of them do not keep the first from being seen.
 */
function useGrowing(rows: readonly unknown[]): number {
  const [made, setMade] = React.useState({ rows, count: ROWS_A_FRAME });
  const count = made.rows === rows ? made.count : ROWS_A_FRAME;
  React.useEffect(() => {
    if (count < rows.length) {
      const frame = requestAnimationFrame(() => setMade({ rows, count: count + ROWS_A_FRAME }));
      return () => cancelAnimationFrame(frame);
    }
    return undefined;
  }, [rows, count]);
  return count;
}

/** Marks the burst that is pointed at, on the map or here, without rendering the list anew. */
function usePointedClass(
  root: React.RefObject<HTMLElement>,
  model: AcquisitionsModel,
  listed: readonly BurstSeries[]
): void {
  React.useEffect(() => {
    let marked: Element | null = null;
    const mark = (): void => {
      const { pointedKey } = model;
      marked?.classList.remove('jp-mod-pointed');
      marked =
        pointedKey === null
          ? null
          : (root.current?.querySelector(`[data-key="${pointedKey}"]`) ?? null);
      marked?.classList.add('jp-mod-pointed');
      if (marked && root.current && !root.current.matches(':hover')) {
        scrollWithin(root.current, marked);
      }
    };
    mark();
    model.pointed.connect(mark);
    return () => {
      model.pointed.disconnect(mark);
      marked?.classList.remove('jp-mod-pointed');
    };
  }, [root, model, listed]);
}

/** Brings a row into sight by the list's own scroll bar; the map above must not move away. */
function scrollWithin(list: HTMLElement, row: Element): void {
  const [outer, inner] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
  if (inner.top < outer.top) {
    list.scrollTop -= outer.top - inner.top;
  } else if (inner.bottom > outer.bottom) {
    list.scrollTop += inner.bottom - outer.bottom;
  }
}

interface Track {
  readonly relativeOrbit: number;
  readonly direction: BurstSeries['direction'];
  readonly members: readonly BurstSeries[];
}

/** Series in order, by track. */
function byTrack(series: readonly BurstSeries[]): Track[] {
  const tracks = new Map<string, BurstSeries[]>();
  for (const one of series) {
    const name = `${one.relativeOrbit} ${one.direction}`;
    const members = tracks.get(name);
    if (members) {
      members.push(one);
    } else {
      tracks.set(name, [one]);
    }
  }
  return [...tracks.values()].map(members => ({
    relativeOrbit: members[0].relativeOrbit,
    direction: members[0].direction,
    members
  }));
}

/** As `Track 117, ascending`. */
function trackText(
  relativeOrbit: number,
  direction: BurstSeries['direction'],
  trans: TranslationBundle
): string {
  return direction === 'ascending'
    ? trans.__('Track %1, ascending', String(relativeOrbit))
    : trans.__('Track %1, descending', String(relativeOrbit));
}

/** Where a key leads from a place of the list; null: it does not move. */
function nextIndex(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
