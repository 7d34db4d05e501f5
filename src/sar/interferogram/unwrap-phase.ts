const TURN = 2 * Math.PI;

/** Takes a phase to the turn from -pi to pi. */
export function wrapPhase(phaseRad: number): number {
  return phaseRad - TURN * Math.round(phaseRad / TURN);
}

/**
 * Adds whole turns to a wrapped phase so that neighbours differ by less than half a turn wherever
 * that can be had: cells are joined along their most reliable borders first (Herraez et al. 2002,
 * Fast two-dimensional phase-unwrapping algorithm based on sorting by reliability following a
 * noncontinuous path). Reliability falls with the second differences of the phase.
 *
 * Ground that is cut off by cells that are not numbers is unwrapped by itself: how many turns lie
 * between two such areas cannot be known.
 *
 * @param phaseRad - `width * height` cells, row-major; NaN where there is none.
 * @returns the unwrapped phase in radians; the cell that began the largest area keeps its phase.
 */
export function unwrapPhase(phaseRad: Float32Array, width: number, height: number): Float32Array {
  const roughness = secondDifferences(phaseRad, width, height);
  const { order, count } = bordersByReliability(roughness, phaseRad, width, height);
  const areas = new Areas(phaseRad.length);
  for (let k = 0; k < count; k++) {
    const border = order[k];
    const a = border >> 1;
    const b = border & 1 ? a + width : a + 1;
    areas.join(a, b, phaseRad);
  }
  const result = new Float32Array(phaseRad.length);
  for (let i = 0; i < result.length; i++) {
    result[i] = phaseRad[i] + TURN * areas.turnsOf(i);
  }
  return result;
}

/** Sum of squared second differences along both axes and both diagonals; NaN at the edges. */
function secondDifferences(phase: Float32Array, width: number, height: number): Float32Array {
  const result = new Float32Array(phase.length).fill(NaN);
  const steps = [1, width, width + 1, width - 1];
  for (let row = 1; row < height - 1; row++) {
    for (let column = 1; column < width - 1; column++) {
      const i = row * width + column;
      let sum = 0;
      for (const step of steps) {
        const bend = wrapPhase(phase[i - step] - phase[i]) - wrapPhase(phase[i] - phase[i + step]);
        sum += bend * bend;
      }
      result[i] = sum;
    }
  }
  return result;
}

/**
 * Borders between neighbouring numbers, the most reliable first. Border `2 i` lies between cell i
 * and the next, border `2 i + 1` between cell i and the one below.
 */
function bordersByReliability(
  roughness: Float32Array,
  phase: Float32Array,
  width: number,
  height: number
): { order: Uint32Array; count: number } {
  const borders = new Uint32Array(2 * phase.length);
  const keys = new Uint16Array(2 * phase.length);
  let count = 0;
  const add = (border: number, a: number, b: number): void => {
    const difference = phase[a] - phase[b];
    if (difference === difference) {
      borders[count] = border;
      keys[count++] = roughnessKey(roughness[a], roughness[b]);
    }
  };
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const i = row * width + column;
      if (column + 1 < width) {
        add(2 * i, i, i + 1);
      }
      if (row + 1 < height) {
        add(2 * i + 1, i, i + width);
      }
    }
  }
  return { order: sortedByKey(borders, keys, count), count };
}

const KEYS = 1 << 16;
/** Sums of four squared bends of up to two turns each, of two cells. */
const LARGEST_ROUGHNESS = 2 * 4 * TURN * TURN;

/** Logarithmic, so that smooth ground is told apart finely; cells at an edge come last. */
function roughnessKey(a: number, b: number): number {
  const sum = a + b;
  if (sum !== sum) {
    return KEYS - 1;
  }
  const decades = Math.log10(Math.max(sum / LARGEST_ROUGHNESS, 1e-8)) + 8;
  return Math.min(KEYS - 2, Math.floor((decades / 8) * (KEYS - 2)));
}

function sortedByKey(items: Uint32Array, keys: Uint16Array, count: number): Uint32Array {
  const starts = new Uint32Array(KEYS + 1);
  for (let k = 0; k < count; k++) {
    starts[keys[k] + 1]++;
  }
  for (let key = 0; key < KEYS; key++) {
    starts[key + 1] += starts[key];
  }
  const sorted = new Uint32Array(count);
  for (let k = 0; k < count; k++) {
    sorted[starts[keys[k]]++] = items[k];
  }
  return sorted;
}

/** Areas that grow together: a forest in which each cell knows its turns against its parent. */
class Areas {
  readonly #parents: Uint32Array;
  readonly #turns: Int32Array;
  readonly #sizes: Uint32Array;

  constructor(count: number) {
    this.#parents = Uint32Array.from({ length: count }, (_, i) => i);
    this.#turns = new Int32Array(count);
    this.#sizes = new Uint32Array(count).fill(1);
  }

  /** Joins the areas of two neighbours with the turns that bring their phases together. */
  join(a: number, b: number, phase: Float32Array): void {
    const rootA = this.#root(a);
    const rootB = this.#root(b);
    if (rootA === rootB) {
      return;
    }
    const here = phase[a] + TURN * this.turnsOf(a);
    const there = phase[b] + TURN * this.turnsOf(b);
    const turns = Math.round((here - there) / TURN);
    const [kept, joined, added] =
      this.#sizes[rootA] >= this.#sizes[rootB] ? [rootA, rootB, turns] : [rootB, rootA, -turns];
    this.#parents[joined] = kept;
    this.#turns[joined] = added;
    this.#sizes[kept] += this.#sizes[joined];
  }

  /** Turns of a cell against the root of its area. */
  turnsOf(cell: number): number {
    this.#root(cell);
    return this.#parents[cell] === cell ? 0 : this.#turns[cell];
  }

  /** The root of a cell's area; hangs the cells on the way directly below it. */
  #root(cell: number): number {
    const parents = this.#parents;
    const turns = this.#turns;
    let root = cell;
    let sum = 0;
    while (parents[root] !== root) {
      sum += turns[root];
      root = parents[root];
    }
    for (let at = cell; parents[at] !== root && at !== root;) {
      const next = parents[at];
      const own = turns[at];
      parents[at] = root;
      turns[at] = sum;
      sum -= own;
      at = next;
    }
    return root;
  }
}
