import { NOMINAL_BURST } from '../../sar';
import type { ElevationGrid, GeographicBox } from '../../sar';
import { raggedNoise, smoothNoise } from './noise';

/** Origin of the scene's coordinates: the middle of the burst's valley. */
const CENTRE = { lonDeg: 11.2889, latDeg: 46.7709 };
const KM_PER_DEGREE = 111.195;
const KM_PER_DEGREE_EAST = KM_PER_DEGREE * Math.cos((CENTRE.latDeg * Math.PI) / 180);
const POST_DEG = 1 / 3600;

const FLOOR_M = 700;
const FLOOR_RISE_M_PER_KM = 7;
const FLOOR_HALF_WIDTH_KM = 0.75;
/** The burst's lines run north-north-west, and so does its valley. */
const VALLEY_EAST_PER_NORTH = -0.24;
const FLANK_M = 1100;
const FLANK_WIDTH_KM = 3.6;
const RIDGES_M = 270;
const RIDGE_CELL_KM = 2.1;
const OCTAVES = 5;
const OCTAVE_SHARE = 0.36;
const MASSIF_M = 800;
const MASSIF_CELL_KM = 9;

/** Where a place is in the scene. */
export interface ScenePlace {
  readonly eastKm: number;
  readonly northKm: number;
  /** From the axis of the valley, east positive. */
  readonly acrossKm: number;
}

export function placeOf(lonDeg: number, latDeg: number): ScenePlace {
  const eastKm = (lonDeg - CENTRE.lonDeg) * KM_PER_DEGREE_EAST;
  const northKm = (latDeg - CENTRE.latDeg) * KM_PER_DEGREE;
  return { eastKm, northKm, acrossKm: eastKm - axisKm(northKm) };
}

/** Longitude and latitude of a place told from the axis of the valley, degrees. */
export function lonLatOf(acrossKm: number, northKm: number): [lonDeg: number, latDeg: number] {
  return [
    CENTRE.lonDeg + (acrossKm + axisKm(northKm)) / KM_PER_DEGREE_EAST,
    CENTRE.latDeg + northKm / KM_PER_DEGREE
  ];
}

/** Where the axis of the valley runs, east of the scene's centre. */
function axisKm(northKm: number): number {
  return VALLEY_EAST_PER_NORTH * northKm + 0.5 * Math.sin(northKm / 3.1);
}

/** Height of the valley's floor above the ellipsoid. */
export function floorM(northKm: number): number {
  return FLOOR_M + FLOOR_RISE_M_PER_KM * northKm;
}

/**
 * Invented mountains: a valley with a flat floor, flanks that rise to both sides, and on them
 * ridges that repeat at finer and finer scales (ridged fractal noise, Musgrave 1993).
 *
 * @returns metres above the WGS 84 ellipsoid.
 */
export function reliefM(lonDeg: number, latDeg: number): number {
  const { eastKm, northKm, acrossKm } = placeOf(lonDeg, latDeg);
  const fromFloorKm = Math.max(0, Math.abs(acrossKm) - FLOOR_HALF_WIDTH_KM);
  const share = 1 - Math.exp(-((fromFloorKm / FLANK_WIDTH_KM) ** 2));
  const massif = smoothNoise(eastKm / MASSIF_CELL_KM, northKm / MASSIF_CELL_KM, 31);
  return (
    floorM(northKm) + share * (FLANK_M + MASSIF_M * massif + RIDGES_M * ridges(eastKm, northKm))
  );
}

/** Ridged noise of some octaves, about -1 to 1. */
function ridges(eastKm: number, northKm: number): number {
  let sum = 0;
  let scale = 1 / RIDGE_CELL_KM;
  let share = 1;
  for (let octave = 0; octave < OCTAVES; octave++) {
    const noise = smoothNoise(eastKm * scale, northKm * scale, 41 + octave);
    sum += share * (1 - 2 * Math.abs(2 * noise - 1));
    scale *= 2.1;
    share *= OCTAVE_SHARE;
  }
  return sum;
}

/** Posts of the relief every arc second over a box. */
export function reliefGrid({ westDeg, southDeg, eastDeg, northDeg }: GeographicBox): ElevationGrid {
  const firstColumn = Math.floor(westDeg / POST_DEG);
  const firstRow = Math.ceil(northDeg / POST_DEG);
  const columns = Math.ceil(eastDeg / POST_DEG) - firstColumn + 1;
  const rows = firstRow - Math.floor(southDeg / POST_DEG) + 1;
  const heightsM = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const lonDeg = (firstColumn + column) * POST_DEG;
      heightsM[row * columns + column] = reliefM(lonDeg, (firstRow - row) * POST_DEG);
    }
  }
  return {
    source: `simulated relief of burst ${NOMINAL_BURST.burstId}`,
    firstLatDeg: firstRow * POST_DEG,
    firstLonDeg: firstColumn * POST_DEG,
    latStepDeg: -POST_DEG,
    lonStepDeg: POST_DEG,
    rows,
    columns,
    heightsM
  };
}

/** Ragged edges for what lies on the ground, 0 to 1. */
export function raggedAt({ eastKm, northKm }: ScenePlace, cellKm: number, salt: number): number {
  return raggedNoise(eastKm / cellKm, northKm / cellKm, salt);
}
