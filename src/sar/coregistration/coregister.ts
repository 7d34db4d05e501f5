import type { BurstReference, SlcBurst } from '../burst/slc-source';
import { validSamples } from '../burst/valid-samples';
import { BurstMismatchError } from '../errors';
import type { ElevationSource } from '../geometry/elevation';
import { emptyGroundLine } from '../geometry/ground-line';
import type { GroundLine } from '../geometry/ground-line';
import { BurstGround, readBurstElevation } from './burst-ground';
import { burstResampler } from './burst-resampler';
import type { ResamplingOptions } from './burst-resampler';
import type { PixelHeights } from './pixel-heights';

/** Lines of a block: enough that the taps' overlap costs little, few enough to stay in 100 MB. */
const BLOCK_LINES = 32;
const LEAST_COVER = 0.9;

export interface CoregistrationOptions extends ResamplingOptions {
  /** Fraction of the burst that must have elevation, 0 to 1; pixels without are NaN. */
  readonly leastCover?: number;
  /**
   * Where heights are kept for other passes over the same primary. Blocks of a pass that finds
   * them there have no latitude and longitude.
   */
  readonly heights?: PixelHeights;
}

/** Lines of the primary's grid, row-major: `lines * samples` numbers in each array. */
export interface GroundBlock {
  /** Line of the burst that the block begins with. */
  readonly firstLine: number;
  readonly lines: number;
  readonly samples: number;
  /** Real part (i) and imaginary part (q), digital numbers; NaN where nothing valid is known. */
  readonly re: Float32Array;
  readonly im: Float32Array;
  /** Of the primary's pixels; NaN where there is no elevation. */
  readonly latDeg: Float64Array;
  readonly lonDeg: Float64Array;
  /** Above the WGS 84 ellipsoid. */
  readonly heightM: Float64Array;
}

/**
 * Lays a secondary burst onto the grid of the primary, block by block of lines: positions by
 * range-Doppler geometry over the elevation, samples by sinc between deramping and turning back.
 * The arrays of a block are overwritten by the next.
 *
 * @throws BurstMismatchError, ElevationCoverError, OrbitReachError before the first block.
 */
export async function* coregister(
  primary: BurstReference,
  secondary: SlcBurst,
  elevation: ElevationSource,
  options: CoregistrationOptions = {}
): AsyncGenerator<GroundBlock, void> {
  checkAlike(primary, secondary.reference);
  const grid = await readBurstElevation(primary, elevation);
  const ground = new BurstGround(primary, secondary.reference, grid);
  ground.checkCover(options.leastCover ?? LEAST_COVER);
  const { lines, samples } = ground.timing;
  const resampler = burstResampler(secondary, primary.annotation, BLOCK_LINES, options);
  const block = emptyBlock(samples);
  for (let firstLine = 0; firstLine < lines; firstLine += BLOCK_LINES) {
    const count = Math.min(BLOCK_LINES, lines - firstLine);
    for (let l = 0; l < count; l++) {
      const row = rowOf(block, l);
      const known = options.heights?.of(firstLine + l);
      const out = {
        ...row,
        azimuthOffset: resampler.azimuthOffset.subarray(l * samples, (l + 1) * samples),
        rangeOffset: resampler.rangeOffset.subarray(l * samples, (l + 1) * samples)
      };
      ground.line(firstLine + l, 0, samples, out, known);
      if (known === undefined) {
        options.heights?.keep(firstLine + l, row.heightM);
      }
    }
    await resampler.resample(firstLine, count, 0, block.re, block.im);
    yield cut(block, firstLine, count);
  }
}

/**
 * The primary burst itself in the same blocks: its samples as they are, NaN outside the valid
 * ones, and where its pixels lie.
 */
export async function* readPrimary(
  primary: SlcBurst,
  elevation: ElevationSource,
  options: Pick<CoregistrationOptions, 'leastCover' | 'heights'> = {}
): AsyncGenerator<GroundBlock, void> {
  const { reference, slc } = primary;
  const ground = new BurstGround(reference, null, await readBurstElevation(reference, elevation));
  ground.checkCover(options.leastCover ?? LEAST_COVER);
  const { lines, samples } = ground.timing;
  const valid = validSamples(reference.annotation.bursts[reference.burstIndex]);
  const block = emptyBlock(samples);
  const unused = emptyGroundLine(samples);
  for (let firstLine = 0; firstLine < lines; firstLine += BLOCK_LINES) {
    const count = Math.min(BLOCK_LINES, lines - firstLine);
    const data = await slc.readLines(firstLine, count);
    block.re.fill(NaN);
    block.im.fill(NaN);
    for (let l = 0; l < count; l++) {
      const row = rowOf(block, l);
      const known = options.heights?.of(firstLine + l);
      ground.line(firstLine + l, 0, samples, { ...unused, ...row }, known);
      if (known === undefined) {
        options.heights?.keep(firstLine + l, row.heightM);
      }
      const last = valid[2 * (firstLine + l) + 1];
      for (let s = Math.max(0, valid[2 * (firstLine + l)]); s <= last; s++) {
        block.re[l * samples + s] = data[2 * (l * samples + s)];
        block.im[l * samples + s] = data[2 * (l * samples + s) + 1];
      }
    }
    yield cut(block, firstLine, count);
  }
}

/** @throws BurstMismatchError for bursts of different sub-swaths or sampling. */
function checkAlike(primary: BurstReference, secondary: BurstReference): void {
  const [a, b] = [primary.annotation, secondary.annotation];
  const refuse = (reason: string): never => {
    throw new BurstMismatchError(a.source, b.source, reason);
  };
  if (a.subSwath !== b.subSwath) {
    refuse(`it is of ${b.subSwath}, not of ${a.subSwath}`);
  }
  if (a.pass !== b.pass) {
    refuse(`it is of an ${b.pass} pass, not of an ${a.pass} one`);
  }
  if (Math.abs(a.rangeSamplingRateHz / b.rangeSamplingRateHz - 1) > 1e-9) {
    refuse(`its range is sampled at ${b.rangeSamplingRateHz} Hz, not ${a.rangeSamplingRateHz} Hz`);
  }
  if (Math.abs(a.radarFrequencyHz / b.radarFrequencyHz - 1) > 1e-9) {
    refuse(`its radar sends at ${b.radarFrequencyHz} Hz, not ${a.radarFrequencyHz} Hz`);
  }
}

function emptyBlock(samples: number): Omit<GroundBlock, 'firstLine' | 'lines'> {
  const cells = BLOCK_LINES * samples;
  return {
    samples,
    re: new Float32Array(cells),
    im: new Float32Array(cells),
    latDeg: new Float64Array(cells).fill(NaN),
    lonDeg: new Float64Array(cells).fill(NaN),
    heightM: new Float64Array(cells)
  };
}

function rowOf(
  block: Omit<GroundBlock, 'firstLine' | 'lines'>,
  row: number
): Pick<GroundLine, 'latDeg' | 'lonDeg' | 'heightM'> {
  const [from, to] = [row * block.samples, (row + 1) * block.samples];
  return {
    latDeg: block.latDeg.subarray(from, to),
    lonDeg: block.lonDeg.subarray(from, to),
    heightM: block.heightM.subarray(from, to)
  };
}

function cut(
  block: Omit<GroundBlock, 'firstLine' | 'lines'>,
  firstLine: number,
  lines: number
): GroundBlock {
  const end = lines * block.samples;
  return {
    firstLine,
    lines,
    samples: block.samples,
    re: block.re.subarray(0, end),
    im: block.im.subarray(0, end),
    latDeg: block.latDeg.subarray(0, end),
    lonDeg: block.lonDeg.subarray(0, end),
    heightM: block.heightM.subarray(0, end)
  };
}
