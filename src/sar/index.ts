export { normalSource } from './random';
export type { NormalSource } from './random';
export { GOLDSTEIN_DEFAULTS, goldsteinFilter } from './interferogram/goldstein-filter';
export type { ComplexGrid, GoldsteinOptions } from './interferogram/goldstein-filter';
export { multilook } from './interferogram/multilook';
export { unwrapPhase, wrapPhase } from './interferogram/unwrap-phase';
export * from './errors';
export { SPEED_OF_LIGHT_M_S, wavelengthM } from './annotation/annotation';
export type {
  Annotation,
  Burst,
  GeolocationPoint,
  ProcessedBand,
  RangePolynomial
} from './annotation/annotation';
export { readAnnotation } from './annotation/read-annotation';
export { writeAnnotation } from './annotation/write-annotation';
export { epochOf, secondsAfter, utcOf } from './annotation/utc';
export { OrbitInterpolator } from './geometry/orbit';
export type { Orbit, OrbitState, StateVector } from './geometry/orbit';
export type { ElevationGrid, ElevationSource, GeographicBox } from './geometry/elevation';
export type { BurstReference, SlcBurst, SlcSource } from './burst/slc-source';
export { baselineAt } from './geometry/baseline';
export type { Baseline } from './geometry/baseline';
export { earthFixedM } from './geometry/ellipsoid';
export type { GeodeticPoint } from './geometry/ellipsoid';
export { groundPoint, zeroDoppler } from './geometry/range-doppler';
export type { RadarPoint } from './geometry/range-doppler';
export { burstId, burstIdByFormula, relativeOrbit } from './burst/burst-id';
export type { BurstSensing } from './burst/burst-id';
export { BurstTiming } from './burst/burst-timing';
export { TopsCarrier } from './burst/tops-carrier';
export type { TopsRates } from './burst/tops-carrier';
export { coregister, readPrimary } from './coregistration/coregister';
export { PixelHeights } from './coregistration/pixel-heights';
export type { CoregistrationOptions, GroundBlock } from './coregistration/coregister';
export type { ResamplingOptions } from './coregistration/burst-resampler';
export type { SincShape } from './coregistration/sinc-kernels';
export { BurstGround, burstBox } from './coregistration/burst-ground';
export { emptyGroundLine } from './geometry/ground-line';
export type { GroundLine } from './geometry/ground-line';
export { simulatePrimary, simulateSecondary } from './simulation/simulate-burst';
export type { SceneLine, SimulatedPass, SimulatedScene, SlcBlock } from './simulation/scene';
export { shiftedOrbit } from './simulation/shifted-orbit';
export { cropRange } from './annotation/crop-range';
export { NOMINAL_BURST, nominalAnnotation } from './simulation/nominal-annotation';
export type { NominalAcquisition } from './simulation/nominal-annotation';
