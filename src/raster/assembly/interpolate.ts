import { firsts, pairsAt, seconds } from './pairs';

// @ts-ignore: decorator
@inline
function between(share: v128, from: v128, to: v128): v128 {
  return f64x2.add(from, f64x2.mul(share, f64x2.sub(to, from)));
}

/**
 * Bilinear float32 values at places in quads, as `walk` finds them. The twin is in
 * ../geocode/put-hits.ts.
 *
 * @param plane - Place of the first pixel; lines are `line` bytes long.
 * @param offsets - Int32, bytes to the pixel at the upper left of each quad; there is room for one more.
 * @param us - Float64 places in the quads along the line, `vs` from the upper to the lower line.
 * @param target - Receives `count` values, and one more where that is odd.
 */
export function interpolate(
  plane: usize,
  line: usize,
  offsets: usize,
  us: usize,
  vs: usize,
  count: u32,
  target: usize
): void {
  store<i32>(offsets + 4 * <usize>count, 0);
  for (let hit: usize = 0; hit < <usize>count; hit += 2) {
    const one = plane + load<u32>(offsets + 4 * hit);
    const two = plane + load<u32>(offsets + 4 * hit, 4);
    const u = v128.load(us + 8 * hit);
    const upper = pairsAt(one, two);
    const lower = pairsAt(one + line, two + line);
    const value = between(
      v128.load(vs + 8 * hit),
      between(u, firsts(upper), seconds(upper)),
      between(u, firsts(lower), seconds(lower))
    );
    v128.store64_lane(target + 4 * hit, f32x4.demote_f64x2_zero(value), 0);
  }
}
