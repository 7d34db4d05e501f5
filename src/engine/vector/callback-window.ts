import type { OpenWindow, ReadDemand, Window } from '../cube';
import { arena, CELL_BYTES, type CellType } from './arena';
import { allocatePlanes, strideOf } from './open-window';
import { neverNegative } from './single-precision';
import { loopOf, type VectorProgram } from './vector-program';

/** Source cells that are held at once while a callback is computed: part of a core's cache. */
const SOURCE_BYTES = 2 ** 18;

/** A plane of the result: the line of source planes it is computed of, and which result it is. */
export interface Computed {
  /** Number of the run of `inputCount` source planes. */
  readonly outer: number;
  readonly result: number;
}

/**
 * The open window of planes that a callback computes of others.
 *
 * @param source - The runs of planes that the callback takes, one run after another.
 * @param inputCount - Planes in a run, each an input of the program.
 * @param computed - What each plane of the result is.
 */
export function callbackWindow(
  source: OpenWindow,
  inputCount: number,
  program: VectorProgram,
  computed: readonly Computed[],
  { summed = false }: ReadDemand
): OpenWindow {
  const signsOf = (places: readonly number[], known: readonly boolean[]): boolean[] => {
    const results = places.map(place => program.results[computed[place].result]);
    return neverNegative(program.expressions, results, known);
  };
  const runs = [...new Set(computed.map(({ outer }) => outer))].map(outer => {
    const inputs = source.types.slice(outer * inputCount, (outer + 1) * inputCount);
    // A result is stored as the first cell it is computed of, as the program by columns does it.
    const type: CellType = inputs[0] ?? 'f64';
    const places = computed.flatMap((plane, place) => (plane.outer === outer ? [place] : []));
    const outputs = places.map(place => ({ type, result: computed[place].result }));
    const known = source.nonNegative?.slice(outer * inputCount, (outer + 1) * inputCount) ?? [];
    const loop = loopOf(program, inputs, outputs, known, summed);
    return { outer, type, places, loop, signs: signsOf(places, known) };
  });
  const types = computed.map(({ outer }) => runs.find(run => run.outer === outer)!.type);
  const nonNegative = computed.map((_, place) =>
    runs.some(run => run.signs[run.places.indexOf(place)])
  );
  const lineBytes = (width: number): number =>
    strideOf(width) * source.types.reduce((sum, type) => sum + CELL_BYTES[type], 0);
  return {
    window: source.window,
    types,
    nonNegative,
    reach: source.reach,
    close: source.close,
    fill: (part, targets, lineCells) => {
      const stride = strideOf(part.width);
      const run = (inputs: readonly LinesPlace[], firstLine: number, lines: number): void =>
        runs.forEach(({ outer, type, places, loop }) => {
          const from = inputs.slice(outer * inputCount, (outer + 1) * inputCount);
          const to = places.map(place => ({
            address: targets[place] + firstLine * lineCells * CELL_BYTES[type],
            skipBytes: (lineCells - stride) * CELL_BYTES[type]
          }));
          const planes = [...from, ...to];
          const addresses = planes.map(({ address }) => address);
          const skips = planes.map(({ skipBytes }) => skipBytes);
          loop(addresses, stride, lines, skips);
        });
      if (source.placed) {
        run(inputsOf(source, part), 0, part.height);
        return;
      }
      const memory = arena();
      const mark = memory.mark();
      // A kernel would compute its margin again for every few lines.
      const most = source.reach
        ? part.height
        : Math.max(1, Math.floor(SOURCE_BYTES / (lineBytes(part.width) || 1)));
      const lines: Window = { ...part, height: Math.min(most, part.height) };
      const sources = allocatePlanes(lines, source.types);
      const inputs = sources.map(address => ({ address, skipBytes: 0 }));
      for (let row = 0; row < part.height; row += lines.height) {
        const height = Math.min(lines.height, part.height - row);
        source.fill({ ...part, y: part.y + row, height }, sources, stride);
        run(inputs, row, height);
      }
      memory.release(mark);
    }
  };
}

/** Where a loop finds or puts lines: its first cell, and the bytes between two lines. */
interface LinesPlace {
  readonly address: number;
  readonly skipBytes: number;
}

/** Where loops find a part of planes that lie in the arena. */
function inputsOf({ window, types, placed }: OpenWindow, part: Window): LinesPlace[] {
  return placed!.map(({ address, lineCells }, k) => {
    const bytes = CELL_BYTES[types[k]];
    const cell = (part.y - window.y) * lineCells + part.x - window.x;
    return {
      address: address + cell * bytes,
      skipBytes: (lineCells - strideOf(part.width)) * bytes
    };
  });
}
