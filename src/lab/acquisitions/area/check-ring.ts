import type { LonLat } from '../../../workflow';
import { AreaError } from '../errors';

/** The area goes to the catalogue within an address, which has a limit. */
export const MOST_POINTS = 300;

/**
 * Checks an area before it is asked for.
 *
 * @param ring - Longitude and latitude in degrees, closed.
 * @throws AreaError when it has no area, leaves the Earth, crosses itself or has too many points.
 */
export function checkRing(ring: readonly LonLat[]): void {
  const outside = ring.find(
    ([lon, lat]) => !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90) // refuses NaN, too
  );
  if (outside) {
    throw new AreaError(
      'outside',
      `Area: ${outside.join(', ')} is not on the map. Expected longitude from -180 to 180 before ` +
        'latitude from -90 to 90, in degrees.'
    );
  }
  if (ring.length > MOST_POINTS + 1) {
    throw new AreaError(
      'too-many-points',
      `Area: it has ${ring.length - 1} corners, expected ${MOST_POINTS} at most. Simplify it, or ` +
        'draw a rectangle around it.'
    );
  }
  if (ring.length < 4 || isOnOneLine(ring)) {
    throw new AreaError(
      'empty',
      'Area: it is empty. Expected three corners at least that do not lie on one line.'
    );
  }
  const crossing = firstCrossing(ring);
  if (crossing) {
    const [a, b] = crossing.map(side => `${ring[side].join(' ')} to ${ring[side + 1].join(' ')}`);
    throw new AreaError(
      'crossing',
      `Area: its outline crosses itself (${a}, and ${b}). Put the corners in the order in which ` +
        'one walks around the area.'
    );
  }
}

function isOnOneLine(ring: readonly LonLat[]): boolean {
  const [start] = ring;
  const other = ring.find(([lon, lat]) => lon !== start[0] || lat !== start[1]);
  return !other || ring.every(point => side(start, other, point) === 0);
}

/** Numbers of the first two sides that meet other than at a shared corner; null: none do. */
function firstCrossing(ring: readonly LonLat[]): [number, number] | null {
  const count = ring.length - 1;
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      const areNeighbours = j === i + 1 || (i === 0 && j === count - 1);
      const meets = areNeighbours
        ? turnsBack(ring, i, j, count)
        : meet(ring[i], ring[i + 1], ring[j], ring[j + 1]);
      if (meets) {
        return [i, j];
      }
    }
  }
  return null;
}

/** Whether a side runs back over the one before it. */
function turnsBack(ring: readonly LonLat[], i: number, j: number, count: number): boolean {
  const [first, second] = j === i + 1 ? [i, j] : [j, i];
  const [a, corner, b] = [ring[first], ring[second], ring[(second % count) + 1]];
  const ahead = (a[0] - corner[0]) * (b[0] - corner[0]) + (a[1] - corner[1]) * (b[1] - corner[1]);
  return side(a, corner, b) === 0 && ahead >= 0;
}

/** Whether two sides have a point in common. */
function meet(a: LonLat, b: LonLat, c: LonLat, d: LonLat): boolean {
  const [abc, abd, cda, cdb] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (abc !== abd && cda !== cdb) {
    return true;
  }
  return (
    (abc === 0 && isWithin(a, b, c)) ||
    (abd === 0 && isWithin(a, b, d)) ||
    (cda === 0 && isWithin(c, d, a)) ||
    (cdb === 0 && isWithin(c, d, b))
  );
}

/** On which side of the line from `a` to `b` the point lies: 1, -1, or 0 on it. */
function side(a: LonLat, b: LonLat, point: LonLat): number {
  return Math.sign((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]));
}

/** Whether a point of the line through `a` and `b` lies between them. */
function isWithin(a: LonLat, b: LonLat, point: LonLat): boolean {
  return [0, 1].every(
    axis => point[axis] >= Math.min(a[axis], b[axis]) && point[axis] <= Math.max(a[axis], b[axis])
  );
}
