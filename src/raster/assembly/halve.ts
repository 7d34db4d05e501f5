// @ts-ignore: decorator
@inline
function evens(v: v128): v128 {
  return f64x2.promote_low_f32x4(i32x4.shuffle(v, v, 0, 2, 0, 2));
}

// @ts-ignore: decorator
@inline
function odds(v: v128): v128 {
  return f64x2.promote_low_f32x4(i32x4.shuffle(v, v, 1, 3, 1, 3));
}

/** Means of those of four numbers that are not NaN, in two lanes; NaN when all are. */
// @ts-ignore: decorator
@inline
function means(a: v128, b: v128, c: v128, d: v128): v128 {
  const hasA = f64x2.eq(a, a);
  const hasB = f64x2.eq(b, b);
  const hasC = f64x2.eq(c, c);
  const hasD = f64x2.eq(d, d);
  const one = f64x2.splat(1);
  let sum = f64x2.add(v128.and(a, hasA), v128.and(b, hasB));
  sum = f64x2.add(f64x2.add(sum, v128.and(c, hasC)), v128.and(d, hasD));
  let count = f64x2.add(v128.and(one, hasA), v128.and(one, hasB));
  count = f64x2.add(f64x2.add(count, v128.and(one, hasC)), v128.and(one, hasD));
  return f32x4.demote_f64x2_zero(f64x2.div(sum, count));
}

/**
 * Halves rows of float32 in both directions: the mean of those of 2 x 2 cells that are not NaN. An
 * odd last row or column stands alone. The twin is `plainHalve` in ../cog/halve.ts.
 */
export function halveFloat32(source: usize, width: u32, rows: u32, target: usize): void {
  const rowBytes: usize = 4 * <usize>width;
  let to = target;
  for (let y: u32 = 0; y < rows; y += 2) {
    const upper = source + <usize>y * rowBytes;
    const lower = y + 1 < rows ? upper + rowBytes : upper;
    let x: usize = 0;
    for (; x + 16 <= rowBytes; x += 16, to += 8) {
      const a = v128.load(upper + x);
      const b = v128.load(lower + x);
      v128.store64_lane(to, means(evens(a), odds(a), evens(b), odds(b)), 0);
    }
    for (; x < rowBytes; x += 8, to += 4) {
      const right: usize = x + 8 <= rowBytes ? x + 4 : x;
      const mean = means(
        f64x2.splat(load<f32>(upper + x)),
        f64x2.splat(load<f32>(upper + right)),
        f64x2.splat(load<f32>(lower + x)),
        f64x2.splat(load<f32>(lower + right))
      );
      store<f32>(to, f32x4.extract_lane(mean, 0));
    }
  }
}
