import type { Plane } from '../../engine';
import type { SourceCells } from './source-cells';

/** A weight function of the distance in cells, 0 from `radius` on. */
interface Kernel {
  readonly radius: number;
  weight(distance: number): number;
}

export type InterpolationMethod = 'bilinear' | 'cubic' | 'cubicspline' | 'lanczos';

/** Weights under which a cell counts as having no data around it. */
const LEAST_WEIGHT = 1e-6;

const KERNELS: Readonly<Record<InterpolationMethod, Kernel>> = {
  bilinear: { radius: 1, weight: d => Math.max(0, 1 - d) },
  // Keys (1981) with a = -1/2.
  cubic: {
    radius: 2,
    weight: d =>
      d < 1 ? (1.5 * d - 2.5) * d * d + 1 : d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0
  },
  // The B-spline of third degree, which smooths.
  cubicspline: {
    radius: 2,
    weight: d => (d < 1 ? 2 / 3 - d * d + (d * d * d) / 2 : d < 2 ? (2 - d) ** 3 / 6 : 0)
  },
  lanczos: {
    radius: 3,
    weight: d => (d < 3 ? sinc(d) * sinc(d / 3) : 0)
  }
};

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** How many times wider a kernel is for new cells of `size` cells: as gdalwarp, from 1 / 0.95 on. */
function widening(size: number): number {
  return size > 1 / 0.95 ? size : 1;
}

/** Cells on either side of a position that take part, where a new cell is `size` cells large. */
export function kernelReach(method: InterpolationMethod, size: number): number {
  return KERNELS[method].radius * widening(size);
}

/**
 * Interpolates a plane of `width` by `height` cells. Weights of cells without data, and of those
 * beyond the edge, go to the others; a position in a cell without data has none. As in gdalwarp,
 * a cubic that lacks any of its sixteen cells becomes linear.
 */
export function interpolate(
  plane: Plane,
  width: number,
  height: number,
  { column, row, columns, rows }: SourceCells,
  method: InterpolationMethod
): Float64Array {
  const result = new Float64Array(column.length).fill(NaN);
  const raster = { plane, width, height };
  const weights = new Float64Array(2 + 2 * Math.ceil(kernelReach(method, maximum(columns))));
  for (let i = 0; i < result.length; i++) {
    const [c, r] = [column[i], row[i]];
    if (!(c >= -0.5 && c < width - 0.5 && r >= -0.5 && r < height - 0.5)) {
      continue;
    }
    const nearest = clamp(Math.round(r), height) * width + clamp(Math.round(c), width);
    if (Number.isNaN(plane[nearest])) {
      continue;
    }
    const [wide, high] = [widening(columns[i]), widening(rows[i])];
    const linear = method === 'cubic' && wide === 1 && high === 1 && !isComplete(raster, c, r);
    const kernel = KERNELS[linear ? 'bilinear' : method];
    result[i] = weightedMean(raster, c, r, kernel, wide, high, weights);
  }
  return result;
}

interface Raster {
  readonly plane: Plane;
  readonly width: number;
  readonly height: number;
}

/** @param weights - Room for the weights of a row. */
function weightedMean(
  { plane, width, height }: Raster,
  c: number,
  r: number,
  { radius, weight }: Kernel,
  wide: number,
  high: number,
  weights: Float64Array
): number {
  const left = Math.max(0, Math.ceil(c - radius * wide));
  const right = Math.min(width - 1, Math.floor(c + radius * wide));
  const top = Math.max(0, Math.ceil(r - radius * high));
  const bottom = Math.min(height - 1, Math.floor(r + radius * high));
  for (let k = left; k <= right; k++) {
    weights[k - left] = weight(Math.abs(k - c) / wide);
  }
  let [sum, total] = [0, 0];
  for (let l = top; l <= bottom; l++) {
    const lineWeight = weight(Math.abs(l - r) / high);
    for (let k = left; k <= right; k++) {
      const value = plane[l * width + k];
      if (!Number.isNaN(value)) {
        const share = lineWeight * weights[k - left];
        sum += share * value;
        total += share;
      }
    }
  }
  return total > LEAST_WEIGHT ? sum / total : NaN;
}

/** Whether the four by four cells around a position are all there. */
function isComplete({ plane, width, height }: Raster, c: number, r: number): boolean {
  const left = Math.floor(c) - 1;
  const top = Math.floor(r) - 1;
  if (left < 0 || top < 0 || left + 3 >= width || top + 3 >= height) {
    return false;
  }
  for (let l = top; l < top + 4; l++) {
    for (let k = left; k < left + 4; k++) {
      if (Number.isNaN(plane[l * width + k])) {
        return false;
      }
    }
  }
  return true;
}

function clamp(index: number, size: number): number {
  return Math.min(size - 1, Math.max(0, index));
}

function maximum(values: Float64Array): number {
  let most = 0;
  for (const value of values) {
    most = Math.max(most, value);
  }
  return most;
}
