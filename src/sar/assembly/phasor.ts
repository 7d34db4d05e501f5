const CYCLES_PER_RAD: f64 = 0.15915494309189535;
const PI: f64 = 3.141592653589793;

/** Half of two phases, taken into -pi/2 to pi/2 by whole cycles. */
// @ts-ignore: decorator
@inline
export function halfAngle(phase: v128): v128 {
  const cycles = f64x2.mul(phase, f64x2.splat(CYCLES_PER_RAD));
  return f64x2.mul(f64x2.sub(cycles, f64x2.nearest(cycles)), f64x2.splat(PI));
}

/** Sine of two angles of -pi/2 to pi/2: Taylor to x^13, within 7e-10. */
// @ts-ignore: decorator
@inline
export function sineOf(x: v128): v128 {
  const z = f64x2.mul(x, x);
  let p = f64x2.splat(1.6059043836821613e-10);
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(-2.505210838544172e-8));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.7557319223985893e-6));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(-1.984126984126984e-4));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(8.333333333333333e-3));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(-0.16666666666666666));
  return f64x2.add(x, f64x2.mul(f64x2.mul(p, z), x));
}

/** Cosine of two angles of -pi/2 to pi/2: Taylor to x^14, within 7e-11. */
// @ts-ignore: decorator
@inline
export function cosineOf(x: v128): v128 {
  const z = f64x2.mul(x, x);
  let p = f64x2.splat(-1.1470745597729725e-11);
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.08767569878681e-9));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(-2.755731922398589e-7));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.48015873015873e-5));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(-1.388888888888889e-3));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(4.1666666666666664e-2));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(-0.5));
  return f64x2.add(f64x2.splat(1), f64x2.mul(p, z));
}
