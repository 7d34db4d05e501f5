import type { Plane, Window } from '../../engine';
import { radarPositionAt } from '../../workflow';
import type { GeolocationGrid } from '../../workflow';

/** Pixels that are looked at along each axis; every so many of them are nodes of the grid. */
const LOOKED_AT = 128;
const LINES_A_NODE = 8;
const SAMPLES_A_NODE = 4;
/** Of the pixels, every so many are checked along each axis: all places between nodes come up. */
const CHECKED = 3;

/** Degrees of the nodes are kept to this many digits behind the point: a decimetre. */
const DIGITS = 6;

export interface GeolocationSamplerOptions {
  /** Lines and samples of the raster. */
  readonly height: number;
  readonly width: number;
  /** Line and sample of its first pixel, and how many of them one pixel stands for. */
  readonly first: { readonly line: number; readonly sample: number };
  readonly cell: { readonly lines: number; readonly samples: number };
}

/** Picks the positions of pixels while they are read, and makes a geolocation grid of them. */
export class GeolocationSampler {
  readonly #rows: readonly number[];
  readonly #columns: readonly number[];
  readonly #lat: Float64Array;
  readonly #lon: Float64Array;

  constructor(private readonly options: GeolocationSamplerOptions) {
    this.#rows = spread(options.height);
    this.#columns = spread(options.width);
    const count = this.#rows.length * this.#columns.length;
    this.#lat = new Float64Array(count).fill(NaN);
    this.#lon = new Float64Array(count).fill(NaN);
  }

  /** Takes what it needs of the positions of a window. */
  add({ x, y, width, height }: Window, lat: Plane, lon: Plane): void {
    this.#rows.forEach((row, i) => {
      if (row < y || row >= y + height) {
        return;
      }
      this.#columns.forEach((column, k) => {
        const at = (row - y) * width + column - x;
        // Pixels without a position have 0 for both, or NaN.
        const isKnown = column >= x && column < x + width && (lat[at] !== 0 || lon[at] !== 0);
        if (isKnown) {
          this.#lat[i * this.#columns.length + k] = lat[at];
          this.#lon[i * this.#columns.length + k] = lon[at];
        }
      });
    });
  }

  /** The grid; undefined for a raster that is too small, or whose positions are not known. */
  grid(): GeolocationGrid | undefined {
    const rows = everySo(this.#rows.length, LINES_A_NODE);
    const columns = everySo(this.#columns.length, SAMPLES_A_NODE);
    if (rows.length < 2 || columns.length < 2) {
      return undefined;
    }
    const nodes = rows.flatMap(i => columns.map(k => i * this.#columns.length + k));
    const degrees = (field: Float64Array) =>
      nodes.map(node =>
        Number.isFinite(field[node]) ? Number(field[node].toFixed(DIGITS)) : null
      );
    const grid = {
      lines: rows.map(i => this.#line(i)),
      samples: columns.map(k => this.#sample(k)),
      latDeg: degrees(this.#lat),
      lonDeg: degrees(this.#lon)
    };
    const tolerance = this.#tolerance({ ...grid, toleranceLines: 0, toleranceSamples: 0 });
    return tolerance && { ...grid, ...tolerance };
  }

  #line(i: number): number {
    return this.options.first.line + (this.#rows[i] + 0.5) * this.options.cell.lines - 0.5;
  }

  #sample(k: number): number {
    return this.options.first.sample + (this.#columns[k] + 0.5) * this.options.cell.samples - 0.5;
  }

  /** How far the pixels that were looked at are from where a grid says. */
  #tolerance(
    grid: GeolocationGrid
  ): Pick<GeolocationGrid, 'toleranceLines' | 'toleranceSamples'> | undefined {
    const lines: number[] = [];
    const samples: number[] = [];
    for (let i = 0; i < this.#rows.length; i += CHECKED) {
      for (let k = 0; k < this.#columns.length; k += CHECKED) {
        const at = i * this.#columns.length + k;
        const found = radarPositionAt(grid, this.#lon[at], this.#lat[at]);
        if (found) {
          lines.push(Math.abs(found.line - this.#line(i)));
          samples.push(Math.abs(found.sample - this.#sample(k)));
        }
      }
    }
    return lines.length > 0
      ? { toleranceLines: most(lines), toleranceSamples: most(samples) }
      : undefined;
  }
}

/** What 95 of 100 values do not exceed, to a hundredth. */
function most(values: number[]): number {
  values.sort((one, other) => one - other);
  return Math.ceil(100 * values[Math.floor(0.95 * (values.length - 1))]) / 100;
}

/** At most `LOOKED_AT + 1` places from 0 to `size - 1`, both ends included. */
function spread(size: number): number[] {
  const count = Math.min(size, LOOKED_AT + 1);
  return Array.from({ length: count }, (_, i) =>
    count < 2 ? 0 : Math.round((i * (size - 1)) / (count - 1))
  );
}

/** Every so many of `count` indexes, the last one included. */
function everySo(count: number, step: number): number[] {
  const found = Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
  return found[found.length - 1] === count - 1 ? found : [...found, count - 1];
}
