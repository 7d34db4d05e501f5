import type { OpenWindow, Window } from '../cube';
import { arena, CELL_BYTES } from './arena';
import { bytesOf } from './open-window';

/**
 * The open window of planes that come from several others.
 *
 * @param places - Part and plane of it for each plane of the result; null for one without cells.
 */
export function joinWindows(
  window: Window,
  parts: readonly OpenWindow[],
  places: readonly (readonly [part: number, plane: number] | null)[]
): OpenWindow {
  const types = places.map(place => (place ? parts[place[0]].types[place[1]] : 'f32'));
  const reaches = parts.flatMap(part => part.reach ?? []);
  const reach = {
    lines: Math.max(0, ...reaches.map(({ lines }) => lines)),
    samples: Math.max(0, ...reaches.map(({ samples }) => samples))
  };
  const placed = places.flatMap(place => (place && parts[place[0]].placed?.[place[1]]) ?? []);
  /** First place of each plane of a part: the others are copies of it. */
  const firstPlaces = parts.map((part, p) =>
    part.types.map((_, plane) =>
      places.findIndex(place => place !== null && place[0] === p && place[1] === plane)
    )
  );
  return {
    window,
    types,
    nonNegative: places.map(place => place !== null && !!parts[place[0]].nonNegative?.[place[1]]),
    ...(reaches.length > 0 ? { reach } : {}),
    ...(placed.length === places.length ? { placed } : {}),
    close: () => parts.forEach(part => part.close?.()),
    fill: (part, targets) => {
      parts.forEach((opened, p) =>
        opened.fill(
          part,
          firstPlaces[p].map(place => targets[place])
        )
      );
      places.forEach((place, i) => {
        const type = types[i];
        const [to, cells] = [targets[i], bytesOf(part, type)].map(b => b / CELL_BYTES[type]);
        if (!place) {
          arena()
            .cells(type)
            .fill(NaN, to, to + cells);
          return;
        }
        const first = firstPlaces[place[0]][place[1]];
        if (first !== i) {
          const from = targets[first] / CELL_BYTES[type];
          arena()
            .cells(type)
            .copyWithin(to, from, from + cells);
        }
      });
    }
  };
}
