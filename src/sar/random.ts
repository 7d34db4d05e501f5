/** A source of normally distributed numbers that a seed makes repeatable. */
export interface NormalSource {
  /** The next number of mean 0 and variance 1. */
  next(): number;
}

/**
 * Normal numbers by the polar method of Marsaglia over xoshiro128** (Blackman and Vigna 2018).
 *
 * @param seed - Any whole number; equal seeds give equal series.
 */
export function normalSource(seed: number): NormalSource {
  const state = new Uint32Array(4);
  // SplitMix fills the state, so that near seeds give unrelated series.
  let mix = seed >>> 0;
  for (let i = 0; i < 4; i++) {
    mix = (mix + 0x9e3779b9) >>> 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    state[i] = z ^ (z >>> 16);
  }
  const uniform = (): number => {
    const scrambled = Math.imul(rotate(Math.imul(state[1], 5), 7), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotate(state[3], 11);
    return scrambled / 2 ** 32;
  };
  let spare = NaN;
  return {
    next() {
      if (!Number.isNaN(spare)) {
        const kept = spare;
        spare = NaN;
        return kept;
      }
      for (;;) {
        const x = 2 * uniform() - 1;
        const y = 2 * uniform() - 1;
        const square = x * x + y * y;
        if (square > 0 && square < 1) {
          const factor = Math.sqrt((-2 * Math.log(square)) / square);
          spare = y * factor;
          return x * factor;
        }
      }
    }
  };
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
