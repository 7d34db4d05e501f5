import { cosineOf, halfAngle, sineOf } from './phasor';

const NODE_STEP: f64 = 64;
const NODE_BYTES: usize = 24;

/**
 * Resamples a line of pixels from two planes of float32 at (line + azimuth offset, sample + range
 * offset): a separable kernel of `rangeTaps` (a multiple of 8) by `azimuthTaps`. Writes the
 * samples and the phase to turn them by, carrier(line, sample) + phase0 + phase1 * range offset.
 * NaN where an offset is NaN or the nearest sample is outside `valid`.
 */
export function resample(
  azimuthOffset: usize,
  rangeOffset: usize,
  line: f64,
  firstSample: i32,
  count: i32,
  re: usize,
  im: usize,
  stride: usize,
  bufferLine: i32,
  bufferLines: i32,
  valid: usize,
  rangeKernels: usize,
  rangeTaps: i32,
  azimuthKernels: usize,
  azimuthTaps: i32,
  fractions: i32,
  table: usize,
  middleLine: f64,
  lineS: f64,
  phase0: f64,
  phase1: f64,
  outRe: usize,
  outIm: usize,
  outPhase: usize
): void {
  const rangeBefore = rangeTaps / 2 - 1;
  const azimuthBefore = azimuthTaps / 2 - 1;
  for (let i = 0; i < count; i++) {
    const at4 = <usize>i << 2;
    const at8 = <usize>i << 3;
    const rangeShift = load<f64>(rangeOffset + at8);
    const y = line + load<f64>(azimuthOffset + at8);
    const x = <f64>(firstSample + i) + rangeShift;
    // Positions on the raster of the kernels' fractions, rounded to the nearest.
    const yStep = floor(y * <f64>fractions + 0.5);
    const xStep = floor(x * <f64>fractions + 0.5);
    if (!(abs(yStep) < 1e9 && abs(xStep) < 1e9)) {
      store<f32>(outRe + at4, NaN);
      store<f32>(outIm + at4, NaN);
      store<f64>(outPhase + at8, 0);
      continue;
    }
    const yWhole = <i32>floor(yStep / <f64>fractions);
    const xWhole = <i32>floor(xStep / <f64>fractions);
    const row = yWhole - azimuthBefore - bufferLine;
    const nearestRow = <i32>floor(y + 0.5) - bufferLine;
    const nearestSample = <i32>floor(x + 0.5);
    let isValid = row >= 0 && row + azimuthTaps <= bufferLines;
    if (isValid) {
      const limits = valid + (<usize>nearestRow << 3);
      isValid = nearestSample >= load<i32>(limits) && nearestSample <= load<i32>(limits, 4);
    }
    if (!isValid) {
      store<f32>(outRe + at4, NaN);
      store<f32>(outIm + at4, NaN);
      store<f64>(outPhase + at8, 0);
      continue;
    }
    const yFraction = <i32>(yStep - <f64>yWhole * <f64>fractions);
    const xFraction = <i32>(xStep - <f64>xWhole * <f64>fractions);
    const weightsY = azimuthKernels + (<usize>(yFraction * azimuthTaps) << 2);
    const weightsX = rangeKernels + (<usize>(xFraction * rangeTaps) << 2);
    const start = <usize>row * stride + (<isize>(xWhole - rangeBefore) << 2);
    let sumRe = f32x4.splat(0);
    let sumIm = f32x4.splat(0);
    for (let k = 0; k < rangeTaps; k += 8) {
      let p = start + (<usize>k << 2);
      let re0 = f32x4.splat(0);
      let re1 = f32x4.splat(0);
      let im0 = f32x4.splat(0);
      let im1 = f32x4.splat(0);
      for (let j = 0; j < azimuthTaps; j++) {
        const weight = v128.load32_splat(weightsY + (<usize>j << 2));
        re0 = f32x4.add(re0, f32x4.mul(weight, v128.load(re + p)));
        re1 = f32x4.add(re1, f32x4.mul(weight, v128.load(re + p, 16)));
        im0 = f32x4.add(im0, f32x4.mul(weight, v128.load(im + p)));
        im1 = f32x4.add(im1, f32x4.mul(weight, v128.load(im + p, 16)));
        p += stride;
      }
      const w = weightsX + (<usize>k << 2);
      const w0 = v128.load(w);
      const w1 = v128.load(w, 16);
      sumRe = f32x4.add(sumRe, f32x4.add(f32x4.mul(w0, re0), f32x4.mul(w1, re1)));
      sumIm = f32x4.add(sumIm, f32x4.add(f32x4.mul(w0, im0), f32x4.mul(w1, im1)));
    }
    store<f32>(outRe + at4, total(sumRe));
    store<f32>(outIm + at4, total(sumIm));
    const node = floor(x / NODE_STEP);
    const along = x / NODE_STEP - node;
    const a = table + <usize>(<i32>node + 1) * NODE_BYTES;
    const etaS = (y - middleLine) * lineS;
    const c2 = load<f64>(a) + along * (load<f64>(a, 24) - load<f64>(a));
    const c1 = load<f64>(a, 8) + along * (load<f64>(a, 32) - load<f64>(a, 8));
    const c0 = load<f64>(a, 16) + along * (load<f64>(a, 40) - load<f64>(a, 16));
    const carrier = (c2 * etaS + c1) * etaS + c0;
    store<f64>(outPhase + at8, carrier + phase0 + phase1 * rangeShift);
  }
}

// @ts-ignore: decorator
@inline
function total(v: v128): f32 {
  const halves = f32x4.add(v, i32x4.shuffle(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1);
}

/**
 * Turns complex samples by phases, times exp(i phase), in place. Planes have room for one number
 * more than an odd count.
 */
export function turn(re: usize, im: usize, phase: usize, count: i32): void {
  for (let i = 0; i < count; i += 2) {
    const at = <usize>i << 2;
    const half = halfAngle(v128.load(phase + (<usize>i << 3)));
    const sin = sineOf(half);
    const cos = cosineOf(half);
    const sine = f32x4.demote_f64x2_zero(f64x2.mul(f64x2.add(sin, sin), cos));
    const cosine = f32x4.demote_f64x2_zero(
      f64x2.sub(f64x2.splat(1), f64x2.mul(f64x2.add(sin, sin), sin))
    );
    const sampleRe = v128.load64_zero(re + at);
    const sampleIm = v128.load64_zero(im + at);
    v128.store64_lane(
      re + at,
      f32x4.sub(f32x4.mul(sampleRe, cosine), f32x4.mul(sampleIm, sine)),
      0
    );
    v128.store64_lane(
      im + at,
      f32x4.add(f32x4.mul(sampleIm, cosine), f32x4.mul(sampleRe, sine)),
      0
    );
  }
}
