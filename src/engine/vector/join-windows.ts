import type { OpenWindow, Window } from '../cube';
import { arena, CELL_BYTES } from './arena';

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
    fill: (part, targets, lineCells) => {
      parts.forEach((opened, p) =>
        opened.fill(
          part,
          firstPlaces[p].map(place => targets[place]),
          lineCells
        )
      );
      places.forEach((place, i) => {
        const first = place ? firstPlaces[place[0]][place[1]] : null;
        if (first === i) {
          return;
        }
        const cells = arena().cells(types[i]);
        const bytes = CELL_BYTES[types[i]];
        for (let row = 0; row < part.height; row++) {
          const to = targets[i] / bytes + row * lineCells;
          if (first === null) {
            cells.fill(NaN, to, to + part.width);
          } else {
            const from = targets[first] / bytes + row * lineCells;
            cells.copyWithin(to, from, from + part.width);
          }
        }
      });
    }
  };
}
