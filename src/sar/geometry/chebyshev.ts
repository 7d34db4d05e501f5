/** The `count` Chebyshev nodes of -1 to 1. */
export function chebyshevNodes(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => Math.cos((Math.PI * (k + 0.5)) / count));
}

/**
 * The matrix that turns values at the nodes into coefficients of Chebyshev polynomials,
 * row-major: coefficient by node.
 */
export function chebyshevFit(count: number): Float64Array {
  return Float64Array.from({ length: count * count }, (_, i) => {
    const order = Math.floor(i / count);
    const angle = (Math.PI * ((i % count) + 0.5)) / count;
    return ((order === 0 ? 1 : 2) / count) * Math.cos(order * angle);
  });
}

/** T_0(x) to T_{n-1}(x) into `values`. */
export function chebyshevValues(x: number, values: Float64Array): void {
  values[0] = 1;
  if (values.length > 1) {
    values[1] = x;
  }
  for (let n = 2; n < values.length; n++) {
    values[n] = 2 * x * values[n - 1] - values[n - 2];
  }
}

/** Coefficients of 1, x, x^2, x^3 from those of four Chebyshev polynomials. */
export function cubicFromChebyshev(
  c0: number,
  c1: number,
  c2: number,
  c3: number
): [number, number, number, number] {
  return [c0 - c2, c1 - 3 * c3, 2 * c2, 4 * c3];
}
