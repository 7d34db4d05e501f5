import * as React from 'react';

import type { NetworkDate } from './network';

/** Classes of parts in turn: each has a colour and, by {@link DateMark}, a shape of its own. */
export const PART_CLASSES = ['jp-mod-part0', 'jp-mod-part1', 'jp-mod-part2', 'jp-mod-part3'];

const SHAPES = [
  <circle key="circle" r={5} />,
  <rect key="square" x={-4.6} y={-4.6} width={9.2} height={9.2} />,
  <path key="triangle" d="M0 -6 L5.6 4.4 L-5.6 4.4 Z" />,
  <path key="diamond" d="M0 -6.4 L6.4 0 L0 6.4 L-6.4 0 Z" />
];

/**
 * The mark of a date around the origin: a shape by part, hollow without a pair, crossed when it is
 * excluded, dashed when it lacks a polarization; a ring around the primary date.
 */
export function DateMark(props: {
  readonly date: Pick<NetworkDate, 'state' | 'part'>;
  readonly isPrimary: boolean;
}): React.JSX.Element {
  const { date, isPrimary } = props;
  const { state, part } = date;
  const inPart = state === 'taken' && part !== null;
  const shape = inPart ? part % SHAPES.length : 0;
  const kind = inPart
    ? PART_CLASSES[shape]
    : state === 'taken'
      ? 'jp-mod-alone'
      : `jp-mod-${state}`;
  return (
    <>
      <circle className="jp-InsarNetwork-hit" r={11} />
      <circle className="jp-InsarNetwork-focus" r={10} />
      {isPrimary && <circle className="jp-InsarNetwork-primary" r={8.5} />}
      <g className={`jp-InsarNetwork-mark ${kind}`}>
        {SHAPES[shape]}
        {state === 'excluded' && <path d="M-5 -5 L5 5 M-5 5 L5 -5" />}
      </g>
    </>
  );
}
