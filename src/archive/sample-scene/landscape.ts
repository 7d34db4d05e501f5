/**
 * The prescribed landscape of the sample scene: what lies where, how coherent it stays over one
 * repeat cycle and how bright it is. All of it is invented.
 */

/** What the ground does to the radar signal. */
export interface GroundClass {
  /** Coherence of two acquisitions one repeat cycle apart in VV, 0 to 1. */
  readonly coherence: number;
  /** Root mean square amplitude in VV, digital numbers. */
  readonly amplitude: number;
}

export const GROUND = {
  meadow: { coherence: 0.6, amplitude: 50 },
  forest: { coherence: 0.25, amplitude: 60 },
  rock: { coherence: 0.85, amplitude: 90 },
  glacier: { coherence: 0.12, amplitude: 40 },
  lake: { coherence: 0, amplitude: 14 },
  river: { coherence: 0.05, amplitude: 16 },
  town: { coherence: 0.94, amplitude: 190 }
} as const satisfies Record<string, GroundClass>;

/** Coherences of the test chart, from west to east: six squares side by side. */
export const CHART_COHERENCES = [0, 0.3, 0.5, 0.7, 0.9, 1] as const;
/** Side of a square of the test chart, km. */
export const CHART_SIDE_KM = 4;
/** South-western corner of the test chart, km east and north of the scene's centre. */
export const CHART_CORNER_KM = [12, -5] as const;

/** Repeatable noise, 0 to 1, that varies smoothly over one unit. */
export function smoothNoise(x: number, y: number, salt: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const ease = (t: number): number => t * t * (3 - 2 * t);
  const [u, v] = [ease(x - column), ease(y - row)];
  const corner = (dx: number, dy: number): number => hash(column + dx, row + dy, salt);
  const top = corner(0, 0) * (1 - u) + corner(1, 0) * u;
  const bottom = corner(0, 1) * (1 - u) + corner(1, 1) * u;
  return top * (1 - v) + bottom * v;
}

/** Repeatable number, 0 to 1, of a cell. */
export function hash(x: number, y: number, salt: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(salt, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/** Three octaves of noise: coarse shapes with ragged edges. */
export function raggedNoise(x: number, y: number, salt: number): number {
  return (
    (4 * smoothNoise(x, y, salt) +
      2 * smoothNoise(2 * x, 2 * y, salt + 1) +
      smoothNoise(4 * x, 4 * y, salt + 2)) /
    7
  );
}

function insideEllipse(
  x: number,
  y: number,
  [centreX, centreY, radiusX, radiusY]: readonly [number, number, number, number]
): boolean {
  return ((x - centreX) / radiusX) ** 2 + ((y - centreY) / radiusY) ** 2 < 1;
}

/**
 * What lies at a place.
 *
 * @param eastKm - East of the scene's centre.
 * @param northKm - North of the scene's centre.
 */
export function groundAt(eastKm: number, northKm: number): GroundClass {
  const chartColumn = Math.floor((eastKm - CHART_CORNER_KM[0]) / CHART_SIDE_KM);
  const chartRow = Math.floor((northKm - CHART_CORNER_KM[1]) / CHART_SIDE_KM);
  if (chartRow === 0 && chartColumn >= 0 && chartColumn < CHART_COHERENCES.length) {
    return { coherence: CHART_COHERENCES[chartColumn], amplitude: 70 };
  }
  if (insideEllipse(eastKm, northKm, [-9, -5.5, 3.6, 1.7])) {
    return GROUND.lake;
  }
  const valleyNorthKm = -1 + 2.2 * Math.sin(eastKm / 9) + 0.8 * Math.sin(eastKm / 3.7 + 1);
  const acrossKm = northKm - valleyNorthKm;
  if (Math.abs(acrossKm) < 0.3) {
    return GROUND.river;
  }
  const ragged = raggedNoise(eastKm / 2, northKm / 2, 11);
  if (insideEllipse(eastKm, acrossKm, [2, 0.4, 4.4, 2.3 * (0.7 + 0.6 * ragged)])) {
    return GROUND.town;
  }
  if (Math.abs(acrossKm) < 1.9 + ragged) {
    const parcel = hash(Math.floor(eastKm / 1.4), Math.floor(acrossKm / 1.1), 5);
    return { coherence: 0.35 + 0.45 * parcel, amplitude: 40 + 15 * parcel };
  }
  if (insideEllipse(eastKm, northKm, [-27, 3, 8, 4 * (0.6 + 0.8 * ragged)])) {
    return GROUND.glacier;
  }
  const cover = raggedNoise(eastKm / 7, northKm / 5, 21);
  if (cover > 0.56) {
    return GROUND.rock;
  }
  return cover < 0.45 ? GROUND.forest : GROUND.meadow;
}
