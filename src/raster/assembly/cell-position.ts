/*
 * Longitudes and latitudes by polynomials of degree 6 in two variables, which are the two lanes of
 * vectors; the twin is in ../geocode/cell-fit.ts.
 */

/** One step of Horner's rule. */
// @ts-ignore: decorator
@inline
function step(sum: v128, factor: v128, next: v128): v128 {
  return f64x2.add(f64x2.mul(sum, factor), next);
}

/**
 * The coefficient of a power of x for a value of y.
 *
 * @param coefficients - Seven pairs of float64: those of x^n y^0 to y^6.
 */
// @ts-ignore: decorator
@inline
export function coefficientAt(coefficients: usize, y: v128): v128 {
  let sum = step(v128.load(coefficients, 96), y, v128.load(coefficients, 80));
  sum = step(sum, y, v128.load(coefficients, 64));
  sum = step(sum, y, v128.load(coefficients, 48));
  sum = step(sum, y, v128.load(coefficients, 32));
  sum = step(sum, y, v128.load(coefficients, 16));
  return step(sum, y, v128.load(coefficients));
}

/** The position for a value of x, by its coefficients for the value of y. */
// @ts-ignore: decorator
@inline
export function positionAlong(
  r0: v128,
  r1: v128,
  r2: v128,
  r3: v128,
  r4: v128,
  r5: v128,
  r6: v128,
  x: v128
): v128 {
  return step(step(step(step(step(step(r6, x, r5), x, r4), x, r3), x, r2), x, r1), x, r0);
}

/** The position for values of x and y. */
export function cellPosition(coefficients: usize, x: f64, y: f64): v128 {
  const ys = f64x2.splat(y);
  return positionAlong(
    coefficientAt(coefficients, ys),
    coefficientAt(coefficients + 112, ys),
    coefficientAt(coefficients + 224, ys),
    coefficientAt(coefficients + 336, ys),
    coefficientAt(coefficients + 448, ys),
    coefficientAt(coefficients + 560, ys),
    coefficientAt(coefficients + 672, ys),
    f64x2.splat(x)
  );
}
