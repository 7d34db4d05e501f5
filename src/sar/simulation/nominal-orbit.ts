import type { Orbit, StateVector } from '../geometry/orbit';

/** 175 orbits in 12 days. */
const ORBIT_S = (12 * 86400) / 175;
/** The orbit keeps its angle to the Sun, so that the Earth turns below it once a day. */
const EARTH_TURN_S = 86400;
const INCLINATION_RAD = (98.18 * Math.PI) / 180;
const VECTOR_STEP_S = 10;

/** What one pass of a circular Sentinel-1 orbit is made of. */
export interface NominalPass {
  /** Crossing of the equator northwards, seconds after the epoch. */
  readonly ascendingNodeTimeS: number;
  /** Longitude of that crossing. */
  readonly nodeLonDeg: number;
  /** How far the satellite is ahead of a uniform motion from the node, along the orbit. */
  readonly leadRad: number;
  /** From the centre of the Earth. */
  readonly radiusM: number;
}

/**
 * State vectors, 10 s apart, of a circular orbit with the repeat cycle and inclination of
 * Sentinel-1 (ESA, Sentinel-1 mission: 175 orbits in 12 days, 98.18 degrees), in the Earth-fixed
 * frame.
 *
 * @param epoch - A midnight; times are seconds after it.
 */
export function nominalOrbit(
  pass: NominalPass,
  epoch: string,
  firstS: number,
  lastS: number
): Orbit {
  const count = Math.ceil((lastS - firstS) / VECTOR_STEP_S) + 1;
  return {
    source: 'circular orbit',
    epoch,
    vectors: Array.from({ length: count }, (_, i) => stateAt(pass, firstS + i * VECTOR_STEP_S))
  };
}

function stateAt(pass: NominalPass, timeS: number): StateVector {
  const { ascendingNodeTimeS, nodeLonDeg, leadRad, radiusM } = pass;
  const sinceNodeS = timeS - ascendingNodeTimeS;
  const alongRadS = (2 * Math.PI) / ORBIT_S;
  const nodeRadS = (-2 * Math.PI) / EARTH_TURN_S;
  const along = alongRadS * sinceNodeS + leadRad;
  const node = (nodeLonDeg * Math.PI) / 180 + nodeRadS * sinceNodeS;
  const [sinAlong, cosAlong] = [Math.sin(along), Math.cos(along)];
  const [sinNode, cosNode] = [Math.sin(node), Math.cos(node)];
  const sinTilt = Math.sin(INCLINATION_RAD);
  const cosTilt = Math.cos(INCLINATION_RAD);
  const x = radiusM * (cosAlong * cosNode - sinAlong * cosTilt * sinNode);
  const y = radiusM * (cosAlong * sinNode + sinAlong * cosTilt * cosNode);
  const forward = radiusM * alongRadS;
  return {
    timeS,
    positionM: [x, y, radiusM * sinAlong * sinTilt],
    velocityMS: [
      forward * (-sinAlong * cosNode - cosAlong * cosTilt * sinNode) - nodeRadS * y,
      forward * (-sinAlong * sinNode + cosAlong * cosTilt * cosNode) + nodeRadS * x,
      forward * cosAlong * sinTilt
    ]
  };
}
