/**
 * Polynomials in two variables on [-1, 1] x [-1, 1]: coefficient `(degree + 1) i + j` belongs to
 * u^i v^j.
 */
export interface Polynomial {
  readonly degree: number;
  readonly coefficients: Float64Array;
}

/** Two functions of two variables. */
export type Project = (u: number, v: number) => readonly [x: number, y: number];

/**
 * Interpolates two functions at the Chebyshev nodes of a degree in each variable. The tensor
 * Chebyshev series is then written out in powers, which costs no accuracy that matters up to degree 10.
 */
export function interpolate(degree: number, f: Project): [x: Polynomial, y: Polynomial] {
  const n = degree + 1;
  const nodes = Array.from({ length: n }, (_, k) => Math.cos((Math.PI * (k + 0.5)) / n));
  const values = nodes.flatMap(u => nodes.map(v => f(u, v)));
  const polynomialOf = (axis: 0 | 1) => ({
    degree,
    coefficients: inPowers(
      n,
      values.map(value => value[axis])
    )
  });
  return [polynomialOf(0), polynomialOf(1)];
}

/** Coefficients from the values at the nodes of both variables, those of the second side by side. */
function inPowers(n: number, values: readonly number[]): Float64Array {
  const cosines = Array.from({ length: n * n }, (_, i) =>
    Math.cos((Math.PI * Math.floor(i / n) * ((i % n) + 0.5)) / n)
  );
  const powers = chebyshevPowers(n);
  const coefficients = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) {
        for (let l = 0; l < n; l++) {
          sum += values[k * n + l] * cosines[i * n + k] * cosines[j * n + l];
        }
      }
      const term = (sum * (i === 0 ? 1 : 2) * (j === 0 ? 1 : 2)) / (n * n);
      for (let p = 0; p <= i; p++) {
        for (let q = 0; q <= j; q++) {
          coefficients[p * n + q] += term * powers[i][p] * powers[j][q];
        }
      }
    }
  }
  return coefficients;
}

/** Coefficients of T_0 to T_(n-1) by ascending power. */
function chebyshevPowers(n: number): number[][] {
  const powers = [[1], [0, 1]];
  for (let k = 2; k < n; k++) {
    const doubled = [0, ...powers[k - 1].map(c => 2 * c)];
    powers.push(doubled.map((c, i) => c - (powers[k - 2][i] ?? 0)));
  }
  return powers;
}

/** Evaluates a polynomial of any degree by Horner's rule. */
export function evaluate({ degree, coefficients }: Polynomial, u: number, v: number): number {
  let sum = 0;
  for (let i = degree; i >= 0; i--) {
    const first = i * (degree + 1);
    let row = 0;
    for (let j = degree; j >= 0; j--) {
      row = row * v + coefficients[first + j];
    }
    sum = sum * u + row;
  }
  return sum;
}

/** Coefficients of `evaluateQuartic`. */
export const QUARTIC_COEFFICIENTS = 15;

/**
 * The terms of a polynomial of degree 4 in each variable whose degrees add up to 4 or less: those of
 * u^0 v^0 to v^4, then of u^1 v^0 to v^3, and so on.
 */
export function quarticOf({ degree, coefficients }: Polynomial): Float64Array {
  const terms: number[] = [];
  for (let i = 0; i <= degree; i++) {
    for (let j = 0; j <= degree - i; j++) {
      terms.push(coefficients[i * (degree + 1) + j]);
    }
  }
  return Float64Array.from(terms);
}

/** Evaluates these terms, written out: this runs for every pixel of a burst. */
export function evaluateQuartic(c: Float64Array, u: number, v: number): number {
  const r0 = (((c[4] * v + c[3]) * v + c[2]) * v + c[1]) * v + c[0];
  const r1 = ((c[8] * v + c[7]) * v + c[6]) * v + c[5];
  const r2 = (c[11] * v + c[10]) * v + c[9];
  const r3 = c[13] * v + c[12];
  return (((c[14] * u + r3) * u + r2) * u + r1) * u + r0;
}
