import { cutWindow, planeSize } from '../../engine';
import type { DataCube, Plane, Window } from '../../engine';
import { goldsteinFilter, multilook, unwrapPhase } from '../../sar';
import type { GoldsteinOptions } from '../../sar';

/** What is made of the interferograms of a cube in radar geometry. */
export interface InterferogramOptions {
  /** Samples and lines that are averaged to one cell. */
  readonly looksRange: number;
  readonly looksAzimuth: number;
  /** Null leaves the interferogram unfiltered. */
  readonly filter: GoldsteinOptions | null;
  /** Called between pieces of work; throws to stop. */
  check(): void;
}

/** A complex band: plane numbers of its real and imaginary part. */
export interface ComplexPlanes {
  readonly re: number;
  readonly im: number;
}

/** Cells that are read at once when a whole plane is needed. */
const ROWS_AT_ONCE = 256;

/**
 * Multilooked, filtered and unwrapped planes of a cube in radar geometry, read by window of the
 * multilooked grid.
 */
export class InterferogramReader {
  readonly width: number;
  readonly height: number;
  readonly #unwrapped = new Map<number, Promise<Float32Array>>();

  constructor(
    private readonly source: DataCube,
    private readonly options: InterferogramOptions
  ) {
    const { width, height } = planeSize(source.dimensions);
    this.width = Math.floor(width / options.looksRange);
    this.height = Math.floor(height / options.looksAzimuth);
  }

  /** Multilooked planes of the source. */
  async means(window: Window, planes: readonly number[]): Promise<Float32Array[]> {
    this.options.check();
    const { looksRange, looksAzimuth } = this.options;
    const samples = {
      x: window.x * looksRange,
      y: window.y * looksAzimuth,
      width: window.width * looksRange,
      height: window.height * looksAzimuth
    };
    const read = await this.source.read(samples, planes);
    return read.map(plane =>
      multilook(plane, samples.width, samples.height, looksRange, looksAzimuth)
    );
  }

  /** Real and imaginary part of the interferogram, filtered if that is wanted. */
  async interferogram(window: Window, planes: ComplexPlanes): Promise<[re: Plane, im: Plane]> {
    const { filter } = this.options;
    const wanted = [planes.re, planes.im];
    if (filter === null) {
      const [re, im] = await this.means(window, wanted);
      return [re, im];
    }
    const wide = this.#withPatches(window, filter.patchSize);
    const [re, im] = await this.means(wide, wanted);
    const filtered = goldsteinFilter({ width: wide.width, height: wide.height, re, im }, filter);
    return [cut(filtered.re, wide, window), cut(filtered.im, wide, window)];
  }

  /** The unwrapped phase in radians; unwrapping looks at the whole plane, once. */
  async unwrapped(window: Window, planes: ComplexPlanes): Promise<Plane> {
    let whole = this.#unwrapped.get(planes.re);
    if (whole === undefined) {
      whole = this.#unwrap(planes);
      this.#unwrapped.set(planes.re, whole);
    }
    return cut(await whole, { x: 0, y: 0, width: this.width, height: this.height }, window);
  }

  async #unwrap(planes: ComplexPlanes): Promise<Float32Array> {
    const { width, height } = this;
    const phase = new Float32Array(width * height);
    for (let y = 0; y < height; y += ROWS_AT_ONCE) {
      const rows = Math.min(ROWS_AT_ONCE, height - y);
      const [re, im] = await this.interferogram({ x: 0, y, width, height: rows }, planes);
      for (let i = 0; i < re.length; i++) {
        phase[y * width + i] = phaseOf(re[i], im[i]);
      }
    }
    this.options.check();
    return unwrapPhase(phase, width, height);
  }

  /**
   * The window with every patch of the filter that reaches into it. Patches lie on a lattice of
   * half their size, counted from the first cell of the plane whatever window is read.
   */
  #withPatches({ x, y, width, height }: Window, patchSize: number): Window {
    const half = patchSize / 2;
    const start = (first: number): number => Math.max(0, (Math.floor(first / half) - 1) * half);
    const end = (last: number, size: number): number =>
      Math.min(size, (Math.ceil(last / half) + 1) * half);
    const [left, top] = [start(x), start(y)];
    return {
      x: left,
      y: top,
      width: end(x + width, this.width) - left,
      height: end(y + height, this.height) - top
    };
  }
}

/** Phase in radians; NaN without a signal, whose phase would be any. */
export function phaseOf(re: number, im: number): number {
  return re === 0 && im === 0 ? NaN : Math.atan2(im, re);
}

/** Cells of `to` out of a plane of `from`. */
function cut(plane: Float32Array, from: Window, to: Window): Plane {
  return cutWindow(plane, from.width, { ...to, x: to.x - from.x, y: to.y - from.y });
}
