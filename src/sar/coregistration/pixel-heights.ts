/**
 * Heights of the pixels of a primary burst, kept from one pass over its lines for the next: they
 * depend on the primary and the elevation alone, and finding them is the dearest part of a pass.
 * Float32 keeps them to a quarter of a millimetre.
 */
export class PixelHeights {
  readonly #metres: Float32Array;
  readonly #isKnown: Uint8Array;

  constructor(
    lines: number,
    readonly samples: number
  ) {
    this.#metres = new Float32Array(lines * samples);
    this.#isKnown = new Uint8Array(lines);
  }

  /** Heights of a line above the ellipsoid in metres, once they were kept. */
  of(line: number): Float32Array | undefined {
    return this.#isKnown[line] === 1 ? this.#row(line) : undefined;
  }

  keep(line: number, heightM: Float64Array): void {
    this.#row(line).set(heightM);
    this.#isKnown[line] = 1;
  }

  #row(line: number): Float32Array {
    return this.#metres.subarray(line * this.samples, (line + 1) * this.samples);
  }
}
