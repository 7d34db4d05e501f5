import { cosineOf, halfAngle, sineOf } from './phasor';

/** Samples from node to node of a carrier's table, which begins one node before sample 0; bytes of A, B, C. */
const NODE_STEP: i32 = 64;
const NODE_BYTES: usize = 24;

// @ts-ignore: decorator
@inline
function nodePhase(table: usize, node: i32, etaS: f64): f64 {
  const at = table + <usize>(node + 1) * NODE_BYTES;
  return (load<f64>(at) * etaS + load<f64>(at, 8)) * etaS + load<f64>(at, 16);
}

/**
 * One line of complex int16 times exp(-i carrier) into planes of float32: `first` to `last`
 * (inclusive); zeros elsewhere in 0 to samples - 1. One number behind the planes' lines is
 * overwritten with zero.
 */
export function deramp(
  source: usize,
  re: usize,
  im: usize,
  samples: i32,
  first: i32,
  last: i32,
  table: usize,
  etaS: f64
): void {
  if (first < 0 || last < first) {
    memory.fill(re, 0, <usize>samples << 2);
    memory.fill(im, 0, <usize>samples << 2);
    return;
  }
  memory.fill(re, 0, <usize>first << 2);
  memory.fill(im, 0, <usize>first << 2);
  let s = first;
  while (s <= last) {
    const node = s / NODE_STEP;
    const end = min(last, node * NODE_STEP + NODE_STEP - 1);
    const atNode = nodePhase(table, node, etaS);
    const slope = (nodePhase(table, node + 1, etaS) - atNode) / <f64>NODE_STEP;
    const along = <f64>(s - node * NODE_STEP);
    let phase = f64x2(atNode + slope * along, atNode + slope * (along + 1));
    const step = f64x2.splat(2 * slope);
    for (; s <= end; s += 2) {
      const half = halfAngle(phase);
      phase = f64x2.add(phase, step);
      const sin = sineOf(half);
      const cos = cosineOf(half);
      const sine = f32x4.demote_f64x2_zero(f64x2.mul(f64x2.add(sin, sin), cos));
      const cosine = f32x4.demote_f64x2_zero(
        f64x2.sub(f64x2.splat(1), f64x2.mul(f64x2.add(sin, sin), sin))
      );
      const pairs = f32x4.convert_i32x4_s(
        i32x4.extend_low_i16x8_s(v128.load64_zero(source + (<usize>s << 2)))
      );
      const sampleRe = i32x4.shuffle(pairs, pairs, 0, 2, 0, 2);
      const sampleIm = i32x4.shuffle(pairs, pairs, 1, 3, 1, 3);
      const at = <usize>s << 2;
      v128.store64_lane(
        re + at,
        f32x4.add(f32x4.mul(sampleRe, cosine), f32x4.mul(sampleIm, sine)),
        0
      );
      v128.store64_lane(
        im + at,
        f32x4.sub(f32x4.mul(sampleIm, cosine), f32x4.mul(sampleRe, sine)),
        0
      );
    }
    // An odd run overshoots by one; the next run or the filling below writes it anew.
    s = end + 1;
  }
  const behind = <usize>(last + 1) << 2;
  const count = <usize>(samples - last) << 2;
  memory.fill(re + behind, 0, count);
  memory.fill(im + behind, 0, count);
}
