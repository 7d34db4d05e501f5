import { ProcessError } from '../../engine';
import type { LabelledDimension } from '../../engine';
import { instantMs } from '../cubes/instants';
import { addMonths } from '../dates/dates';
import type { ChunkSize } from './chunk-size';

/** Labels of a neighbourhood along a dimension: those that it is for, and with those around. */
export interface LabelChunk {
  readonly core: readonly number[];
  readonly whole: readonly number[];
}

/** Neighbourhoods along a labelled dimension; those of a duration begin at its first date. */
export function labelChunks(
  { labels, name }: LabelledDimension,
  size: ChunkSize | undefined,
  overlap: ChunkSize | undefined
): LabelChunk[] {
  const all = labels.map((_, index) => index);
  const instants = labels.map(instantMs);
  const cores: (readonly number[])[] = [];
  const spans: [startMs: number, endMs: number][] = [];
  if (size?.kind === 'duration') {
    const known = instants.filter(ms => ms !== null);
    if (known.length < labels.length) {
      throw new ProcessError(
        'DimensionNotAvailable',
        `Some labels of dimension '${name}' are no dates, so a duration along it has no meaning.`
      );
    }
    const start = Math.min(...known);
    let n = 0;
    for (let next = start; next < Infinity;) {
      // A span of fixed length is found at once, one of months step by step.
      n = size.months === 0 ? Math.floor((next - start) / size.ms) : n;
      while (shifted(start, size, n + 1) <= next) {
        n++;
      }
      const [from, to] = [shifted(start, size, n), shifted(start, size, n + 1)];
      cores.push(all.filter(i => known[i] >= from && known[i] < to));
      spans.push([from, to]);
      next = Math.min(...known.filter(ms => ms >= to));
    }
  } else {
    const count = size?.count ?? Math.max(1, all.length);
    for (let first = 0; first < all.length; first += count) {
      const core = all.slice(first, first + count);
      const dates = core.map(i => instants[i] ?? NaN);
      cores.push(core);
      spans.push([Math.min(...dates), Math.max(...dates) + 1]);
    }
  }
  return cores.map((core, n) => ({ core, whole: around(core, spans[n], overlap) }));

  function around(
    core: readonly number[],
    [from, to]: readonly [number, number],
    by: ChunkSize | undefined
  ): readonly number[] {
    if (by === undefined) {
      return core;
    }
    if (by.kind === 'count') {
      return all.slice(Math.max(0, core[0] - by.count), core[core.length - 1] + 1 + by.count);
    }
    const [start, end] = [shifted(from, by, -1), shifted(to, by, 1)];
    return all.filter(i => (instants[i] ?? NaN) >= start && (instants[i] ?? NaN) < end);
  }
}

/** An instant (milliseconds since 1970) so many durations later. */
function shifted(ms: number, size: { months: number; ms: number }, times: number): number {
  return addMonths(ms, size.months * times) + size.ms * times;
}
