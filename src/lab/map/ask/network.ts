import { networkParts } from '../../../workflow';
import type { IFrame } from '../model/spec';

/** The pairs of a layer by their dates. */
export interface INetwork {
  /** `YYYY-MM-DD`, in order. */
  readonly dates: readonly string[];
  /** In the order of the frames. */
  readonly pairs: readonly {
    /** Indexes into `dates`. */
    readonly first: number;
    readonly second: number;
    /** Index of the raster. */
    readonly frame: number;
  }[];
  /** How many parts the network falls into; 1 when every date is connected with every other. */
  readonly partCount: number;
}

/** The network of the frames that are pairs; null where fewer than two are. */
export function networkOf(frames: readonly IFrame[]): INetwork | null {
  const known = frames.flatMap(({ firstDate, secondDate }, frame) =>
    firstDate !== null && secondDate !== null
      ? [{ primary: firstDate, secondary: secondDate, frame }]
      : []
  );
  if (known.length < 2) {
    return null;
  }
  const dates = [...new Set(known.flatMap(pair => [pair.primary, pair.secondary]))].sort();
  return {
    dates,
    pairs: known.map(({ primary, secondary, frame }) => ({
      first: dates.indexOf(primary),
      second: dates.indexOf(secondary),
      frame
    })),
    partCount: networkParts(dates, known).length
  };
}
