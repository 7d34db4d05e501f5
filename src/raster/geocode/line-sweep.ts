import type { Kernels } from '../kernels/kernels';
import { kernels } from '../kernels/kernels';
import type { Plane, Window } from '../plane';
import type { GridScale, PixelProjector } from './pixel-projector';
import { QUARTIC_COEFFICIENTS } from './polynomial';
import { findHits, type Hits, type LinePair } from './quad-hits';

/** Hits that are found at once. */
const CAPACITY = 16384;
/** Positions that may be read behind those of a line. */
const SPARE = 8;
/** Whole numbers below this are exact in float32. */
const EXACT_CELLS = 2 ** 24;
const FIT_BYTES = 8 * (4 + 2 * QUARTIC_COEFFICIENTS + 4);

/**
 * Goes through a raster in radar geometry line by line, with the positions of two lines in view.
 * The kernels do not keep their memory over an `await`, so neither does this.
 */
export interface LineSweep {
  /** Positions of the line that was projected last. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Projects the next line, whose positions begin at `start` of the planes. */
  project(lon: Plane, lat: Plane, start: number): void;
  /** Calls `use` with the cells in the quads between the last two lines, in their order. */
  eachHits(window: Window, use: (hits: Hits) => void): void;
}

/** A sweep in the kernels where these can do it, else its twin. */
export function lineSweep(
  projector: PixelProjector,
  scale: GridScale,
  samples: number,
  lon: Plane,
  lat: Plane
): LineSweep {
  const wasm = kernels();
  const singles = lon instanceof Float32Array && lat instanceof Float32Array;
  return wasm !== null && projector.fit !== null && singles
    ? new KernelSweep(wasm, projector.fit, scale, samples)
    : new PlainSweep(projector, scale, samples);
}

/** The twin, for any planes and projections. */
export class PlainSweep implements LineSweep {
  x: Float64Array;
  y: Float64Array;
  #upperX: Float64Array;
  #upperY: Float64Array;
  #hits = newHits(CAPACITY);

  constructor(
    readonly projector: PixelProjector,
    readonly scale: GridScale,
    readonly samples: number
  ) {
    [this.x, this.y, this.#upperX, this.#upperY] = Array.from(
      { length: 4 },
      () => new Float64Array(samples)
    );
  }

  project(lon: Plane, lat: Plane, start: number): void {
    [this.x, this.#upperX] = [this.#upperX, this.x];
    [this.y, this.#upperY] = [this.#upperY, this.y];
    const { x, y, samples } = this;
    const { scaleX, shiftX, scaleY, shiftY } = this.scale;
    this.projector.project(lon, lat, start, samples, x, y);
    for (let i = 0; i < samples; i++) {
      x[i] = x[i] * scaleX + shiftX;
      y[i] = y[i] * scaleY + shiftY;
    }
  }

  eachHits(window: Window, use: (hits: Hits) => void): void {
    const lines = linesOf(this, this.#upperX, this.#upperY);
    for (let quad = 0; quad + 1 < this.samples;) {
      const next = findHits(lines, quad, window, this.#hits);
      if (next === quad) {
        this.#hits = newHits(Math.min(2 * this.#hits.cells.length, window.width * window.height));
      }
      use(this.#hits);
      quad = next;
    }
  }
}

/** Positions of one line in the memory of the kernels, exact and in float32. */
interface Line {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly roughX: Float32Array;
  readonly roughY: Float32Array;
}

/** The sweep in the kernels. */
export class KernelSweep implements LineSweep {
  #line: Line;
  #upper: Line;
  readonly #lon: Float32Array;
  readonly #lat: Float32Array;
  readonly #fit: Float64Array;
  readonly #request: Int32Array;
  readonly #hits: Hits;

  constructor(
    readonly wasm: Kernels,
    fit: Float64Array,
    { scaleX, shiftX, scaleY, shiftY }: GridScale,
    readonly samples: number
  ) {
    const [double, single] = [8, 4].map(bytes => bytes * (samples + SPARE));
    const places = wasm.reserve(
      ...[double, double, single, single, double, double, single, single, single, single],
      ...[FIT_BYTES, 48, 4 * CAPACITY, 4 * CAPACITY, 8 * CAPACITY, 8 * CAPACITY]
    );
    const { buffer } = wasm.run.memory;
    const doubles = (k: number, length: number) => new Float64Array(buffer, places[k], length);
    const lineAt = (k: number): Line => ({
      x: doubles(k, samples),
      y: doubles(k + 1, samples),
      roughX: wasm.float32(places[k + 2], samples),
      roughY: wasm.float32(places[k + 3], samples)
    });
    [this.#line, this.#upper] = [lineAt(0), lineAt(4)];
    [this.#lon, this.#lat] = [8, 9].map(k => wasm.float32(places[k], samples));
    this.#fit = doubles(10, FIT_BYTES / 8);
    this.#fit.set([...fit, scaleX, shiftX, scaleY, shiftY]);
    this.#request = new Int32Array(buffer, places[11], 12);
    this.#hits = {
      count: 0,
      cells: new Int32Array(buffer, places[12], CAPACITY),
      samples: new Int32Array(buffer, places[13], CAPACITY),
      u: doubles(14, CAPACITY),
      v: doubles(15, CAPACITY)
    };
  }

  get x(): Float64Array {
    return this.#line.x;
  }

  get y(): Float64Array {
    return this.#line.y;
  }

  project(lon: Plane, lat: Plane, start: number): void {
    [this.#line, this.#upper] = [this.#upper, this.#line];
    this.#lon.set(lon.subarray(start, start + this.samples));
    this.#lat.set(lat.subarray(start, start + this.samples));
    const { x, y, roughX, roughY } = this.#line;
    this.wasm.run.project(
      this.#lon.byteOffset,
      this.#lat.byteOffset,
      this.samples,
      x.byteOffset,
      y.byteOffset,
      roughX.byteOffset,
      roughY.byteOffset,
      this.#fit.byteOffset
    );
  }

  eachHits(window: Window, use: (hits: Hits) => void): void {
    const { run } = this.wasm;
    const { cells, samples, u, v } = this.#hits;
    const [a, b] = [this.#upper, this.#line];
    const exact = [a.x, a.y, b.x, b.y];
    const rough = [a.roughX, a.roughY, b.roughX, b.roughY];
    this.#request.set([
      ...[...exact, ...rough].map(array => array.byteOffset),
      ...[window.x, window.x + window.width, window.y, window.y + window.height]
    ]);
    const isExact = Math.max(window.x + window.width, window.y + window.height) < EXACT_CELLS;
    for (let quad = 0; quad + 1 < this.samples;) {
      let next = quad;
      if (isExact) {
        next = run.findHits(
          this.#request.byteOffset,
          this.samples,
          quad,
          cells.byteOffset,
          samples.byteOffset,
          u.byteOffset,
          v.byteOffset,
          CAPACITY
        );
        this.#hits.count = run.hitCount.value;
        use(this.#hits);
      }
      quad = next === quad ? this.#largeQuad(quad, window, use) : next;
    }
  }

  /** A quad of more cells than the kernels have room for. */
  #largeQuad(quad: number, window: Window, use: (hits: Hits) => void): number {
    const lines = linesOf(this, this.#upper.x, this.#upper.y);
    const hits = newHits(window.width * window.height);
    findHits({ ...lines, samples: quad + 2 }, quad, window, hits);
    use(hits);
    return quad + 1;
  }
}

function linesOf(sweep: LineSweep & { samples: number }, ax: Float64Array, ay: Float64Array) {
  const lines: LinePair = { ax, ay, bx: sweep.x, by: sweep.y, samples: sweep.samples };
  return lines;
}

function newHits(capacity: number): Hits {
  return {
    count: 0,
    cells: new Int32Array(capacity),
    samples: new Int32Array(capacity),
    u: new Float64Array(capacity),
    v: new Float64Array(capacity)
  };
}
