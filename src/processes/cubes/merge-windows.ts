import { joinWindows } from '../../engine';
import type { OpenWindow, ReadDemand, Window, WindowOpener } from '../../engine';
import type { Origin } from './merge-cubes';

/**
 * Opens both of two merged cubes.
 *
 * @param wanted - Where each plane comes from; none from both.
 */
export async function openSides(
  openers: Readonly<Record<keyof Origin, WindowOpener>>,
  window: Window,
  wanted: readonly Origin[],
  demand: ReadDemand
): Promise<OpenWindow> {
  const sides = ['first', 'second'] as const;
  const parts: OpenWindow[] = [];
  const places: ([part: number, plane: number] | null)[] = wanted.map(() => null);
  for (const side of sides) {
    const planes = [...new Set(wanted.flatMap(origin => origin[side] ?? []))];
    if (planes.length > 0) {
      const part = parts.push(await openers[side](window, planes, demand)) - 1;
      wanted.forEach((origin, i) => {
        const plane = origin[side];
        places[i] = plane === null ? places[i] : [part, planes.indexOf(plane)];
      });
    }
  }
  return joinWindows(window, parts, places);
}
