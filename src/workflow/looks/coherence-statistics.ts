/** Levels of the table that corrections are read from. */
const TABLE_SIZE = 1024;
/** Above this the series needs millions of terms and the bias is below 1e-8. */
const NO_BIAS_ABOVE = 0.9999;

/**
 * Mean of the sample coherence of `looks` independent looks: Touzi et al. 1999, "Coherence
 * estimation for SAR imagery", IEEE TGRS 37(1), equation 17. It exceeds the coherence, the more so
 * the lower the coherence and the fewer the looks.
 *
 * @param coherence - 0 to 1.
 * @param looks - More than 1; need not be whole.
 */
export function expectedCoherence(coherence: number, looks: number): number {
  return moment(coherence, looks, 1);
}

/** Standard deviation of the sample coherence (Touzi et al. 1999, equations 17 and 18). */
export function coherenceDeviation(coherence: number, looks: number): number {
  const mean = moment(coherence, looks, 1);
  return Math.sqrt(Math.max(0, moment(coherence, looks, 2) - mean * mean));
}

/**
 * The function that takes the bias off a sample coherence: the coherence whose expected sample
 * coherence it is, to 1e-4. What lies below the expectation at coherence 0 becomes 0; NaN stays
 * NaN.
 */
export function coherenceCorrection(looks: number): (sampleCoherence: number) => number {
  const expected = Float64Array.from({ length: TABLE_SIZE + 1 }, (_, i) =>
    expectedCoherence(i / TABLE_SIZE, looks)
  );
  return sampleCoherence => {
    if (sampleCoherence <= expected[0]) {
      return 0;
    }
    if (sampleCoherence >= 1) {
      return 1;
    }
    let low = 0;
    let high = TABLE_SIZE;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (expected[middle] <= sampleCoherence) {
        low = middle;
      } else {
        high = middle;
      }
    }
    const between = (sampleCoherence - expected[low]) / (expected[high] - expected[low]);
    return (low + between) / TABLE_SIZE;
  };
}

/**
 * E|g|^k = Gamma(L) Gamma(1 + k/2) / Gamma(L + k/2)
 *          3F2(1 + k/2, L, L; L + k/2, 1; gamma^2) (1 - gamma^2)^L
 * with the series summed in logarithms of scale, for many looks overflow it otherwise.
 */
function moment(coherence: number, looks: number, order: 1 | 2): number {
  const z = coherence * coherence;
  if (coherence >= NO_BIAS_ABOVE) {
    return order === 1 ? coherence : z + (1 - z) ** 2 / (2 * looks);
  }
  const half = order / 2;
  let logScale =
    logGamma(looks) + logGamma(1 + half) - logGamma(looks + half) + looks * Math.log1p(-z);
  let term = 1;
  let sum = 1;
  for (let k = 0; ; k++) {
    term *=
      (((1 + half + k) * (looks + k) * (looks + k)) / ((looks + half + k) * (1 + k) * (1 + k))) * z;
    sum += term;
    if (sum > 1e200) {
      logScale += Math.log(1e200);
      sum /= 1e200;
      term /= 1e200;
    }
    const falling = (looks + k) * z < k + 1;
    if (falling && term < sum * 1e-13 * (1 - z)) {
      break;
    }
  }
  return Math.exp(logScale + Math.log(sum));
}

/** Logarithm of the gamma function for x > 0: Stirling's series after shifting x above 10. */
function logGamma(x: number): number {
  let shift = 0;
  let at = x;
  while (at < 10) {
    shift += Math.log(at);
    at++;
  }
  const inverseSquare = 1 / (at * at);
  const series =
    (1 / 12 - inverseSquare * (1 / 360 - inverseSquare * (1 / 1260 - inverseSquare / 1680))) / at;
  return (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + series - shift;
}
