import { SPEED_OF_LIGHT_M_S } from '../annotation/annotation';
import type {
  Annotation,
  Burst,
  GeolocationPoint,
  RangePolynomial
} from '../annotation/annotation';
import { earthFixedM } from '../geometry/ellipsoid';
import { OrbitInterpolator } from '../geometry/orbit';
import type { Orbit } from '../geometry/orbit';
import { groundPoint, stateAt } from '../geometry/range-doppler';
import { nominalOrbit } from './nominal-orbit';
import { shiftedOrbit } from './shifted-orbit';

/**
 * Burst 249435 IW2 of relative orbit 117, ascending, over South Tyrol. The node is that of the
 * orbits' common ground track. The satellite is 0.6 s ahead of a uniform motion at this latitude,
 * for its orbit is an ellipse of eccentricity 0.001 with the perigee in the north. The swath is
 * laid to the outline that ESA's burst map gives.
 */
export const NOMINAL_BURST = {
  burstId: 249435,
  subSwath: 'IW2',
  mission: 'S1A',
  /** Day of repeat cycle 0, its absolute orbit and the data take of the products of that day. */
  firstDate: '2024-08-09',
  absoluteOrbit: 55139,
  dataTakeId: 440377,
  /** Samples of the whole swath and lines of the burst. */
  samples: 24900,
  lines: 1519,
  /** Mean height of the ground, above the ellipsoid; the outline is for it. */
  groundM: 1400
} as const;

const NODE_LON_DEG = 16.6045;
const LEAD_RAD = 6.33e-4;
const RADIUS_M = 7_070_500;
/** Slant range of sample 0 of the whole swath. */
const NEAR_RANGE_M = 847_055;
const EDGE_SAMPLES = 220;
const EDGE_LINES = 24;
/** Start of sensing after the node: 0.539 s before the middle of the burst's place in the cycle. */
const SENSING_AFTER_NODE_S = 759.922;
/** From the start of sensing to the zero-Doppler time of the burst's middle line. */
const SENSING_TO_MIDDLE_S = 0.539;
/** 17:07:39.5 UTC on each day. */
const SENSING_TIME_S = 61_659.5;
const ORBITS_PER_CYCLE = 175;
const DATA_TAKES_PER_CYCLE = 1500;
/** State vectors on each side of the burst. */
const ORBIT_REACH_S = 80;

/** Constants of the instrument and of its processing, as ESA publishes them. */
const RADAR_FREQUENCY_HZ = 5.40500045433435e9;
const RANGE_SAMPLING_HZ = 6.434523812571428e7;
const AZIMUTH_INTERVAL_S = 2.0555563e-3;
const STEERING_DEG_S = 0.979863325;
const RANGE_BAND = { bandwidthHz: 48.3e6, windowCoefficient: 0.75 };
const AZIMUTH_BAND = { bandwidthHz: 313, windowCoefficient: 0.75 };
const GRID_ROWS = 10;
const GRID_COLUMNS = 21;
const HEIGHT_STEPS = 8;

/** One acquisition of the nominal burst. */
export interface NominalAcquisition {
  /** Repeat cycles of 12 days after the first date. */
  readonly cycle: number;
  readonly polarization: string;
  /** Samples of the swath to keep. */
  readonly firstSample: number;
  readonly samples: number;
  /** How far the orbit lies beside the nominal one, square to the line of sight. */
  readonly perpendicularM: number;
  /** How much later than nominal the lines begin, in lines. */
  readonly lineShift: number;
  readonly dopplerCentroidHz: number;
  /** Height of the ground above the ellipsoid, for the geolocation grid. */
  heightM(lonDeg: number, latDeg: number): number;
}

/**
 * The annotation of burst 249435 IW2 on a day, from formulas and published constants: a circular
 * orbit, an azimuth FM rate that follows from it (2 / wavelength times the second derivative of
 * range), and a geolocation grid solved with the same geometry that reads it.
 */
export function nominalAnnotation(acquisition: NominalAcquisition): Annotation {
  const { cycle, firstSample, samples, perpendicularM } = acquisition;
  const midnight = Date.parse(`${NOMINAL_BURST.firstDate}T00:00:00Z`) + cycle * 12 * 86_400_000;
  const epoch = `${new Date(midnight).toISOString().slice(0, 10)}T00:00:00Z`;
  const ascendingNodeTimeS = SENSING_TIME_S - SENSING_AFTER_NODE_S;
  const middleS = SENSING_TIME_S + SENSING_TO_MIDDLE_S;
  const centre = nominalOrbit(
    { ascendingNodeTimeS, nodeLonDeg: NODE_LON_DEG, leadRad: LEAD_RAD, radiusM: RADIUS_M },
    epoch,
    middleS - ORBIT_REACH_S,
    middleS + ORBIT_REACH_S
  );
  const sampleM = SPEED_OF_LIGHT_M_S / 2 / RANGE_SAMPLING_HZ;
  const middleRangeM = NEAR_RANGE_M + (NOMINAL_BURST.samples / 2) * sampleM;
  const orbit =
    perpendicularM === 0
      ? centre
      : shiftedOrbit(centre, perpendicularM, 0, lookRad(centre, middleS, middleRangeM));
  const nearRangeM = NEAR_RANGE_M + firstSample * sampleM;
  const slantRangeTimeS = (2 * nearRangeM) / SPEED_OF_LIGHT_M_S;
  const shiftS = acquisition.lineShift * AZIMUTH_INTERVAL_S;
  const firstLineS = middleS - ((NOMINAL_BURST.lines - 1) / 2) * AZIMUTH_INTERVAL_S + shiftS;
  return {
    source: `burst ${NOMINAL_BURST.burstId} of ${epoch.slice(0, 10)}`,
    epoch,
    mission: NOMINAL_BURST.mission,
    subSwath: NOMINAL_BURST.subSwath,
    polarization: acquisition.polarization,
    pass: 'ascending',
    absoluteOrbit: NOMINAL_BURST.absoluteOrbit + cycle * ORBITS_PER_CYCLE,
    dataTakeId: NOMINAL_BURST.dataTakeId + cycle * DATA_TAKES_PER_CYCLE,
    ascendingNodeTimeS,
    radarFrequencyHz: RADAR_FREQUENCY_HZ,
    rangeSamplingRateHz: RANGE_SAMPLING_HZ,
    slantRangeTimeS,
    azimuthTimeIntervalS: AZIMUTH_INTERVAL_S,
    azimuthSteeringRateDegS: STEERING_DEG_S,
    linesPerBurst: NOMINAL_BURST.lines,
    samplesPerBurst: samples,
    rangeBand: RANGE_BAND,
    azimuthBand: AZIMUTH_BAND,
    bursts: [burstOf(firstLineS, SENSING_TIME_S + shiftS, firstSample, samples)],
    dopplerCentroids: [
      {
        azimuthTimeS: middleS,
        t0S: slantRangeTimeS,
        coefficients: [acquisition.dopplerCentroidHz, 0, 0]
      }
    ],
    azimuthFmRates: [fmRateOf(orbit, middleS, slantRangeTimeS, samples)],
    geolocationGrid: gridOf(orbit, firstLineS, slantRangeTimeS, acquisition),
    orbit,
    isSimulated: true
  };
}

function burstOf(
  azimuthTimeS: number,
  sensingTimeS: number,
  firstSample: number,
  samples: number
): Burst {
  const near = Math.max(0, EDGE_SAMPLES - firstSample);
  const far = Math.min(samples, NOMINAL_BURST.samples - EDGE_SAMPLES - firstSample) - 1;
  const valid = (sample: number): Int32Array =>
    Int32Array.from({ length: NOMINAL_BURST.lines }, (_, line) =>
      line < EDGE_LINES || line >= NOMINAL_BURST.lines - EDGE_LINES ? -1 : sample
    );
  return {
    index: 0,
    azimuthTimeS,
    sensingTimeS,
    taggedId: null,
    firstValidSample: valid(near),
    lastValidSample: valid(far)
  };
}

/** A place of the burst on the ground, to start solving from. */
const START = { latDeg: 46.77, lonDeg: 11.28 };

function placeAt(orbit: OrbitInterpolator, timeS: number, slantRangeM: number, heightM: number) {
  return groundPoint(orbit, { timeS, slantRangeM }, heightM, START);
}

/** Angle between straight down and the line of sight. */
function lookRad(orbit: Orbit, timeS: number, slantRangeM: number): number {
  const interpolator = new OrbitInterpolator(orbit);
  const satellite = stateAt(interpolator, timeS).subarray(0, 3);
  const ground = earthFixedM(placeAt(interpolator, timeS, slantRangeM, NOMINAL_BURST.groundM));
  const down = satellite.reduce((sum, s, k) => sum + s * (s - ground[k]), 0);
  return Math.acos(down / (Math.hypot(...satellite) * slantRangeM));
}

/**
 * Azimuth FM rate of the ground, -2 / lambda d2R/dt2 with d2R/dt2 = (V . V - (P - S) . A) / R at
 * zero Doppler, as the quadratic through three slant ranges.
 */
export function fmRateOf(
  orbit: Orbit,
  timeS: number,
  slantRangeTimeS: number,
  samples: number,
  start = START
): RangePolynomial {
  const interpolator = new OrbitInterpolator(orbit);
  const [px, py, pz, vx, vy, vz, ax, ay, az] = stateAt(interpolator, timeS);
  const halfS = (samples - 1) / 2 / RANGE_SAMPLING_HZ;
  const rates = [0, 1, 2].map(step => {
    const slantRangeM = ((slantRangeTimeS + step * halfS) * SPEED_OF_LIGHT_M_S) / 2;
    const place = groundPoint(interpolator, { timeS, slantRangeM }, NOMINAL_BURST.groundM, start);
    const [x, y, z] = earthFixedM(place);
    const bend = (x - px) * ax + (y - py) * ay + (z - pz) * az;
    const acceleration = (vx * vx + vy * vy + vz * vz - bend) / slantRangeM;
    return (-2 * RADAR_FREQUENCY_HZ * acceleration) / SPEED_OF_LIGHT_M_S;
  });
  const [near, middle, far] = rates;
  const curvature = (near - 2 * middle + far) / (2 * halfS * halfS);
  const slope = (middle - near) / halfS - curvature * halfS;
  return { azimuthTimeS: timeS, t0S: slantRangeTimeS, coefficients: [near, slope, curvature] };
}

/** 10 rows of 21 points over the samples; times are those of the lines themselves. */
function gridOf(
  orbit: Orbit,
  firstLineS: number,
  nearTimeS: number,
  { samples, heightM: heightOf }: NominalAcquisition
): GeolocationPoint[] {
  const interpolator = new OrbitInterpolator(orbit);
  return Array.from({ length: GRID_ROWS * GRID_COLUMNS }, (_, i) => {
    const row = Math.floor(i / GRID_COLUMNS);
    const line = Math.round((row * NOMINAL_BURST.lines) / (GRID_ROWS - 1));
    const sample = Math.round(((i % GRID_COLUMNS) * (samples - 1)) / (GRID_COLUMNS - 1));
    const azimuthTimeS = firstLineS + line * AZIMUTH_INTERVAL_S;
    const slantRangeTimeS = nearTimeS + sample / RANGE_SAMPLING_HZ;
    const slantRangeM = (slantRangeTimeS * SPEED_OF_LIGHT_M_S) / 2;
    let place = placeAt(interpolator, azimuthTimeS, slantRangeM, NOMINAL_BURST.groundM);
    for (let step = 0; step < HEIGHT_STEPS; step++) {
      // Half of the way each time: on slopes as steep as the incidence whole steps run away.
      const heightM = (place.heightM + heightOf(place.lonDeg, place.latDeg)) / 2;
      place = placeAt(interpolator, azimuthTimeS, slantRangeM, heightM);
    }
    const state = stateAt(interpolator, azimuthTimeS);
    return {
      azimuthTimeS,
      slantRangeTimeS,
      line,
      sample,
      ...place,
      incidenceDeg: incidenceDeg(state, place)
    };
  });
}

function incidenceDeg(
  state: Float64Array,
  place: { readonly latDeg: number; readonly lonDeg: number; readonly heightM: number }
): number {
  const ground = earthFixedM(place);
  const toSatellite = ground.map((p, k) => state[k] - p);
  const [lon, lat] = [place.lonDeg, place.latDeg].map(deg => (deg * Math.PI) / 180);
  const up = [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
  const cosine = toSatellite.reduce((sum, s, k) => sum + s * up[k], 0) / Math.hypot(...toSatellite);
  return (Math.acos(cosine) * 180) / Math.PI;
}
