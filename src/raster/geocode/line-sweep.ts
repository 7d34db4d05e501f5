import type { Kernels } from '../kernels/kernels';
import { kernels } from '../kernels/kernels';
import type { Plane, Window } from '../plane';
import type { GridScale, PixelProjector } from './pixel-projector';
import { QUARTIC_COEFFICIENTS } from './polynomial';
import { findHits, type Hits, type LinePair } from './quad-hits';

/** Hits that are found at once. */
const CAPACITY = 16384;
/** Doubles that may be read behind the positions of a line. */
const SPARE = 4;
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
  /** Widens a box (least and greatest x, least and greatest y) by samples of that line. */
  widen(box: Float64Array, first: number, count: number): void;
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

  widen(box: Float64Array, first: number, count: number): void {
    const { x, y } = this;
    let [minX, maxX, minY, maxY] = box;
    for (let i = first; i < first + count; i++) {
      // Comparisons with NaN are false: pixels without a position do not count.
      minX = x[i] < minX ? x[i] : minX;
      maxX = x[i] > maxX ? x[i] : maxX;
      minY = y[i] < minY ? y[i] : minY;
      maxY = y[i] > maxY ? y[i] : maxY;
    }
    box.set([minX, maxX, minY, maxY]);
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

/** The sweep in the kernels. */
export class KernelSweep implements LineSweep {
  x: Float64Array;
  y: Float64Array;
  #upperX: Float64Array;
  #upperY: Float64Array;
  readonly #lon: Float32Array;
  readonly #lat: Float32Array;
  readonly #fitAt: number;
  readonly #box: Float64Array;
  readonly #window: Int32Array;
  readonly #hits: Hits;

  constructor(
    readonly wasm: Kernels,
    fit: Float64Array,
    { scaleX, shiftX, scaleY, shiftY }: GridScale,
    readonly samples: number
  ) {
    const line = 8 * (samples + SPARE);
    const places = wasm.reserve(
      ...[line, line, line, line, line / 2, line / 2, FIT_BYTES, 32, 16],
      ...[4 * CAPACITY, 4 * CAPACITY, 8 * CAPACITY, 8 * CAPACITY]
    );
    const { buffer } = wasm.run.memory;
    const doubles = (k: number, length: number) => new Float64Array(buffer, places[k], length);
    [this.x, this.y, this.#upperX, this.#upperY] = [0, 1, 2, 3].map(k => doubles(k, samples));
    [this.#lon, this.#lat] = [4, 5].map(k => wasm.float32(places[k], samples));
    this.#fitAt = places[6];
    doubles(6, FIT_BYTES / 8).set([...fit, scaleX, shiftX, scaleY, shiftY]);
    this.#box = doubles(7, 4);
    this.#window = new Int32Array(buffer, places[8], 4);
    this.#hits = {
      count: 0,
      cells: new Int32Array(buffer, places[9], CAPACITY),
      samples: new Int32Array(buffer, places[10], CAPACITY),
      u: doubles(11, CAPACITY),
      v: doubles(12, CAPACITY)
    };
  }

  project(lon: Plane, lat: Plane, start: number): void {
    [this.x, this.#upperX] = [this.#upperX, this.x];
    [this.y, this.#upperY] = [this.#upperY, this.y];
    this.#lon.set(lon.subarray(start, start + this.samples));
    this.#lat.set(lat.subarray(start, start + this.samples));
    this.wasm.run.project(
      this.#lon.byteOffset,
      this.#lat.byteOffset,
      this.samples,
      this.x.byteOffset,
      this.y.byteOffset,
      this.#fitAt
    );
  }

  widen(box: Float64Array, first: number, count: number): void {
    this.#box.set(box);
    const [x, y] = [this.x.byteOffset + 8 * first, this.y.byteOffset + 8 * first];
    this.wasm.run.widenBox(x, y, count, this.#box.byteOffset);
    box.set(this.#box);
  }

  eachHits(window: Window, use: (hits: Hits) => void): void {
    const { run } = this.wasm;
    const { cells, samples, u, v } = this.#hits;
    this.#window.set([window.x, window.x + window.width, window.y, window.y + window.height]);
    for (let quad = 0; quad + 1 < this.samples;) {
      const next = run.findHits(
        this.#upperX.byteOffset,
        this.#upperY.byteOffset,
        this.x.byteOffset,
        this.y.byteOffset,
        this.samples,
        quad,
        this.#window.byteOffset,
        cells.byteOffset,
        samples.byteOffset,
        u.byteOffset,
        v.byteOffset,
        CAPACITY
      );
      this.#hits.count = run.hitCount.value;
      use(this.#hits);
      quad = next === quad ? this.#largeQuad(quad, window, use) : next;
    }
  }

  /** A quad of more cells than the kernels have room for. */
  #largeQuad(quad: number, window: Window, use: (hits: Hits) => void): number {
    const lines = linesOf(this, this.#upperX, this.#upperY);
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
