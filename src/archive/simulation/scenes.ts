import type { SceneLine } from '../../sar';
import { InvalidSimulationError } from '../errors';
import { CHART, chartCoherence } from './chart';
import type { ChartSquare } from './chart';
import { GROUND } from './ground-classes';
import type { GroundClass } from './ground-classes';
import { hash } from './noise';
import { floorM, placeOf, raggedAt } from './relief';

/** Amplitude that a simulated burst has where a scene says 1. */
export const DIGITAL_NUMBER = 60;

/** Coherences of the six strips, from near to far range. */
export const STRIP_COHERENCES = [0, 0.3, 0.5, 0.7, 0.9, 1] as const;

/** What a scene prescribes along a line, for VV. */
export interface ScenePrescription {
  /** Coherence over one repeat cycle of 12 days, 0 to 1. */
  readonly coherence: Float32Array;
  /** Root mean square amplitude in digital numbers. */
  readonly amplitude: Float32Array;
  /** Share of the movement that the scene is asked for, 0 to 1. */
  readonly movement: Float32Array;
}

/** A scene that can be simulated. */
export interface Scene {
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  /** What is left of coherence and amplitude in VH, where volumes scatter more. */
  readonly shareInVH: GroundClass;
  /** Squares of known coherence, where the scene has some. */
  readonly chart: readonly ChartSquare[];
  /**
   * Fills what is prescribed for the pixels of a line.
   *
   * @param samples - Samples of the burst, for scenes that lie in its own grid.
   */
  prescribe(line: SceneLine, samples: number, into: ScenePrescription): void;
}

const STRIPS: Scene = {
  name: 'strips',
  description: `Six strips of coherence ${STRIP_COHERENCES.join(', ')} from near to far range over mountains`,
  shareInVH: { coherence: 1, amplitude: 1 },
  chart: [],
  prescribe({ firstSample }, samples, { coherence, amplitude, movement }) {
    const width = samples / STRIP_COHERENCES.length;
    const last = STRIP_COHERENCES.length - 1;
    for (let i = 0; i < coherence.length; i++) {
      const strip = Math.floor((firstSample + i) / width);
      coherence[i] = STRIP_COHERENCES[Math.max(0, Math.min(last, strip))];
    }
    amplitude.fill(DIGITAL_NUMBER);
    movement.fill(0);
  }
};

const SOUTH_TYROL: Scene = {
  name: 'south-tyrol',
  description:
    'A valley with a lake, a town, fields, a river and a chart of six coherences, forest on its flanks, meadows and rock above',
  shareInVH: { coherence: 0.85, amplitude: 0.45 },
  chart: CHART,
  prescribe({ ground }, _samples, { coherence, amplitude, movement }) {
    for (let i = 0; i < coherence.length; i++) {
      const lonDeg = ground.lonDeg[i];
      const latDeg = ground.latDeg[i];
      const there = groundOf(lonDeg, latDeg, ground.heightM[i]);
      coherence[i] = there.coherence;
      amplitude[i] = there.amplitude;
      const { northKm, acrossKm } = placeOf(lonDeg, latDeg);
      const fromBowl = ((acrossKm - 0.9) / 0.7) ** 2 + ((northKm - TOWN_NORTH_KM) / 0.9) ** 2;
      movement[i] = lonDeg === lonDeg ? Math.exp(-fromBowl) : 0;
    }
  }
};

const TOWN_NORTH_KM = 2.4;
const LAKE_NORTH_KM = -4.8;
const FOREST_FROM_FLOOR_M = 40;
const TREE_LINE_M = 1850;
const ROCK_M = 2200;
const GLACIER_M = 2750;
const CHART_AMPLITUDE = 70;

/** What lies at a place; pixels without elevation are as the forest. */
function groundOf(lonDeg: number, latDeg: number, heightM: number): GroundClass {
  if (!(heightM === heightM)) {
    return GROUND.forest;
  }
  const place = placeOf(lonDeg, latDeg);
  const { northKm, acrossKm } = place;
  const charted = chartCoherence(place);
  if (charted !== null) {
    return { coherence: charted, amplitude: CHART_AMPLITUDE };
  }
  const ragged = raggedAt(place, 1.1, 11);
  const town = (acrossKm / 0.85) ** 2 + ((northKm - TOWN_NORTH_KM) / 1.7) ** 2;
  if (town < 0.7 + 0.6 * ragged && Math.abs(acrossKm) > 0.06) {
    return GROUND.town;
  }
  if ((acrossKm / 0.62) ** 2 + ((northKm - LAKE_NORTH_KM) / 1.7) ** 2 < 1) {
    return GROUND.lake;
  }
  if (Math.abs(acrossKm) < 0.06) {
    return GROUND.river;
  }
  if (heightM < floorM(northKm) + FOREST_FROM_FLOOR_M) {
    const parcel = hash(Math.floor(northKm / 0.5), Math.floor(acrossKm / 0.4), 5);
    return { coherence: 0.35 + 0.45 * parcel, amplitude: 40 + 15 * parcel };
  }
  const edgeM = heightM + 300 * (ragged - 0.5);
  if (edgeM < TREE_LINE_M) {
    return raggedAt(place, 2.3, 51) > 0.68 ? GROUND.meadow : GROUND.forest;
  }
  if (edgeM > GLACIER_M) {
    return GROUND.glacier;
  }
  return edgeM < ROCK_M ? GROUND.meadow : GROUND.rock;
}

export const SCENES: readonly Scene[] = [STRIPS, SOUTH_TYROL];

/** @throws InvalidSimulationError naming the scenes that there are. */
export function sceneNamed(name: string): Scene {
  const scene = SCENES.find(each => each.name === name);
  if (!scene) {
    const names = SCENES.map(each => each.name).join(', ');
    throw new InvalidSimulationError('--scene', `there is no scene "${name}", only ${names}`);
  }
  return scene;
}
