/*
 * Float32 that lie side by side at two places, as the two lanes of float64 vectors.
 */

/** The float32 at two places and the ones behind them. */
// @ts-ignore: decorator
@inline
export function pairsAt(one: usize, two: usize): v128 {
  return v128.load64_lane(two, v128.load64_zero(one), 1);
}

/** Of such pairs the first ones. */
// @ts-ignore: decorator
@inline
export function firsts(pairs: v128): v128 {
  return f64x2.promote_low_f32x4(i32x4.shuffle(pairs, pairs, 0, 2, 0, 2));
}

// @ts-ignore: decorator
@inline
export function seconds(pairs: v128): v128 {
  return f64x2.promote_low_f32x4(i32x4.shuffle(pairs, pairs, 1, 3, 1, 3));
}
